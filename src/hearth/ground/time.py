"""Times as people say them: UK wall clock, "the last Tuesday", and days when many cannot come."""

from __future__ import annotations

from calendar import monthcalendar
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONDON = ZoneInfo("Europe/London")
LAST = -1


def on(day: date, clock: time) -> datetime:
    """That day at that time on a UK clock. A time that the spring change skips moves on an
    hour; one that comes twice in autumn is the first."""
    local = datetime.combine(day, clock, LONDON)
    return local.astimezone(ZoneInfo("UTC")).astimezone(LONDON)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The nth such day of the month (`LAST` for the last); Monday is 0, as in `calendar`.
    None where the month has no fifth."""
    days = [week[weekday] for week in monthcalendar(year, month) if week[weekday]]
    if nth == LAST:
        return date(year, month, days[-1])
    return date(year, month, days[nth - 1]) if nth <= len(days) else None


def months_from(day: date) -> Iterator[tuple[int, int]]:
    """Years and months without end, beginning with the day's own."""
    year, month = day.year, day.month
    while True:
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


def easter(year: int) -> date:
    """Easter Sunday (Gregorian; the anonymous algorithm of Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def bank_holidays(year: int) -> dict[date, Promise]:
    """The regular bank holidays of the four UK nations, by the Banking and Financial
    Dealings Act 1971 and its yearly substitutes. One-off days (jubilees) are not known here:
    stewards add them to their own list."""
    sunday = easter(year)
    days: dict[date, Promise] = {
        _weekday_from(date(year, 3, 17)): _("St Patrick's Day, a bank holiday in Northern Ireland"),
        sunday - timedelta(days=2): _("Good Friday"),
        sunday + timedelta(days=1): _("Easter Monday, not in Scotland"),
        _monday(year, 5, 1): _("the early May bank holiday"),
        _monday(year, 5, LAST): _("the spring bank holiday"),
        _weekday_from(date(year, 7, 12)): _("12 July, a bank holiday in Northern Ireland"),
        _monday(year, 8, 1): _("the summer bank holiday in Scotland"),
        _monday(year, 8, LAST): _("the summer bank holiday, not in Scotland"),
        _weekday_from(date(year, 11, 30)): _("St Andrew's Day, a bank holiday in Scotland"),
    }
    return days | _new_year(year) | _christmas(year)


def caution(day: date) -> Promise | None:
    """Why many people cannot come on this day, or None: a bank holiday, or the days from
    24 December to 2 January."""
    if (day.month, day.day) >= (12, 24) or (day.month, day.day) <= (1, 2):
        return _("between Christmas and New Year")
    return bank_holidays(day.year).get(day)


def _monday(year: int, month: int, nth: int) -> date:
    return nth_weekday(year, month, 0, nth) or date.max  # every month has a fourth


def _weekday_from(day: date) -> date:
    """The day itself, or the Monday after if it falls on a weekend."""
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def _new_year(year: int) -> dict[date, Promise]:
    first = _weekday_from(date(year, 1, 1))
    second = _weekday_from(max(first + timedelta(days=1), date(year, 1, 2)))
    return {
        first: _("New Year's Day"),
        second: _("2 January, a bank holiday in Scotland"),
    }


def _christmas(year: int) -> dict[date, Promise]:
    shift = {4: (0, 3), 5: (2, 3), 6: (2, 1)}.get(date(year, 12, 25).weekday(), (0, 1))
    christmas, boxing = date(year, 12, 25), date(year, 12, 25)
    return {
        christmas + timedelta(days=shift[0]): _("Christmas Day"),
        boxing + timedelta(days=shift[1]): _("Boxing Day"),
    }
