"""Places: who comes, who waits, and who was there."""

from __future__ import annotations

from typing import ClassVar, Self
from uuid import uuid5

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings import invites, topics
from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.holds import Free, Hold, free_one, take_one
from hearth.gatherings.models.needs import Need, ask_for, let_doers_go, tell_of_deadlines
from hearth.gatherings.models.offers import follow_move, move_up
from hearth.gatherings.models.place_moves import PlaceMove, Why
from hearth.gatherings.models.roles import let_go, welcomer_of
from hearth.gatherings.models.standing import Standing, page_of_all_dates
from hearth.ground.accounts import Person, PersonQuerySet
from hearth.ground.books import post
from hearth.ground.books.post import Kind as Post, Letter
from hearth.ground.live import tell
from hearth.ground.privacy import Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.people.models.bringing import brought_people


class PlaceQuerySet(Rows["Place"]):
    def coming(self) -> Self:
        return self.filter(given_at__isnull=False)

    def offered(self) -> Self:
        return self.filter(given_at=None, answer_by__isnull=False)

    def held(self) -> Self:
        """Those that nobody else can have: given or offered."""
        return self.filter(Q(given_at__isnull=False) | Q(answer_by__isnull=False))

    def waiting(self) -> Self:
        return self.filter(given_at=None, answer_by=None)

    def in_order(self) -> Self:
        """Who asked first is first. Numbers are given out one after the other behind the
        gathering's lock, so that a clock that jumps lets nobody push in."""
        return self.order_by("pk")

    def whose(self, series: int | None) -> PersonQuerySet:
        """Those who asked for one of these, and those who come to all dates of this series:
        nobody else needs to invite them."""
        stand = Standing.objects.filter(series=series).values("person")
        theirs = Q(pk__in=self.values("person")) | Q(pk__in=stand)
        return Person.objects.get_queryset().filter(theirs)

    def counts(self) -> dict[str, int]:
        """How many come, have an offer, and wait; and what helps them that nobody sees to yet."""
        has, asked = Q(given_at__isnull=False), Q(given_at=None, answer_by__isnull=False)
        nobody = has & Q(asked__isnull=False, asked__doer=None)
        return self.aggregate(
            coming=Count("pk", filter=has, distinct=True),
            offered=Count("pk", filter=asked, distinct=True),
            waiting=Count("pk", filter=~has & ~asked, distinct=True),
            needs_open=Count("asked", filter=nobody, distinct=True),
        )

    def follow(self, gathering: Gathering) -> None:
        """The gathering moved: who has an offer has time to look at the new date."""
        follow_move(self.offered(), gathering)


class Place(models.Model):
    """Somebody said that they will come. Without `given_at` they wait, in order; with
    `answer_by` a place is kept for them until then, if they say yes."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="booked")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    booked_at = models.DateTimeField(default=now)
    given_at = models.DateTimeField(null=True)
    answer_by = models.DateTimeField(null=True, editable=False)
    kept_as = models.CharField(max_length=8, choices=Hold.Whom, blank=True, editable=False)
    is_first_time = models.BooleanField(_("This is my first time"), default=False)
    wants_hour_reminder = models.BooleanField(_("Remind me an hour before, too"), default=False)

    objects = PlaceQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("to keep your place", "the host and stewards"),
        "kept_as": Personal("to count the places that are kept", "the host"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "person"], name="one_place_each")
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.gathering}"

    @property
    def waits(self) -> bool:
        """Whether they have no place yet."""
        return self.given_at is None

    @property
    def needs(self) -> str:
        """What would help them, a line for each."""
        return "\n".join(need.words for need in self.asked.all().order_by("pk"))

    @property
    def is_offered(self) -> bool:
        """Whether a place is kept for their answer, now."""
        return self.waits and self.answer_by is not None and self.answer_by > now()

    @property
    def number_in_line(self) -> int:
        """How many wait up to here: 1 for the first."""
        return Place.objects.filter(
            gathering=self.gathering_id, given_at=None, answer_by=None, pk__lte=self.pk
        ).count()

    @transaction.atomic
    def accept(self) -> None:
        """Yes to the offer. Twice changes nothing; too late is said kindly."""
        gathering = self.gathering.locked()
        gathering.refuse_unless_standing()
        today = gathering.booked.filter(pk=self.pk).first()
        if today is None or (today.waits and not today.is_offered):
            raise Refused(
                _("The time to answer is over, and the place went to the next. Ask again below.")
            )
        if today.waits:
            today.give(gathering, Why.YES)

    @transaction.atomic
    def give_up(self, why: Why = Why.WITHDREW) -> None:
        """Lay the place, the offer or the wait down. What was held goes to the next in line."""
        gathering = self.gathering.locked()
        today = gathering.booked.filter(pk=self.pk).first()
        if today is None:
            return
        today.leave(gathering, why)
        if why == Why.WITHDREW:
            invites.tell_given_back(today, gathering)
        move_up(gathering, Why.GIVEN_BACK if why == Why.WITHDREW else Why.PASSED_ON)

    def give(self, gathering: Gathering, why: Why) -> None:
        """The place is theirs, and a letter says so. For whoever holds the gathering's row."""
        if self.answer_by is None:
            take_one(gathering)
        self.given_at, self.answer_by = now(), None
        self.save()
        self.wrote(PlaceMove.What.GIVEN, why)
        _confirm(self, gathering)
        if why == Why.YES:
            tell_of_deadlines(self)

    def leave(self, gathering: Gathering, why: Why) -> None:
        """Their row goes, what it held is free, and letters that have not left never do."""
        let_doers_go(Need.objects.filter(place=self.pk), gathering)
        Place.objects.filter(pk=self.pk).delete()
        if not gathering.is_over:  # who did something keeps the thanks for it
            let_go(gathering, self.person)
        if not self.waits or self.answer_by:
            free_one(gathering)
        self.wrote(PlaceMove.What.GONE, why)
        mine = Q(once__startswith=f"reminder:{gathering.pk}:")
        mine |= Q(once__startswith=f"offer:{gathering.pk}:{self.pk}:")
        mine |= Q(once__startswith=f"moved:{gathering.pk}:")
        Letter.objects.waiting().filter(mine, to=self.person_id).delete()

    def wrote(self, what: PlaceMove.What, why: Why) -> None:
        PlaceMove.objects.create(
            gathering_id=self.gathering_id, person_id=self.person_id, what=what, why=why
        )


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
    the place is taken in one conditional UPDATE, and a CHECK in the database stands behind."""
    gathering = gathering.locked()
    gathering.refuse_unless_standing()
    if gathering.is_over:
        raise Refused(_("This gathering is over. See when we meet next."))
    free = move_up(gathering, Why.RELEASED)
    mine = gathering.booked.filter(person=person).first()
    place = mine or Place(gathering=gathering, person=person)
    place.is_first_time, place.wants_hour_reminder = is_first_time, wants_hour_reminder
    if mine and (not mine.waits or mine.is_offered):
        place.save()
    else:
        _give_or_wait(place, gathering, free, is_new=mine is None)
    if mine or needs:
        ask_for(place, needs)
    return place


def _give_or_wait(place: Place, gathering: Gathering, free: Free, *, is_new: bool) -> None:
    """A place at once where one is free; else the end of the list."""
    if free.suits(is_new=place.is_first_time):
        place.kept_as = free.kept_as(is_new=place.is_first_time)
        place.give(gathering, Why.NEW if place.kept_as else Why.ASKED)
    else:
        place.save()
        if is_new:
            place.wrote(PlaceMove.What.WAITS, Why.FULL)
            _confirm(place, gathering)
    if is_new:
        _tell_welcomer(place)


@transaction.atomic
def keep_for(gathering: Gathering, person: Person, *, by: Person) -> Place:
    """The host keeps a place for somebody by name: a kept one, else an open one. They have it
    at once, also if they waited. Twice changes nothing."""
    gathering = gathering.locked()
    gathering.refuse_unless_standing()
    free = move_up(gathering, Why.RELEASED)
    place = gathering.booked.filter(person=person).first() or Place(
        gathering=gathering, person=person
    )
    if not place.waits:
        return place
    if place.answer_by is None and free.for_named:
        place.kept_as = Hold.Whom.BURSARY
    elif place.answer_by is None and free.for_all == 0:
        raise Refused(_("No place is free. Keep some places first, or make more."))
    place.give(gathering, Why.NAMED)
    return place


def _confirm(place: Place, gathering: Gathering) -> None:
    invites.rest(gathering, place.person)
    waiting, given = gettext("You are on the waiting list: {title}"), gettext("Your place: {title}")
    post(
        [place.person],
        (waiting if place.waits else given).format(title=gathering.title),
        f"gatherings/letters/{'waiting' if place.waits else 'place'}.txt",
        kind=Post.PLACE,
        button=(gettext("Open the page"), gathering.page("place" if place.waits else "room")),
        calendar="" if place.waits else invites.for_those_who_come(gathering),
        topic=gathering.live_topic,
        gathering=gathering,
        place=place,
        welcomer=welcomer_of(gathering) if place.is_first_time else None,
        withdrawal=gathering.page("withdrawal"),
        all_dates=page_of_all_dates(gathering.series_id, place.person_id),
    )


def _tell_welcomer(place: Place) -> None:
    """A first-timer's welcomer gets one message (J2.3)."""
    welcomer = welcomer_of(place.gathering) if place.is_first_time else place.person
    if welcomer == place.person:
        return
    hosts = place.gathering.may_be_changed_by(welcomer)
    button = (gettext("Open the host's page"), place.gathering.page("host"))
    post(
        [welcomer],
        gettext("{name} comes for the first time").format(name=place.person.name),
        "gatherings/letters/welcomer.txt",
        kind=Post.PLACE,
        button=button if hosts else (gettext("Open the page"), place.gathering.page("room")),
        once=f"welcomer:{place.gathering_id}:{place.person_id}",
        topic=topics.for_hosts(place.gathering),
        gathering=place.gathering,
        newcomer=place.person,
    )


class Instead(models.TextChoices):
    """What somebody does instead of sitting in a small room. Nobody is told why."""

    MAIN = "main", _("stays in the main room")
    QUIET = "quiet", _("sits in the quiet room")
    LEFT = "left", _("has left")


class Arrival(models.Model):
    """Somebody came in. Kept so that they get the notes; shown to nobody as a list."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="arrivals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)
    types_only = models.BooleanField(_("Do not record me: I will type"), default=False)
    room = models.ForeignKey("gatherings.Room", models.SET_NULL, null=True, related_name="people")
    hand_up_at = models.DateTimeField(null=True, editable=False)
    instead = models.CharField(max_length=5, choices=Instead, blank=True)
    key = models.UUIDField(null=True, unique=True, editable=False)

    personal: ClassVar = {
        "person": Personal("to send you the notes", "you"),
        "instead": Personal("to leave you in peace", "you", exported=False, after_days=1),
    }

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gathering", "person"], name="arrives_once")]

    def __str__(self) -> str:
        return f"{self.person} at {self.gathering}"

    @transaction.atomic
    def raise_hand(self) -> None:
        """Ask to speak, after those who asked before. It goes when lowered, and with the step."""
        gathering = self.gathering.locked()
        if not gathering.is_running:
            raise Refused(_("There is nobody to see your hand now."))
        Arrival.objects.filter(pk=self.pk, hand_up_at=None).update(hand_up_at=now())
        tell(gathering.live_topic)

    @transaction.atomic
    def lower_hand(self) -> None:
        """Nothing is kept of its having been up."""
        Arrival.objects.filter(pk=self.pk).update(hand_up_at=None)
        tell(self.gathering.live_topic)


@transaction.atomic
def come_in(
    gathering: Gathering, person: Person | None, *, name: str = "", key: str = ""
) -> tuple[Arrival, bool]:
    """Somebody comes in; also whether they had not before. Who types a name is known by the key
    of the page they press on, so that two presses in the same instant are one person."""
    gathering.locked()
    if person is not None:
        return gathering.arrivals.get_or_create(person=person)
    press = uuid5(gathering.uid, f"{key} {name}") if key else None
    pressed = gathering.arrivals.exclude(key=None).filter(key=press)
    if here := pressed.select_related("person").first():
        return here, False
    return gathering.arrivals.create(person=Person.objects.meet(name=name), key=press), True


def whom_we_may_invite() -> PersonQuerySet:
    """Members, guests whom a steward brought in, and those who once came. Anybody can type
    anybody's address to keep a place, so a place alone invites nobody."""
    known = Q(joined_at__isnull=False) | Q(pk__in=Arrival.objects.values("person"))
    known |= Q(pk__in=brought_people())
    return Person.objects.get_queryset().reachable().filter(known)
