"""Feasts and fasts of the next two years, worked out and offered; a steward adds what fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import radians, sin

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DAY = timedelta(days=1)
YEARS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast or fast, from its first day (or the evening on which it begins) to its last."""

    name: Promise
    on: date
    until: date

    @property
    def key(self) -> str:
        """How a button names it."""
        return f"{self.on}-{self.until}"


def feasts(today: date) -> list[Feast]:
    """The feasts ahead within two years, the soonest first."""
    last = today + timedelta(days=365 * YEARS_AHEAD)
    years = range(today.year, last.year + 1)
    found = (feast for year in years for feast in of_year(year))
    ahead = (feast for feast in found if feast.until >= today and feast.on <= last)
    return sorted(ahead, key=lambda feast: feast.on)


def of_year(year: int) -> Iterator[Feast]:
    """Those of one year. Months that begin when somebody sees the moon, and days on which
    communities differ, are given with a day on each side."""
    new_year = hebrew_new_year(year + 3761)
    passover = hebrew_new_year(year + 3761) - timedelta(days=163)
    yield Feast(_("Rosh Hashanah, from the evening before"), new_year - DAY, new_year + DAY)
    yield Feast(_("Yom Kippur, from the evening before"), new_year + 8 * DAY, new_year + 9 * DAY)
    yield Feast(_("Passover begins, from the evening before"), passover - DAY, passover + DAY)
    yield Feast(_("Lunar New Year"), lunar_new_year(year), lunar_new_year(year))
    yield Feast(_("Diwali; some keep the day after"), diwali(year), diwali(year) + DAY)
    yield Feast(_("Vaisakhi, on 13 or 14 April"), date(year, 4, 13), date(year, 4, 14))
    for first, shawwal in zip(islamic(year, 9, 1), islamic(year, 10, 1), strict=False):
        yield Feast(_("Ramadan, give or take a day"), first - DAY, shawwal - DAY)
    for day in islamic(year, 10, 1):
        yield Feast(_("Eid al-Fitr, give or take a day"), day - DAY, day + DAY)
    for day in islamic(year, 12, 10):
        yield Feast(_("Eid al-Adha, give or take a day"), day - DAY, day + DAY)


def hebrew_new_year(year: int) -> date:
    """Rosh Hashanah of this Hebrew year (the fixed calendar: new moon, and four delays)."""
    before, this, after = (_days_to(year + offset) for offset in (-1, 0, 1))
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return date.fromordinal(this + delay - 1373427)


def _days_to(hebrew_year: int) -> int:
    months = (235 * hebrew_year - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def islamic(year: int, month: int, day: int) -> list[date]:
    """When this day of the tabular Islamic calendar falls in this year: once, or twice in a
    few years, or not at all."""
    near = (year - 622) * 33 // 32
    found = (_islamic(hijri, month, day) for hijri in range(near - 1, near + 3))
    return [moment for moment in found if moment.year == year]


def _islamic(year: int, month: int, day: int) -> date:
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    return date.fromordinal(227014 + days)


def lunar_new_year(year: int) -> date:
    """The day in China of the new moon from 21 January to 20 February."""
    china = timedelta(hours=8)
    return (new_moon(datetime(year, 1, 20, 16, tzinfo=UTC)) + china).date()


def diwali(year: int) -> date:
    """The last evening in India before the new moon that falls from 17 October on."""
    evening = timedelta(hours=13)  # 18.30 in India is 13.00 in UTC
    return (new_moon(datetime(year, 10, 17, tzinfo=UTC)) - evening).date()


def new_moon(after: datetime) -> datetime:
    """The first new moon after this moment, within a few minutes."""
    month = int((after - datetime(2000, 1, 6, tzinfo=UTC)).days / 29.530588861) - 1
    return next(moon for moon in map(_moon, range(month, month + 4)) if moon > after)


def _moon(k: int) -> datetime:
    """The new moon number k since January 2000 (Meeus, Astronomical Algorithms, chapter 49,
    the terms above five minutes)."""
    t = k / 1236.85
    sun = radians(2.5534 + 29.1053567 * k)
    moon = radians(201.5643 + 385.81693528 * k + 0.0107582 * t * t)
    node = radians(160.7108 + 390.67050284 * k)
    julian = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
    julian += -0.4072 * sin(moon) + 0.17241 * sin(sun) + 0.01608 * sin(2 * moon)
    julian += 0.01039 * sin(2 * node) + 0.00739 * sin(moon - sun) - 0.00514 * sin(moon + sun)
    return datetime(2000, 1, 1, 12, tzinfo=UTC) + timedelta(days=julian - 2451545.0)
