"""Days when many people cannot come: bank holidays of the four UK nations, and Christmas."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.weekdays import LAST, nth_weekday


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
