"""Days as people agree on them: the last Tuesday of each month."""

from __future__ import annotations

from calendar import monthcalendar
from collections.abc import Iterator
from datetime import date

LAST = -1


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
