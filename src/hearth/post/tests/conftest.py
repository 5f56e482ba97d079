"""A place where people talk, a mail server that works, and a Wednesday in March."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
import time_machine

from hearth.ground.accounts import Person, Stewardship
from hearth.ground.time import LONDON
from hearth.post.tests import told

WEDNESDAY = datetime(2026, 3, 4, 12, tzinfo=LONDON)


@pytest.fixture
def clock(people):
    """It is Wednesday noon, everybody joined yesterday, and time stands still."""
    Stewardship.objects.update(since=date(2026, 1, 1))
    Person.objects.members().update(joined_at=WEDNESDAY - timedelta(days=1))
    with time_machine.travel(WEDNESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def talk(monkeypatch):
    """An area of its own that has news, beside nothing else."""
    ours = told.Talk()
    monkeypatch.setattr("hearth.post.digests.areas", lambda: (ours.area,))
    return ours


@pytest.fixture
def server(settings):
    """A mail server; what it took is in the list."""
    settings.MAILERS_READY = True
    settings.MAILERS = {"default": {"BACKEND": "hearth.post.tests.told.Server"}}
    told.taken.clear()
    return told.taken
