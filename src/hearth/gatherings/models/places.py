"""Places: who comes, who waits, and who was there."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.roles import let_go, welcomer_of
from hearth.ground.accounts import Person, PersonQuerySet
from hearth.ground.books import post
from hearth.ground.books.post import Kind as Post, Letter
from hearth.ground.privacy import Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.people.models.bringing import brought_people


class PlaceQuerySet(Rows["Place"]):
    def coming(self) -> Self:
        return self.filter(given_at__isnull=False)

    def waiting(self) -> Self:
        return self.filter(given_at=None)

    def in_order(self) -> Self:
        return self.order_by("booked_at", "pk")


class Place(models.Model):
    """Somebody said that they will come. Without `given_at` they wait, in order."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="booked")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    booked_at = models.DateTimeField(default=now)
    given_at = models.DateTimeField(null=True)
    is_first_time = models.BooleanField(_("This is my first time"), default=False)
    needs = models.TextField(_("What would help you take part?"), blank=True, max_length=1000)
    wants_hour_reminder = models.BooleanField(_("Remind me an hour before, too"), default=False)

    objects = PlaceQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("to keep your place", "the host and stewards"),
        "needs": Personal("to make it work for you", "the host", after_days=1),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "person"], name="one_place_each")
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.gathering}"

    @property
    def waits(self) -> bool:
        return self.given_at is None

    @transaction.atomic
    def give_up(self) -> None:
        """Lay the place down; a reminder that has not left never does. If it was a place and
        somebody waits, the first of them has it."""
        gathering = self.gathering.locked()
        held = Place.objects.filter(pk=self.pk).first()
        if held is None:
            return
        held.delete()
        let_go(gathering, held.person)
        reminders = Letter.objects.waiting().filter(once__startswith=f"reminder:{gathering.pk}:")
        reminders.filter(to=held.person_id).delete()
        if not held.waits:
            _free_one(gathering)
            give_free_places(gathering)


@transaction.atomic
def book(
    gathering: Gathering,
    person: Person,
    *,
    is_first_time: bool = False,
    needs: str = "",
    wants_hour_reminder: bool = False,
) -> Place:
    """Keep a place for somebody, or a place in the queue. Asking twice gives the same place,
    with the newer wishes. Exact however many ask at once: each waits for the gathering's row,
    the count is taken in one conditional UPDATE, and a CHECK in the database stands behind."""
    gathering = gathering.locked()
    gathering.refuse_unless_standing()
    if gathering.is_over:
        raise Refused(_("This gathering is over. See when we meet next."))
    wishes = {
        "is_first_time": is_first_time,
        "needs": needs,
        "wants_hour_reminder": wants_hour_reminder,
    }
    place, is_new = Place.objects.update_or_create(
        gathering=gathering, person=person, defaults=wishes
    )
    if is_new:
        if _take_one(gathering):
            place.given_at = now()
            place.save(update_fields=["given_at"])
        _confirm(place)
        _tell_welcomer(place)
    return place


@transaction.atomic
def give_free_places(gathering: Gathering) -> None:
    """Those who wait longest get what is free, and hear of it at once; nobody does once it
    was called off or is over."""
    gathering = gathering.locked()
    if gathering.is_cancelled or gathering.is_over:
        return
    for place in gathering.booked.waiting().in_order():
        if not _take_one(gathering):
            return
        place.given_at = now()
        place.save(update_fields=["given_at"])
        _confirm(place)


def _take_one(gathering: Gathering) -> bool:
    free = Q(places=None) | Q(places_taken__lt=F("places"))
    here = Gathering.objects.filter(free, pk=gathering.pk)
    return bool(here.order_by().update(places_taken=F("places_taken") + 1))


def _free_one(gathering: Gathering) -> None:
    here = Gathering.objects.filter(pk=gathering.pk, places_taken__gt=0)
    here.order_by().update(places_taken=F("places_taken") - 1)


def _confirm(place: Place) -> None:
    subject = gettext("Your place: {title}")
    if place.waits:
        subject = gettext("You are on the waiting list: {title}")
    post(
        [place.person],
        subject.format(title=place.gathering.title),
        f"gatherings/letters/{'waiting' if place.waits else 'place'}.txt",
        kind=Post.PLACE,
        button=(gettext("Open the page"), place.gathering.page("room")),
        calendar="" if place.waits else place.gathering.as_calendar(),
        gathering=place.gathering,
        place=place,
        welcomer=welcomer_of(place.gathering),
        withdrawal=place.gathering.page("withdrawal"),
    )


def _tell_welcomer(place: Place) -> None:
    """A first-timer's welcomer gets one message (J2.3)."""
    welcomer = welcomer_of(place.gathering)
    if not place.is_first_time or welcomer == place.person:
        return
    post(
        [welcomer],
        gettext("{name} comes for the first time").format(name=place.person.name),
        "gatherings/letters/welcomer.txt",
        kind=Post.PLACE,
        button=(gettext("Open the host's page"), place.gathering.page("host")),
        once=f"welcomer:{place.gathering_id}:{place.person_id}",
        gathering=place.gathering,
        newcomer=place.person,
    )


class Arrival(models.Model):
    """Somebody came in. Kept so that they get the notes; shown to nobody as a list."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="arrivals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)
    types_only = models.BooleanField(_("Do not record me: I will type"), default=False)
    room = models.ForeignKey("gatherings.Room", models.SET_NULL, null=True, related_name="people")

    personal: ClassVar = {"person": Personal("to send you the notes", "you")}

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gathering", "person"], name="arrives_once")]

    def __str__(self) -> str:
        return f"{self.person} at {self.gathering}"


def whom_we_may_invite() -> PersonQuerySet:
    """Members, guests whom a steward brought in, and those who once came. Anybody can type
    anybody's address to keep a place, so a place alone invites nobody."""
    known = Q(joined_at__isnull=False) | Q(pk__in=Arrival.objects.values("person"))
    known |= Q(pk__in=brought_people())
    return Person.objects.get_queryset().reachable().filter(known)
