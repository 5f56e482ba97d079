"""The rule of a series: which days and times it proposes, and the rule in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count, takewhile

from django.db import models
from django.utils.translation import gettext as _, gettext_lazy

from hearth.gatherings.weekdays import LAST, months_from, nth_weekday
from hearth.ground.time import on

MONTHS_AHEAD = 600
WEEK = timedelta(days=7)


class Which(models.IntegerChoices):
    FIRST = 1, gettext_lazy("first")
    SECOND = 2, gettext_lazy("second")
    THIRD = 3, gettext_lazy("third")
    FOURTH = 4, gettext_lazy("fourth")
    LAST_BUT_ONE = -2, gettext_lazy("last but one")
    LAST = LAST, gettext_lazy("last")


class Weekday(models.IntegerChoices):
    MONDAY = 0, gettext_lazy("Monday")
    TUESDAY = 1, gettext_lazy("Tuesday")
    WEDNESDAY = 2, gettext_lazy("Wednesday")
    THURSDAY = 3, gettext_lazy("Thursday")
    FRIDAY = 4, gettext_lazy("Friday")
    SATURDAY = 5, gettext_lazy("Saturday")
    SUNDAY = 6, gettext_lazy("Sunday")


@dataclass(frozen=True, slots=True)
class Rule:
    """Once or twice a month, or (with `every_weeks`) every so many weeks from a first day on.
    With `other_clock`, two times take turns."""

    weekday: int
    clock: time
    which: int = LAST
    other_which: int | None = None
    every_weeks: int | None = None
    begins_on: date | None = None
    other_clock: time | None = None

    def days(self, after: date) -> Iterator[date]:
        """Its days after this one, without end within fifty years."""
        if self.every_weeks and self.begins_on:
            return self._weekly(after, self.every_weeks, self.begins_on)
        months = takewhile(lambda month: month[0] < after.year + 50, months_from(after))
        return (day for month in months for day in self._in_month(*month) if day > after)

    def _in_month(self, year: int, month: int) -> list[date]:
        places = {self.which, self.other_which or self.which}
        days = {nth_weekday(year, month, self.weekday, place) for place in places}
        return sorted(day for day in days if day)

    def _weekly(self, after: date, weeks: int, first: date) -> Iterator[date]:
        since = max((after - first) // (weeks * WEEK), -1) if after >= first else -1
        turns = takewhile(lambda turn: turn < since + MONTHS_AHEAD, count(since + 1))
        return (first + turn * weeks * WEEK for turn in turns)

    def starts_at(self, day: date) -> datetime:
        return on(day, self.clock_on(day))

    def clock_on(self, day: date) -> time:
        """The time of this day. Where two take turns, the other has every second date; in a
        rule of one day a month it has the even months."""
        return self.other_clock if self.other_clock and self._is_others_turn(day) else self.clock

    def _is_others_turn(self, day: date) -> bool:
        if self.every_weeks and self.begins_on:
            return (day - self.begins_on) // (self.every_weeks * WEEK) % 2 == 1
        if self.other_which:
            return day == nth_weekday(day.year, day.month, self.weekday, self.other_which)
        return day.month % 2 == 0

    def instead_of(self, day: date, was: Rule) -> date:
        """The day of this rule that takes the place of a day of the rule before: in the same
        month, or in the same week."""
        if self.every_weeks:
            return day + timedelta(days=self.weekday - was.weekday)
        others = was.other_which and day == nth_weekday(
            day.year, day.month, was.weekday, was.other_which
        )
        place = (self.other_which if others else self.which) or self.which
        return nth_weekday(day.year, day.month, self.weekday, place) or day

    def __str__(self) -> str:
        """The rule in words: last Tuesday of the month."""
        day = Weekday(self.weekday).label
        if self.every_weeks == 1:
            return _("every {day}").format(day=day)
        if self.every_weeks == 2:
            return _("every second {day}").format(day=day)
        if self.every_weeks:
            return _("{day}, every {number} weeks").format(day=day, number=self.every_weeks)
        which = str(Which(self.which).label)
        if self.other_which:
            other = Which(self.other_which).label
            which = _("{which} and {other}").format(which=which, other=other)
        return _("{which} {day} of the month").format(which=which, day=day)

    def times(self) -> str:
        """The time in words: 11.30, or 11.30 and 18.30 in turn."""
        clock = f"{self.clock:%-H.%M}"
        if not self.other_clock:
            return clock
        other = f"{self.other_clock:%-H.%M}"
        return _("{clock} and {other} in turn").format(clock=clock, other=other)
