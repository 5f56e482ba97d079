"""What listening shows on the stewards' page."""

from __future__ import annotations

from hearth.ground.accounts import Person
from hearth.ground.areas import Section
from hearth.listening.figures import days_to_told, waiting

AT_FIRST = 5


def stewards(person: Person) -> Section:
    """Themes without an answer, the two figures, and where the rest is."""
    found = waiting(person)
    return Section(
        "listening/stewards.html",
        {"waiting": found, "first": found.themes[:AT_FIRST], "days": days_to_told()},
    )
