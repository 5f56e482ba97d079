"""A quarter of a year, as people say it: October to December 2026."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from hearth.ground.time import LONDON, on

EARLIEST = 1990
"""Nobody here said anything before that; an address of an earlier quarter is a slip."""


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months. They begin and end at midnight in the United Kingdom."""

    year: int
    number: int

    @classmethod
    def of(cls, moment: datetime) -> Self:
        return cls.of_day(localtime(moment, LONDON).date())

    @classmethod
    def of_day(cls, day: date) -> Self:
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def named(cls, name: str) -> Self:
        """The one that is called so in addresses: 2026-q4. Another word is a ValueError."""
        year, _dash, number = name.partition("-q")
        return cls.of_day(date(int(year), int(number) * 3, 1))

    @classmethod
    def running(cls) -> Self:
        return cls.of(now())

    @property
    def has_come(self) -> bool:
        """Whether it has begun, and is one of a calendar at all."""
        return 1 <= self.number <= 4 and self.year >= EARLIEST and self <= self.running()

    @property
    def months(self) -> tuple[date, date]:
        """A day of its first month, and one of its last."""
        first = self.number * 3 - 2
        return date(self.year, first, 1), date(self.year, first + 2, 1)

    @property
    def first(self) -> date:
        """Its first day."""
        return self.months[0]

    @property
    def before(self) -> Quarter:
        return Quarter.of_day(self.first - timedelta(days=1))

    @property
    def begins(self) -> datetime:
        return on(self.first, time())

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        after = Quarter(self.year + self.number // 4, self.number % 4 + 1)
        return after.begins

    @property
    def name(self) -> str:
        return f"{self.year}-q{self.number}"

    def __str__(self) -> str:
        return self._in_words("F")

    @property
    def in_short(self) -> str:
        return self._in_words("M")

    def _in_words(self, month: str) -> str:
        first, last = (date_format(day, month) for day in self.months)
        return _("{first} to {last} {year}").format(first=first, last=last, year=self.year)
