"""Whether it goes on: asked before a series becomes a ghost; paused, or ended kindly."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import localdate, now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.series import SAID_ALOUD_AFTER, Series
from hearth.gatherings.topics import for_hosts, latest_of
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind as Post, Letter
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows

ENOUGH = 2
"""So many dates ahead, and nobody needs to be asked."""
NEW, REST = timedelta(days=7), timedelta(days=21)
HOST_HAS = timedelta(days=3)
BEFORE = timedelta(days=10)
HOSTLESS_BEFORE = timedelta(days=30)


class Ending(models.Model):
    """A series came to its end. Its page, its notes and its calendar stay."""

    series = models.OneToOneField(Series, models.CASCADE, related_name="ending")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    why = models.CharField(_("a last word"), max_length=300, blank=True)

    personal: ClassVar = {"by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)}
    impersonal = ("why",)

    def __str__(self) -> str:
        return str(self.series)


class StillOnQuerySet(Rows["StillOn"]):
    def open(self) -> Self:
        return self.filter(answered_at=None)


class StillOn(models.Model):
    """We asked whether a series, or a draft that comes near, still happens."""

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        PAUSES = "pauses", _("it pauses")
        ENDS = "ends", _("it ends")
        SETTLED = "settled", _("it was settled without an answer")

    series = models.ForeignKey(Series, models.CASCADE, null=True, related_name="still_on")
    gathering = models.ForeignKey(Gathering, models.CASCADE, null=True, related_name="still_on")
    asked_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=7, choices=Answer, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = StillOnQuerySet.as_manager()

    personal: ClassVar = {"by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)}
    impersonal = ("answer",)

    class Meta:
        verbose_name_plural = "still on"
        constraints = [
            models.CheckConstraint(
                condition=Q(series=None) ^ Q(gathering=None), name="asks_about_one"
            ),
            models.UniqueConstraint(
                fields=["series"], condition=Q(answered_at=None), name="series_asked_once"
            ),
            models.UniqueConstraint(
                fields=["gathering"], condition=Q(answered_at=None), name="gathering_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.about)

    @property
    def about(self) -> Series | Gathering:
        return self.series or self.gathering  # type: ignore[return-value]

    @property
    def once(self) -> str:
        return f"still-on:{self.pk}"

    def write(self, stewards: list[Person], written: set[str | None]) -> int:
        """One letter to the host; to the stewards when the host is gone or silent."""
        host = self.about.host
        asked = [host] if _is_here(host) else []
        if not asked or self.asked_at < now() - HOST_HAS:
            asked = [*asked, *stewards]
        asked = [person for person in asked if f"{self.once}:{person.pk}" not in written]
        if not asked:
            return 0
        subject = gettext("Is it still happening? {title}").format(title=self.about.title)
        return post(
            {person.pk: person for person in asked}.values(),
            subject,
            "gatherings/letters/still_on.txt",
            kind=Post.PLACE,
            button=(gettext("Say what happens"), f"{self.about.get_absolute_url()}still-on/"),
            once=self.once,
            about=self.about,
            gathering=self.gathering,
            host_is_here=_is_here(host),
        )


def _is_here(person: Person) -> bool:
    return person.joined_at is not None and bool(person.email)


def ask_whether_still_on() -> int:
    """Ask about each series that runs out of dates, and each draft that comes near; returns
    how many letters were written. Safe at any time and twice: a question is one row, and its
    letter goes to each person once."""
    _settle()
    for series in _running_out().exclude(still_on__in=StillOn.objects.open()):
        StillOn.objects.get_or_create(series=series, answered_at=None)
    for gathering in _near_and_unsure().exclude(still_on__in=StillOn.objects.open()):
        StillOn.objects.get_or_create(gathering=gathering, answered_at=None)
    waiting = StillOn.objects.open().select_related("series__host", "gathering__host")
    letters = Letter.objects.filter(once__startswith="still-on:")
    written, stewards = set(letters.values_list("once", flat=True)), list(Person.objects.stewards())
    return sum(question.write(stewards, written) for question in waiting)


def _settle() -> None:
    """Questions that answered themselves: dates were confirmed, the draft was announced."""
    about_series = StillOn.objects.open().filter(series__isnull=False)
    about_one = StillOn.objects.open().filter(gathering__isnull=False)
    over = about_series.exclude(series__in=short_of_dates().values("pk"))
    done = about_one.exclude(gathering__in=_unsure().values("pk"))
    for settled in (over, done):
        settled.update(answered_at=now(), answer=StillOn.Answer.SETTLED)


def short_of_dates() -> models.QuerySet[Series]:
    """Series that neither ended nor pause, and have fewer than two dates ahead."""
    ahead = Q(gatherings__ends_at__gt=now(), gatherings__cancellation=None)
    soon_back = Q(paused_until=None) | Q(paused_until__lte=localdate() + SAID_ALOUD_AFTER)
    lasting = Series.objects.filter(soon_back, ending=None)
    counted = lasting.annotate(dates_ahead=models.Count("gatherings", filter=ahead))
    return counted.filter(dates_ahead__lt=ENOUGH)


def _running_out() -> models.QuerySet[Series]:
    """Those, unless they are new or gave an answer within three weeks."""
    rested = StillOn.objects.filter(answered_at__gt=now() - REST).exclude(series=None)
    short = short_of_dates().filter(begun_at__lt=now() - NEW)
    return short.exclude(pk__in=rested.values("series"))


def _unsure() -> models.QuerySet[Gathering]:
    """Drafts that come near, and gatherings whose host has left."""
    near = Q(announced_at=None, starts_at__lt=now() + BEFORE)
    hostless = Q(host__joined_at=None, starts_at__lt=now() + HOSTLESS_BEFORE)
    return Gathering.objects.filter(near | hostless, cancellation=None, starts_at__gt=now())


def _near_and_unsure() -> models.QuerySet[Gathering]:
    """Those, unless somebody worked on them within a day."""
    return _unsure().filter(changed_at__lt=now() - timedelta(days=1))


@transaction.atomic
def answer(series: Series, words: StillOn.Answer, *, by: Person) -> None:
    """Keep what was answered; twice changes nothing."""
    series.still_on.open().update(answered_at=now(), answer=words, by=by)


@transaction.atomic
def pause(series: Series, until: date, *, by: Person) -> None:
    """No dates are proposed before that day, and nobody is asked. What is announced stands."""
    Series.objects.filter(pk=series.pk).update(paused_until=until)
    answer(series, StillOn.Answer.PAUSES, by=by)


@transaction.atomic
def end(series: Series, *, by: Person, why: str = "") -> int:
    """It ends here. Those who follow it hear once; returns how many. What is announced stands."""
    series = Series.objects.select_for_update().get(pk=series.pk)
    if Ending.objects.filter(series=series).exists():
        raise Refused(_("This series has ended already. Nobody was told anything."))
    ending = Ending.objects.create(series=series, by=by, why=why)
    answer(series, StillOn.Answer.ENDS, by=by)
    return post(
        followers(series).prefetch_related("silences"),
        gettext("It ends here: {title}").format(title=series.title),
        "gatherings/letters/series_ends.txt",
        kind=Post.PLACE,
        button=(gettext("Open its page"), series.get_absolute_url()),
        once=f"series-ends:{series.pk}:{ending.pk}",
        topic=for_hosts(latest_of(series)),
        series=series,
        why=why,
    )


def go_on(series: Series) -> None:
    """It begins again: dates can be confirmed once more. Nobody is told."""
    Ending.objects.filter(series=series).delete()
    Series.objects.filter(pk=series.pk).update(paused_until=None, begun_at=now())


def followers(series: Series) -> models.QuerySet[Person]:
    """Who hears when a series ends: those with a place ahead in it, or at all of its dates."""
    places = Gathering.objects.ahead().filter(series=series).values("booked__person")
    follow = Q(pk__in=places) | Q(pk__in=series.standing.values("person"))
    return Person.objects.get_queryset().filter(follow)
