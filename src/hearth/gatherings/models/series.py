"""A series: a gathering that comes back. The rule proposes dates; a person confirms each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models.days import cautions
from hearth.gatherings.models.gathering import Gathering, free_slug
from hearth.gatherings.models.runsheet import lay_out
from hearth.ground.access import Shared, SharedQuerySet
from hearth.ground.accounts import Person
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.time import LAST, months_from, nth_weekday, on

PROPOSED_AT_ONCE = 6


@dataclass(frozen=True, slots=True)
class Proposal:
    """A date that the rule proposes. `caution` is why to think twice, in words."""

    on: date
    starts_at: datetime
    ends_at: datetime
    caution: str

    @property
    def is_plain(self) -> bool:
        return not self.caution


class SeriesQuerySet(SharedQuerySet["Series"]):
    def by_name(self) -> Self:
        return self.order_by("title", "pk")


class Series(Shared):
    """The same gathering again and again: on which day, at what time, with whom."""

    class Which(models.IntegerChoices):
        FIRST = 1, _("first")
        SECOND = 2, _("second")
        THIRD = 3, _("third")
        FOURTH = 4, _("fourth")
        LAST = LAST, _("last")

    class Weekday(models.IntegerChoices):
        MONDAY = 0, _("Monday")
        TUESDAY = 1, _("Tuesday")
        WEDNESDAY = 2, _("Wednesday")
        THURSDAY = 3, _("Thursday")
        FRIDAY = 4, _("Friday")
        SATURDAY = 5, _("Saturday")
        SUNDAY = 6, _("Sunday")

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(unique=True, max_length=140)
    about = models.TextField(_("what it is"), blank=True)
    which = models.SmallIntegerField(_("which"), choices=Which, default=Which.LAST)
    weekday = models.SmallIntegerField(_("day"), choices=Weekday, default=Weekday.TUESDAY)
    clock = models.TimeField(_("starts at"), help_text=_("UK time, also when the clocks change."))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    template = models.SlugField(_("run sheet"), default="standard-hour")
    places = models.PositiveIntegerField(_("how many can come"), null=True, blank=True)
    video_url = models.URLField(_("video link"), blank=True)
    phone = models.CharField(_("number to dial"), max_length=80, blank=True)
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("host")
    )

    objects = SeriesQuerySet.as_manager()

    personal: ClassVar = {"host": Personal("to know who hosts", "who may see it", Erase.NAMELESS)}
    impersonal = ("title", "slug", "about", "template", "video_url", "phone", "seen_by")

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("gatherings:series", args=[self.slug])

    def rule(self) -> str:
        """The rule in words: last Tuesday of the month."""
        return str(
            _("{which} {day} of the month").format(
                which=self.get_which_display(), day=self.get_weekday_display()
            )
        )

    def proposals(self, after: date | None = None) -> list[Proposal]:
        """The next six dates of the rule that nobody has decided on yet."""
        decided = set(self.gatherings.values_list("series_on", flat=True))
        decided |= set(self.skipped.values_list("on", flat=True))
        days = (day for day in self._days(after or localdate()) if day not in decided)
        ahead = list(islice(days, PROPOSED_AT_ONCE))
        reasons = cautions(ahead)
        return [self._proposal(day, reasons.get(day, "")) for day in ahead]

    def _days(self, after: date) -> islice[date]:
        months = months_from(after)
        days = (nth_weekday(year, month, self.weekday, self.which) for year, month in months)
        return islice((day for day in days if day and day > after), 600)

    def _proposal(self, day: date, caution: str = "") -> Proposal:
        starts_at = on(day, self.clock)
        return Proposal(
            on=day,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=self.minutes),
            caution=caution,
        )

    @transaction.atomic
    def confirm(self, day: date, *, by: Person) -> Gathering:
        """Make the gathering of this date. It is a draft until somebody announces it."""
        proposal = self._proposal(day)
        if self.gatherings.filter(series_on=day).exists():
            raise Refused(_("That date has been confirmed already."))
        gathering = Gathering.objects.create(
            series=self,
            series_on=day,
            title=self.title,
            slug=free_slug(f"{self.title}-{day:%Y-%m-%d}"),
            about=self.about,
            starts_at=proposal.starts_at,
            ends_at=proposal.ends_at,
            places=self.places,
            video_url=self.video_url,
            phone=self.phone,
            host=self.host,
            seen_by=self.seen_by,
            group=self.group,
        )
        lay_out(gathering, self.template)
        return gathering

    def skip(self, day: date, *, by: Person, why: str = "") -> None:
        """Leave this date out; it is not proposed again. Twice changes nothing."""
        self.skipped.get_or_create(on=day, defaults={"by": by, "why": why})


class Skipped(models.Model):
    """A date of the rule on which there is no gathering."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="skipped")
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    why = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=now)

    personal: ClassVar = {"by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)}
    impersonal = ("why",)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "on"], name="skipped_once")]
        verbose_name_plural = "skipped"

    def __str__(self) -> str:
        return f"{self.series}: {self.on}"
