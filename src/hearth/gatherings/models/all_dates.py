"""Registering once for a whole series: places at what is announced, and at what will be."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import now

from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.place_moves import PlaceMove
from hearth.gatherings.models.places import Place, book
from hearth.gatherings.models.series import Series
from hearth.gatherings.models.standing import Standing
from hearth.ground.accounts import Person
from hearth.ground.refusals import Refused
from hearth.people.models import Profile


@transaction.atomic
def come_to_all(series: Series, person: Person) -> None:
    """From here on this person comes to every date. Twice changes nothing."""
    Series.objects.select_for_update().get(pk=series.pk).refuse_if_ended()
    Standing.objects.get_or_create(series=series, person=person)
    for gathering in _ahead(series):
        _book_once(gathering, person)


@transaction.atomic
def stop_coming(series: Series, person: Person) -> int:
    """No more dates, and the places ahead are free for others. Returns how many those were."""
    Standing.objects.filter(series=series, person=person).delete()
    places = Place.objects.filter(gathering__in=_ahead(series), person=person)
    for place in places.order_by("gathering"):
        place.give_up()
    return len(places)


def keep_standing_places() -> int:
    """Once a minute: who comes to all dates has a place at each that was announced since, those
    who said so first before the others. Returns how many places were asked for."""
    asked = 0
    known = PlaceMove.objects.filter(gathering=OuterRef(OuterRef("pk")), person=OuterRef("person"))
    lack = Standing.objects.filter(~Exists(known), series=OuterRef("series"))
    for gathering in Gathering.objects.ahead().filter(Exists(lack), starts_at__gt=now()):
        had_one = PlaceMove.objects.filter(gathering=gathering).values("person")
        stand = Standing.objects.filter(series=gathering.series_id).exclude(person__in=had_one)
        for standing in stand.select_related("person").order_by("pk"):
            asked += _book_once(gathering, standing.person)
    return asked


@transaction.atomic
def _book_once(gathering: Gathering, person: Person) -> bool:
    """A place, unless they have had one here: who withdrew from one date stays away from it."""
    gathering.locked()
    had_one = PlaceMove.objects.at(gathering, person).exists()
    if had_one or not Gathering.objects.visible_to(person).filter(pk=gathering.pk).exists():
        return False
    with suppress(Refused):
        book(gathering, person, needs=Profile.of(person).needs)
    return True


def _ahead(series: Series) -> list[Gathering]:
    return list(series.gatherings.ahead().filter(starts_at__gt=now()))
