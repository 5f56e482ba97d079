"""Who has sat with whom in the last year: so that people meet new people, and for nothing else."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate

from hearth.gatherings.dealing import Pair
from hearth.ground.privacy import Personal
from hearth.ground.rows import Rows

if TYPE_CHECKING:
    from hearth.gatherings.models.hour import Hour
    from hearth.ground.accounts import Person

YEAR = timedelta(days=365)
OFTEN = 0.01
"""What more a meeting weighs for each time that two have met, and as much again if lately."""


class MeetingQuerySet(Rows["Meeting"]):
    def lately(self) -> Self:
        return self.filter(on__gt=localdate() - YEAR)

    def of(self, person: Person) -> Self:
        return self.filter(Q(one=person) | Q(other=person))

    def forgettable(self) -> Self:
        return self.filter(on__lte=localdate() - YEAR)


class Meeting(models.Model):
    """Two people sat in one small room. Sealed: only the dealing of rooms reads it, and each
    person sees a number of their own."""

    gathering = models.ForeignKey(
        "gatherings.Gathering", models.CASCADE, related_name="meetings", db_index=False
    )
    one = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    other = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    on = models.DateField(default=localdate, db_index=True)

    objects = MeetingQuerySet.as_manager()

    personal: ClassVar = {
        field: Personal(
            "to let you meet new people in small rooms", "nobody", exported=False, after_days=365
        )
        for field in ("one", "other")
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "one", "other"], name="met_once_each"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="each_two_one_way_round"),
        ]

    def __str__(self) -> str:
        return str(self.on)


def remember_meetings(gathering: Hour) -> None:
    """Those who sit in one room of the step that is being left have met. Twice is once."""
    if gathering.step_id is None:
        return
    rooms: dict[int, list[int]] = defaultdict(list)
    seated = gathering.arrivals.filter(room__step=gathering.step_id).order_by("person")
    for room, person in seated.values_list("room", "person"):
        rooms[room].append(person)
    Meeting.objects.bulk_create(
        (
            Meeting(gathering_id=gathering.pk, one_id=one, other_id=other)
            for people in rooms.values()
            for one, other in combinations(people, 2)
        ),
        ignore_conflicts=True,
    )


def who_has_met(people: set[int]) -> dict[Pair, float]:
    """How much it would repeat to seat two of these together: 1 for those who have met in the
    last year, and a little more the oftener and the more lately."""
    weights: dict[Pair, float] = {}
    today = localdate()
    met = Meeting.objects.lately().filter(one__in=people, other__in=people)
    for one, other, on in met.values_list("one", "other", "on"):
        more = OFTEN * (1 + _freshness(on, today))
        weights[one, other] = weights.get((one, other), 1.0) + more
    return weights


def _freshness(on: date, today: date) -> float:
    return 1 - (today - on) / YEAR


def forget_meetings() -> int:
    """After a year nobody remembers; returns how many meetings were forgotten."""
    return Meeting.objects.forgettable().delete()[0]
