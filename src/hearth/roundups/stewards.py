"""What round-ups show on the stewards' page: the draft that waits, and whose turn it is."""

from __future__ import annotations

from hearth.ground.accounts import Person
from hearth.ground.areas import Section
from hearth.roundups.models import Roundup


def stewards(person: Person) -> Section:
    """The draft, or the way to where one begins."""
    roundup = Roundup.objects.weekly().waiting().newest_first().with_editor().first()
    return Section("roundups/stewards.html", {"roundup": roundup})
