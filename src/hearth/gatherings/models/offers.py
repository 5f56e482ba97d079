"""Offers: a place that frees is kept a while for the first who waits, and then for the next."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.holds import Free, Hold, free_places, take_one
from hearth.gatherings.models.place_moves import PlaceMove, Why
from hearth.gatherings.topics import of_offer
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind as Post, Letter
from hearth.ground.refusals import Refused

if TYPE_CHECKING:
    from hearth.gatherings.models.places import Place, PlaceQuerySet

TO_ANSWER, ON_THE_DAY = timedelta(hours=24), timedelta(hours=2)


def answer_by(gathering: Gathering) -> datetime:
    """Until when an offer of this moment stands: 24 hours, two on the day itself, and never
    past the start (J3.9)."""
    is_today = localdate(gathering.starts_at) <= localdate()
    return min(now() + (ON_THE_DAY if is_today else TO_ANSWER), gathering.starts_at)


def move_up(gathering: Gathering, why: Why) -> Free:
    """Offers that nobody answered end, and what is free goes to those who wait, in order;
    returns what is free then. For whoever holds the gathering's row; at any time, and twice.
    Once it has begun, nobody is offered anything: then a free place is for whoever presses."""
    if gathering.is_cancelled or gathering.is_over or not gathering.announced_at:
        return Free(0)
    if _end_offers(gathering):
        why = Why.PASSED_ON
    if gathering.starts_at > now():
        return _offer_in_order(gathering, why)
    return free_places(gathering)


def _end_offers(gathering: Gathering) -> int:
    ended = list(gathering.booked.offered().filter(answer_by__lte=now()).select_related("person"))
    for place in ended:
        place.leave(gathering, Why.NO_ANSWER)
        _tell_of_the_end(place, gathering)
    return len(ended)


def _offer_in_order(gathering: Gathering, why: Why) -> Free:
    free = free_places(gathering)
    while place := _first_in_line(gathering, free):
        if free.for_all is None:
            place.give(gathering, Why.NO_LIMIT)
        else:
            _offer(place, gathering, free, why)
        free = free_places(gathering)
    return free


def _first_in_line(gathering: Gathering, free: Free) -> Place | None:
    """Who has waited longest; where only kept places are free, of those who are new."""
    waiting = gathering.booked.waiting().in_order()
    if free.for_all is None:
        waiting = gathering.booked.filter(given_at=None).in_order()
    if free.suits(is_new=False):
        return waiting.first()
    return waiting.filter(is_first_time=True).first() if free.suits(is_new=True) else None


def _offer(place: Place, gathering: Gathering, free: Free, why: Why) -> None:
    place.answer_by = answer_by(gathering)
    place.kept_as = free.kept_as(is_new=place.is_first_time)
    take_one(gathering)
    place.save(update_fields=["answer_by", "kept_as"])
    place.wrote(PlaceMove.What.OFFERED, why)
    _write(place, gathering)


def follow_move(offered: PlaceQuerySet, gathering: Gathering) -> None:
    """The gathering moved: who has an offer gets it anew, with the new date and time to look
    at it. What tells the old date and has not left yet never does."""
    Letter.objects.waiting().filter(once__startswith=f"offer:{gathering.pk}:").delete()
    for place in offered.filter(answer_by__gt=now()).select_related("person"):
        place.answer_by = answer_by(gathering)
        place.save(update_fields=["answer_by"])
        _write(place, gathering)


def _write(place: Place, gathering: Gathering) -> None:
    post(
        [place.person],
        gettext("A place is free for you: {title}").format(title=gathering.title),
        "gatherings/letters/offer.txt",
        kind=Post.PLACE,
        button=(gettext("Answer"), gathering.page("place")),
        once=f"offer:{gathering.pk}:{place.pk}:{gathering.sequence}",
        topic=of_offer(gathering),
        until=place.answer_by,
        gathering=gathering,
        place=place,
        withdrawal=gathering.page("withdrawal"),
    )


def _tell_of_the_end(place: Place, gathering: Gathering) -> None:
    post(
        [place.person],
        gettext("We gave the place to the next: {title}").format(title=gathering.title),
        "gatherings/letters/offer_over.txt",
        kind=Post.PLACE,
        button=(gettext("Open the page"), gathering.page("place")),
        once=f"offer-over:{gathering.pk}:{place.pk}",
        topic=gathering.live_topic,
        gathering=gathering,
        can_return=gathering.starts_at > now(),
    )


@transaction.atomic
def give_free_places(gathering: Gathering, why: Why = Why.MORE) -> None:
    """What is free goes to those who wait, in order."""
    move_up(gathering.locked(), why)


@transaction.atomic
def hold_places(
    gathering: Gathering, *, by: Person, new: int = 0, named: int = 0, until_on: date | None = None
) -> None:
    """Keep so many places for those who are new and for those whom the host names. Fewer than
    before: the rest goes to those who wait."""
    gathering = gathering.locked()
    if gathering.places is None:
        raise Refused(_("Say first how many can come. Then some of the places can be kept."))
    if new + named > gathering.places:
        raise Refused(_("That is more than all the places there are."))
    for whom, places in ((Hold.Whom.NEW, new), (Hold.Whom.BURSARY, named)):
        gathering.holds.filter(whom=whom).delete()
        if places and until_on:
            gathering.holds.create(whom=whom, places=places, until_on=until_on)
    move_up(gathering, Why.RELEASED)


def keep_offers_moving() -> int:
    """Once a minute: offers without an answer go to the next in line, and kept places whose day
    has passed to all. Returns how many gatherings it looked at. What was missed is made up."""
    some_wait = Gathering.objects.standing().filter(ended_at=None, ends_at__gt=now())
    some_wait = some_wait.filter(booked__given_at=None, booked__isnull=False).distinct()
    for gathering in some_wait:
        give_free_places(gathering, Why.RELEASED)
    return len(some_wait)
