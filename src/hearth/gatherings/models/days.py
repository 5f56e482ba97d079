"""Days to think twice about: those that the stewards list, bank holidays, and Christmas."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.holidays import caution
from hearth.ground.rows import Rows


class CommunityDayQuerySet(Rows["CommunityDay"]):
    def between(self, first: date, last: date) -> Self:
        """Those that may fall on a day from the first to the last; yearly ones always may."""
        ends_later = Q(until__gte=first) | Q(until=None, on__gte=first)
        return self.filter(Q(every_year=True) | (Q(on__lte=last) & ends_later))

    def ahead(self, today: date) -> Self:
        return self.between(today, date.max)


class CommunityDay(models.Model):
    """A day that matters to people here, or some days: a feast, a fast, half-term."""

    on = models.DateField(_("day"))
    until = models.DateField(_("last day, if there are several"), null=True, blank=True)
    every_year = models.BooleanField(_("every year"), default=False)
    name = models.CharField(_("what day it is"), max_length=80)

    objects = CommunityDayQuerySet.as_manager()

    impersonal = ("name",)

    class Meta:
        ordering = ("on", "pk")
        constraints = [
            models.UniqueConstraint(fields=["on", "name"], name="one_day_once"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("on")), name="days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def last(self) -> date:
        return self.until or self.on

    def covers(self, day: date) -> bool:
        if not self.every_year:
            return self.on <= day <= self.last
        first, last, at = ((d.month, d.day) for d in (self.on, self.last, day))
        return first <= at <= last if first <= last else at >= first or at <= last


def cautions(days: Iterable[date]) -> dict[date, str]:
    """Why to think twice about each of these days, in words; a plain day is not in it."""
    asked = sorted(set(days))
    listed = list(CommunityDay.objects.between(asked[0], asked[-1])) if asked else []
    found = {day: "; ".join(_reasons(day, listed)) for day in asked}
    return {day: words for day, words in found.items() if words}


def _reasons(day: date, listed: list[CommunityDay]) -> list[str]:
    holiday = caution(day)
    reasons = [str(holiday)] if holiday else []
    reasons += [one.name for one in listed if one.covers(day)]
    if not reasons and day.month == 12:
        reasons.append(gettext("it is December: will people come?"))
    return list(dict.fromkeys(reasons))
