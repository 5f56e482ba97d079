"""Round-ups and newsletters: how much each may hold, and which one an address means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from django.db import models
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.time import on


class Edition(models.TextChoices):
    """A round-up is for us, by its week; a newsletter is for everyone, by its quarter."""

    ROUNDUP = "roundup", _("Round-up")
    NEWSLETTER = "newsletter", _("Newsletter")


@dataclass(frozen=True, slots=True)
class Room:
    """How much is enough for whoever reads it."""

    things: int
    words: int
    enough: str | Promise


ROOM = {
    Edition.ROUNDUP: Room(7, 350, _("Seven things are enough.")),
    Edition.NEWSLETTER: Room(12, 700, _("Twelve things are enough.")),
}


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months of a year on a UK clock, by their first day."""

    first: date

    @classmethod
    def of(cls, day: date) -> Self:
        """The one that this day lies in."""
        return cls(date(day.year, day.month - (day.month - 1) % 3, 1))

    @classmethod
    def named(cls, name: str) -> Self:
        """The one that is called so in addresses: 2026-q4. Another word is a ValueError."""
        year, _dash, number = name.partition("-q")
        return cls.of(date(int(year), int(number) * 3, 1))

    @property
    def before(self) -> Quarter:
        return Quarter.of(self.first - timedelta(days=1))

    @property
    def begins(self) -> datetime:
        return on(self.first, time(0))

    @property
    def ends(self) -> datetime:
        return on(Quarter.of(self.first + timedelta(days=100)).first, time(0))

    @property
    def months(self) -> str:
        """October to December 2026."""
        last = self.first.replace(month=self.first.month + 2)
        names = {"first": date_format(self.first, "F"), "last": date_format(last, "F Y")}
        return gettext("{first} to {last}").format(**names)

    def __str__(self) -> str:
        return f"{self.first.year}-q{(self.first.month + 2) // 3}"


@dataclass(frozen=True, slots=True)
class Issue:
    """Which one: a round-up by its day (2026-11-19), a newsletter by its quarter (2026-q4)."""

    edition: Edition
    on: date

    @classmethod
    def named(cls, name: str) -> Self:
        if "q" in name:
            return cls(Edition.NEWSLETTER, Quarter.named(name).first)
        return cls(Edition.ROUNDUP, date.fromisoformat(name))

    def __str__(self) -> str:
        is_quarter = self.edition == Edition.NEWSLETTER
        return str(Quarter(self.on) if is_quarter else self.on)
