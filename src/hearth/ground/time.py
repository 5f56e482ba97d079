"""Times as people say them: UK wall clock, and "the last Tuesday" of a month."""

from __future__ import annotations

from calendar import monthcalendar
from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
LAST = -1


def on(day: date, clock: time) -> datetime:
    """That day at that time on a UK clock. A time that the spring change skips moves on an
    hour; one that comes twice in autumn is the first."""
    local = datetime.combine(day, clock, LONDON)
    return local.astimezone(ZoneInfo("UTC")).astimezone(LONDON)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth such day of the month, counted from its end below zero (`LAST` for the last);
    Monday is 0, as in `calendar`. None where the month has no fifth."""
    days = [week[weekday] for week in monthcalendar(year, month) if week[weekday]]
    if nth < 0:
        return date(year, month, days[nth])
    return date(year, month, days[nth - 1]) if nth <= len(days) else None


def months_from(day: date) -> Iterator[tuple[int, int]]:
    """Years and months without end, beginning with the day's own."""
    year, month = day.year, day.month
    while True:
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
