"""Places that are kept for those who need them first, until a day; and what is free for whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models.gathering import Gathering
from hearth.ground.rows import Rows


class HoldQuerySet(Rows["Hold"]):
    def standing(self) -> Self:
        """Those whose last day has not passed."""
        return self.filter(until_on__gte=localdate())


class Hold(models.Model):
    """The host keeps some of the places for some people, until a day. After it they go to
    everybody, those who wait longest first."""

    class Whom(models.TextChoices):
        NEW = "new", _("people who come for the first time")
        BURSARY = "bursary", _("people whom you name, such as bursary holders")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="holds")
    whom = models.CharField(max_length=8, choices=Whom)
    places = models.PositiveSmallIntegerField()
    until_on = models.DateField()

    objects = HoldQuerySet.as_manager()
    impersonal = ("whom",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "whom"], name="one_hold_for_each")
        ]

    def __str__(self) -> str:
        return f"{self.places} for {self.get_whom_display()}"


@dataclass(frozen=True, slots=True)
class Free:
    """What is free now: for everybody (None: without limit), for those who are new, and for
    those whom the host names."""

    for_all: int | None
    for_new: int = 0
    for_named: int = 0

    def suits(self, *, is_new: bool) -> bool:
        """Whether there is a place for somebody like this."""
        return self.for_all is None or self.for_all > 0 or (is_new and self.for_new > 0)

    def kept_as(self, *, is_new: bool) -> str:
        """Which place they get: those who are new get a kept one before an open one."""
        return Hold.Whom.NEW if is_new and self.for_new > 0 else ""


def free_places(gathering: Gathering) -> Free:
    """What is free now. Exact for whoever holds the gathering's row."""
    if gathering.places is None:
        return Free(None)
    left = max(gathering.places - gathering.places_taken, 0)
    holds = {hold.whom: hold.places for hold in gathering.holds.standing()}
    if not holds:
        return Free(left)
    used = Counter(gathering.booked.held().exclude(kept_as="").values_list("kept_as", flat=True))
    new = min(max(holds.get(Hold.Whom.NEW, 0) - used[Hold.Whom.NEW], 0), left)
    named = min(max(holds.get(Hold.Whom.BURSARY, 0) - used[Hold.Whom.BURSARY], 0), left - new)
    return Free(left - new - named, new, named)


def take_one(gathering: Gathering) -> None:
    """One place fewer is free. The UPDATE takes none beyond the last, whatever we counted."""
    free = Q(places=None) | Q(places_taken__lt=F("places"))
    here = Gathering.objects.filter(free, pk=gathering.pk).order_by()
    if not here.update(places_taken=F("places_taken") + 1):
        raise RuntimeError(f"{gathering.pk}: counted a free place where there was none")
    gathering.places_taken += 1


def free_one(gathering: Gathering) -> None:
    here = Gathering.objects.filter(pk=gathering.pk, places_taken__gt=0).order_by()
    here.update(places_taken=F("places_taken") - 1)
    gathering.places_taken -= 1
