"""Coming to all dates of a series, until one says otherwise."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from hearth.gatherings.models.series import Series
from hearth.ground.privacy import Personal
from hearth.ground.rows import Rows


class Standing(models.Model):
    """Somebody comes to all dates of a series: each new one keeps a place for them."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="standing")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=now)

    objects = Rows.as_manager()

    personal: ClassVar = {"person": Personal("to keep a place for you at each date", "you")}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "person"], name="stands_once_a_series")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.series}"


def page_of_all_dates(series: int | None, person: int) -> str:
    """Where somebody who comes to all dates of a series can stop; empty for the others."""
    if series is None:
        return ""
    stands = Standing.objects.filter(series=series, person=person).select_related("series")
    standing = stands.first()
    return f"{standing.series.get_absolute_url()}standing/" if standing else ""
