"""The one next date: where we meet next, or the way in while we meet now."""

from __future__ import annotations

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils.timezone import now

from hearth.gatherings.models import Gathering
from hearth.gatherings.models.by_person import booked_by
from hearth.ground.accounts import Person
from hearth.ground.areas import NextDate
from hearth.ground.rows import numbers_of

TOLD = ("title", "slug", "starts_at", "ends_at", "step")


def next_date(person: Person | None) -> NextDate | None:
    """The soonest gathering that is not over: one that the person booked before any other."""
    ahead = Gathering.objects.visible_to(person).ahead()
    if person:
        mine = ExpressionWrapper(Q(pk__in=numbers_of(person, booked_by)), BooleanField())
        ahead = ahead.alias(is_mine=mine).order_by("-is_mine", "starts_at", "pk")
    soonest = ahead.only(*TOLD).first()
    return _date_of(soonest) if soonest else None


def date_after(gathering: Gathering, person: Person | None) -> NextDate | None:
    """For a page of its hour: this one until it begins, then the one that comes after it."""
    if not gathering.is_running:
        return NextDate(
            gathering.title, gathering.get_absolute_url(), gathering.starts_at, gathering.ends_at
        )
    after = Gathering.objects.visible_to(person).ahead().exclude(pk=gathering.pk)
    soonest = after.only(*TOLD).first()
    return _date_of(soonest) if soonest else None


def _date_of(gathering: Gathering) -> NextDate:
    is_now = gathering.starts_at <= now() or gathering.step_id is not None
    return NextDate(
        gathering.title,
        gathering.get_absolute_url(),
        gathering.starts_at,
        gathering.ends_at,
        gathering.page("room") if is_now else "",
    )
