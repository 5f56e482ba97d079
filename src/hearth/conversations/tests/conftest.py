"""What tests of conversations begin with: a space for members, an open one, a group's own."""

from __future__ import annotations

from types import SimpleNamespace

import pytest


@pytest.fixture
def spaces(people):
    """`members`, `open` to the web, and `group`, where Cerys and Bola are, with Cerys as keeper."""
    from hearth.conversations.models import open_space
    from hearth.ground.access import Group

    pair = Group.objects.create(name="Repairers")
    pair.people.add(people.cerys, people.bola)
    return SimpleNamespace(
        members=open_space("Hall", by=people.dee, seen_by="members"),
        open=open_space("Porch", by=people.dee, seen_by="everyone"),
        group=open_space("Bench", by=people.cerys, seen_by="group", group=pair),
        pair=pair,
    )
