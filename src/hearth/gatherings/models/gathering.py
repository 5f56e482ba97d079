"""A gathering: a time, a place, a host, and the people who come."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self
from uuid import uuid4

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, FilteredRelation, Q, Value
from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _, ngettext

from hearth.gatherings import invites
from hearth.gatherings.calendars import calendar_of
from hearth.gatherings.models.by_person import booked_by, hosted_with
from hearth.gatherings.models.changes import Cancellation, Move
from hearth.gatherings.models.hour import Hour
from hearth.gatherings.models.wire import Wire
from hearth.gatherings.new_times import is_counted_on, tell_of_new_times
from hearth.gatherings.role_cards import free_cards
from hearth.ground.access import SharedQuerySet, open_to
from hearth.ground.accounts import Person
from hearth.ground.books import forget, index, note, post, share_with
from hearth.ground.books.post import Kind as Post, Letter
from hearth.ground.live import tell
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import numbers_of

if TYPE_CHECKING:
    from hearth.gatherings.models.cohosts import CoHost
    from hearth.gatherings.models.places import Arrival, Place

TIMES = ("starts_at", "ends_at")
WORDS = (
    "title",
    "about",
    "question",
    "host",
    "places",
    "video_by",
    "video_url",
    "phone",
    "is_recorded",
    "seen_by",
)
COHOSTS_STAY = timedelta(days=7)
RESERVED = {"plan", "calendar", "feed", "days", "rooms"}


class GatheringQuerySet(SharedQuerySet["Gathering"]):
    def visible_to(self, person: Person | None) -> Self:
        """What its audience may see, once announced; those with a place always may; a draft
        is its host's and the stewards' business. Whether somebody is a steward is asked in the
        same question, unless it is known already."""
        if person is not None and person.known_as_steward:
            return self.all()
        seen = open_to(person) & Q(announced_at__isnull=False)
        if person is not None:
            hosted = Q(pk__in=numbers_of(person, hosted_with), ends_at__gt=now() - COHOSTS_STAY)
            seen |= Q(host=person) | Q(pk__in=numbers_of(person, booked_by)) | hosted
            if person.is_member and person.known_as_steward is None:
                seen |= Q(Exists(person.stewardships.now()))
        return self.filter(seen)

    def with_own(self, person: Person) -> Self:
        """Each with this person's own place and arrival as `mine` and `arrived` (None where
        there is none), and whether they hold the keys: asked in one question."""
        own = {
            "mine": FilteredRelation("booked", condition=Q(booked__person=person)),
            "arrived": FilteredRelation("arrivals", condition=Q(arrivals__person=person)),
            "named": FilteredRelation("cohosts", condition=Q(cohosts__person=person)),
            "keys_held": Exists(person.stewardships.now()),
            "reader": Value(person.pk),
        }
        return self.annotate(**own).select_related("mine", "arrived__room__writer", "named")

    def announced(self) -> Self:
        return self.filter(announced_at__isnull=False)

    def standing(self) -> Self:
        return self.announced().filter(cancellation=None)

    def ahead(self) -> Self:
        still = self.standing().filter(ended_at=None, ends_at__gte=now())
        return still.order_by("starts_at", "pk")

    def past(self) -> Self:
        over = Q(ended_at__isnull=False) | Q(ends_at__lt=now())
        return self.standing().filter(over).order_by("-starts_at", "-pk")

    def drafts(self) -> Self:
        return self.filter(announced_at=None).order_by("starts_at", "pk")


class Gathering(Wire, Hour):
    """A time, a place, a host, and the people who come."""

    series = models.ForeignKey(
        "gatherings.Series", models.SET_NULL, null=True, blank=True, related_name="gatherings"
    )
    series_on = models.DateField(null=True, editable=False)
    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(unique=True, max_length=140)
    about = models.TextField(_("what it is about"), blank=True)
    question = models.CharField(_("the opening question"), max_length=200, blank=True)
    host = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    places = models.PositiveIntegerField(_("how many can come"), null=True, blank=True)
    places_taken = models.PositiveIntegerField(default=0, editable=False)
    is_recorded = models.BooleanField(_("we record it"), default=False)
    announced_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(default=now, editable=False)
    uid = models.UUIDField(default=uuid4, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    mine: Place | None = None
    """The reader's own place, where it was asked for `with_own`."""
    arrived: Arrival | None = None
    """The reader's own arrival, likewise."""
    named: CoHost | None = None
    """Whether the reader hosts this one with others, likewise."""
    reader: int | None = None
    keys_held = False
    """Whether the reader is a steward, likewise."""

    objects = GatheringQuerySet.as_manager()

    personal: ClassVar = {"host": Personal("to know who hosts", "who may see it", Erase.NAMELESS)}
    impersonal = ("title", "slug", "about", "question", "video_by", "video_url", "phone", "seen_by")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(places=None) | Q(places_taken__lte=F("places")),
                name="no_place_given_twice",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="ends_later"),
            models.UniqueConstraint(fields=["series", "series_on"], name="one_a_date"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("gatherings:gathering", args=[self.slug])

    def page(self, name: str) -> str:
        """The path of one of its pages: `place`, `room`, `host`, `notes`..."""
        return reverse(f"gatherings:{name}", args=[self.slug])

    def may_be_changed_by(self, person: Person | None) -> bool:
        """Its host and the stewards, and co-hosts until seven days after it, by today's date."""
        return self.is_hosted_by(person) or (
            person is not None
            and person.is_member
            and now() < self.ends_at + COHOSTS_STAY
            and self._has_named(person)
        )

    def is_hosted_by(self, person: Person | None) -> bool:
        """Whose it is: these alone name co-hosts, hand it on and call it off."""
        return (
            person is not None and person.is_member and (person == self.host or person.is_steward)
        )

    def _has_named(self, person: Person) -> bool:
        if self.reader == person.pk:
            return self.named is not None
        return self.cohosts.filter(person=person).exists()

    @property
    def who_hosts(self) -> str:
        """Who hosts, in a sentence: "Bola and Cerys (Datakind Leeds) host."."""
        with_us = [str(one) for one in self.cohosts.shown()]
        names = get_text_list([self.host.name, *with_us], gettext("and"))
        words = ngettext("{names} hosts.", "{names} host.", len(with_us) + 1)
        return words.format(names=names)

    @property
    def is_cancelled(self) -> bool:
        return hasattr(self, "cancellation")

    @transaction.atomic
    def announce(self, *, by: Person) -> None:
        """Open the doors: from here on people can see it, find it and come."""
        announced = Gathering.objects.filter(pk=self.pk, announced_at=None)
        if not announced.update(announced_at=now(), changed_at=now()):
            raise Refused(_("This gathering has been announced already."))
        self.refresh_from_db()
        self._write_index()
        for origin in self.origins.select_related("answer"):
            origin.tell()
        self._note("announced {thing}", by)

    def _note(self, phrase: str, by: Person) -> None:
        """A line in the diary, for whoever may open our page."""
        url = self.get_absolute_url()
        note(phrase, thing=self.title, by=by, url=url, seen_by=self.seen_by, group=self.group)

    def locked(self) -> Gathering:
        """The same gathering as it stands now; nobody else changes it until we are done."""
        return Gathering.objects.select_for_update().get(pk=self.pk)

    @transaction.atomic
    def change(self, *fields: str) -> None:
        """Keep these fields, and nothing else of a row that was read a while ago; calendars,
        the books and open pages follow."""
        today = self.locked()
        if "places" in fields and self.places is not None and self.places < today.places_taken:
            raise Refused(_("More people have a place by now. Ask for at least that many."))
        other_time = (self.starts_at, self.ends_at) != (today.starts_at, today.ends_at)
        self.changed_at = now()
        self.sequence = today.sequence + (other_time or today.is_cancelled)
        self.save(update_fields=[*fields, "changed_at", "sequence"])
        if today.announced_at and not today.is_cancelled:
            self._write_index()
        if "seen_by" in fields:
            for url in (self.get_absolute_url(), self.page("notes")):
                share_with(url, seen_by=self.seen_by, group=self.group)
        tell(self.live_topic)

    def _write_index(self) -> None:
        index(self, url=self.get_absolute_url(), title=self.title, text=self.about)

    @transaction.atomic
    def invite(self, people: models.QuerySet[Person], *, by: Person) -> int:
        """Write to each of them, once for this gathering however often this is pressed.
        Returns how many letters were written."""
        self.refuse_unless_standing()
        if self.starts_at <= now():
            raise Refused(_("It has begun already. Invite people to the next one."))
        if self.seen_by != self.SeenBy.EVERYONE:
            people = people.filter(joined_at__isnull=False)
        already = Letter.objects.filter(once__startswith=f"invitation:{self.pk}:")
        new = people.exclude(pk__in=already.values("to"))
        new = new.exclude(pk__in=self.booked.whose(self.series_id))
        written = post(
            new.prefetch_related("silences"),
            gettext("You are invited: {title}").format(title=self.title),
            "gatherings/letters/invitation.txt",
            kind=Post.INVITATION,
            button=(gettext("I'll come"), self.get_absolute_url()),
            once=f"invitation:{self.pk}",
            until=self.starts_at,
            calendar=invites.for_invited(self),
            topic=self.live_topic,
            gathering=self,
            words=self.words_for("letter"),
            free_roles=free_cards(self),
            roles=self.page("roles"),
        )
        if written:
            self.invitations.create(by=by, how_many=written)
        return written

    def refuse_unless_standing(self) -> None:
        if not self.announced_at:
            raise Refused(_("Announce it first. Until then nobody can open its page."))
        if self.is_cancelled:
            raise Refused(_("This gathering was called off."))

    @transaction.atomic
    def move(self, starts_at: datetime, *, by: Person, why: str = "") -> None:
        """Another time, the same length. Everyone with a place or waiting hears at once."""
        today = self._locked_while_it_can_change()
        if starts_at == today.starts_at:
            raise Refused(_("It is at that time already. Nobody was told anything."))
        self.put_to(starts_at, by=by, why=why)
        tell_of_new_times([self], by=by, why=why)

    def put_to(self, starts_at: datetime, *, by: Person, why: str) -> None:
        """Keep the new time and why. Telling people of it is the caller's next step."""
        today = self.locked()
        if starts_at <= now():
            raise Refused(_("That time has passed. Pick one that is still to come."))
        Move.objects.create(gathering=self, was_at=today.starts_at, by=by, why=why)
        self.starts_at, self.ends_at = starts_at, starts_at + (today.ends_at - today.starts_at)
        self._keep_times(by)
        self.booked.follow(self)
        if self.announced_at:
            self._note("moved {thing}", by)

    def _keep_times(self, by: Person) -> None:
        """Calendars and reminders follow, and so does what was written for the old time and
        has not left yet: an invitation is written anew."""
        self.change(*TIMES)
        self._forget("reminder")
        self._forget("moved")
        if uninvited := self._forget("invitation"):
            self.invite(Person.objects.get_queryset().filter(pk__in=uninvited), by=by)

    @transaction.atomic
    def end_at(self, ends_at: datetime, *, by: Person) -> None:
        """Keep another end. Until it begins, whoever counts on it hears, as of any new time."""
        is_news = is_counted_on(self) and ends_at != self.locked().ends_at
        self.ends_at = ends_at
        if is_news:
            self._keep_times(by)
            tell_of_new_times([self], by=by)
        else:
            self.change("ends_at")

    @transaction.atomic
    def cancel(self, *, by: Person, why: str = "") -> None:
        """Call it off. Everyone with a place or waiting hears at once."""
        self._locked_while_it_can_change()
        Cancellation.objects.create(gathering=self, by=by, why=why)
        self.change()
        for what in ("reminder", "invitation", "moved", "offer", "role-offer", "sheet"):
            self._forget(what)
        forget(self.get_absolute_url())
        invites.tell_that_it_is_off(self, by=by, why=why)

    def _locked_while_it_can_change(self) -> Gathering:
        today = self.locked()
        today.refuse_unless_standing()
        if today.ended_at or today.is_over:
            raise Refused(_("It is over. Plan a new one instead."))
        return today

    def _forget(self, what: str) -> list[int]:
        """Letters of this kind that have not left yet never do; returns whose they were."""
        letters = Letter.objects.waiting().filter(once__startswith=f"{what}:{self.pk}:")
        people = list(letters.values_list("to", flat=True))
        letters.delete()
        return people

    def words_for(self, channel: str) -> str:
        """What this channel says: its own wording, or the one text."""
        own = (wording.words for wording in self.wordings.all() if wording.channel == channel)
        return next(own, self.about)

    def as_calendar(self) -> str:
        """This gathering as a calendar file (RFC 5545)."""
        return calendar_of([self], name=self.title)


def free_slug(words: str) -> str:
    """A slug that no gathering has yet and no page of ours needs."""
    return Gathering.objects.free_slug(words, "gathering", *RESERVED)
