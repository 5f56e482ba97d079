"""For whoever writes a line, a guide or a page that came of what was said: the themes."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from hearth.ground.accounts import Person
from hearth.ground.areas import Onward
from hearth.listening.models import Theme

AT_MOST = 100


def origins(person: Person) -> Iterator[Onward]:
    """The themes that this person may see, the newest first."""
    seen = Theme.objects.visible_to(person).newest_first()
    for slug, name in seen.values_list("slug", "name")[:AT_MOST]:
        yield Onward(name, reverse("listening:theme", args=[slug]))
