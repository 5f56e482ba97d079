"""The rota of people who look after waiting questions: each week, one of them is on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hearth.conversations.models.spaces import Space
from hearth.ground.accounts import Person
from hearth.ground.privacy import Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows


class Lookout(models.Model):
    """Somebody offered to look after the questions of a space, from a day on and until a day."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="lookouts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateField(default=localdate)
    until = models.DateField(null=True)

    objects = Rows.as_manager()

    personal: ClassVar = {
        "person": Personal("to know who looks after questions", "who sees the space")
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "person"], condition=Q(until=None), name="one_lookout_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.space}"


class PassedOn(models.Model):
    """Somebody cannot this week; the next one is on. Nobody asks why."""

    lookout = models.ForeignKey(Lookout, models.CASCADE, related_name="passed")
    week = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lookout", "week"], name="passed_on_once_a_week")
        ]

    def __str__(self) -> str:
        return f"{self.lookout}, {self.week}"


def week_of(day: date) -> date:
    """The Monday that a week is known by."""
    return day - timedelta(days=day.weekday())


def on_this_week(space: Space, day: date | None = None) -> Person | None:
    """Who is on: worked out from the rows, the same for everybody. Those who were there when
    the week began take turns; one who passed or stopped hands on to the next."""
    monday = week_of(day or localdate())
    there = space.lookouts.filter(Q(until=None) | Q(until__gte=monday)).order_by("since", "pk")
    every = list(there.select_related("person").prefetch_related("passed"))
    rows = [row for row in every if row.since <= monday]
    rows = rows or [row for row in every if row.until is None]
    if not rows:
        return None
    turn = monday.toordinal() // 7 % len(rows)
    for row in rows[turn:] + rows[:turn]:
        if row.until is None and monday not in {passed.week for passed in row.passed.all()}:
            return row.person
    return None


@transaction.atomic
def look_out(space: Space, *, by: Person) -> None:
    """Offer to look after its waiting questions. Twice changes nothing."""
    if not space.takes(by):
        raise Refused(_("You cannot write in this space."))
    Lookout.objects.get_or_create(space=space, person=by, until=None)


@transaction.atomic
def stop_looking_out(space: Space, *, by: Person) -> None:
    """No longer, from today on. Nothing else is kept of it than the days."""
    Lookout.objects.filter(space=space, person=by, until=None).update(until=localdate())


@transaction.atomic
def pass_on(space: Space, *, by: Person) -> Person | None:
    """Not this week; returns who is on now. Twice passes on once."""
    mine = Lookout.objects.filter(space=space, person=by, until=None).first()
    if mine is None:
        raise Refused(_("You do not look after the questions here."))
    PassedOn.objects.get_or_create(lookout=mine, week=week_of(localdate()))
    return on_this_week(space)
