"""When the round-up is due: a day and a time on a UK clock, each week or every other week."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import localtime

from hearth.ground.time import LONDON, on

A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Rule:
    """On which day and at what time the draft is filled, and until when it waits for its
    editor. Weekdays count from Monday, which is 0. Weeks are counted from `first`."""

    draft_day: int
    draft_at: time
    deadline_day: int
    deadline_at: time
    weeks: int
    first: date


@dataclass(frozen=True, slots=True)
class Slot:
    """One round-up's time: its day, when it is filled, and when we stop waiting for it."""

    on: date
    opens_at: datetime
    closes_at: datetime


def latest(rule: Rule, moment: datetime) -> Slot | None:
    """The last slot that has come by this moment. However long nobody looked, there is one:
    what was missed before it is not made up for."""
    day = _weekday_by(localtime(moment, LONDON).date(), rule.draft_day)
    if on(day, rule.draft_at) > moment:
        day -= A_WEEK
    day -= A_WEEK * (_weeks_since(rule, day) % rule.weeks)
    return _slot(rule, day) if day >= _first_day(rule) else None


def after(rule: Rule, moment: datetime) -> Slot:
    """The first slot that comes after this moment."""
    found = latest(rule, moment)
    return _slot(rule, found.on + A_WEEK * rule.weeks if found else _first_day(rule))


def _slot(rule: Rule, day: date) -> Slot:
    opens_at = on(day, rule.draft_at)
    until = day + A_DAY * ((rule.deadline_day - day.weekday()) % 7)
    closes_at = on(until, rule.deadline_at)
    return Slot(day, opens_at, closes_at if closes_at > opens_at else _week_on(rule, until))


def _week_on(rule: Rule, day: date) -> datetime:
    return on(day + A_WEEK, rule.deadline_at)


def _first_day(rule: Rule) -> date:
    return rule.first + A_DAY * ((rule.draft_day - rule.first.weekday()) % 7)


def _weeks_since(rule: Rule, day: date) -> int:
    return (day - _first_day(rule)).days // 7


def _weekday_by(day: date, weekday: int) -> date:
    """That day of the week, on this day or the last one before it."""
    return day - A_DAY * ((day.weekday() - weekday) % 7)
