"""What the diary tells round-ups: which of its lines count as what, for the year and for chats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from hearth.ground.access import Shared
from hearth.ground.accounts import Person
from hearth.ground.books.diary import Happening, HappeningQuerySet
from hearth.ground.time import on

PHRASES = {
    "gatherings": "announced {thing}",
    "moved": "moved {thing}",
    "notes": "published the notes of {thing}",
    "answered": "answered {thing}",
    "done": "did something about {thing}",
    "roundups": "sent the {thing}",
    "newsletters": "sent readers the {thing}",
}
"""The words that areas write, each under what it counts as."""


@dataclass(frozen=True, slots=True)
class Year:
    """A year on a UK clock."""

    number: int

    @property
    def begins(self) -> datetime:
        return on(date(self.number, 1, 1), time(0))

    @property
    def ends(self) -> datetime:
        return on(date(self.number + 1, 1, 1), time(0))


def lines(since: datetime, until: datetime, person: Person | None) -> HappeningQuerySet:
    """What happened from one moment up to another, as far as this reader may see it and no
    group keeps it to itself; the oldest first."""
    seen = Happening.objects.visible_to(person).exclude(seen_by=Shared.SeenBy.GROUP)
    return seen.filter(at__gte=since, at__lt=until).order_by("at", "pk")


def things(every: list[Happening], what: str) -> list[Happening]:
    """The first line about each thing of one kind: what was done twice is one thing."""
    first: dict[str, Happening] = {}
    for line in every:
        if line.phrase == PHRASES[what]:
            first.setdefault(line.url, line)
    return list(first.values())
