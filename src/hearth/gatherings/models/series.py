"""A series: a gathering that comes back. The rule proposes dates; a person confirms each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from typing import ClassVar, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models.days import cautions
from hearth.gatherings.models.gathering import Gathering, free_slug
from hearth.gatherings.models.other_calendars import clashes_of
from hearth.gatherings.models.rule import Rule, Weekday, Which
from hearth.gatherings.models.runsheet import lay_out
from hearth.gatherings.models.wire import Wire
from hearth.ground.access import Shared, SharedQuerySet
from hearth.ground.accounts import Person
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused

PROPOSED_AT_ONCE = 6
SAID_ALOUD_AFTER = timedelta(days=14)
"""After so long without an answer, the page says that nothing is confirmed."""
DAY = timedelta(days=1)
WEEKS = [MinValueValidator(1), MaxValueValidator(26)]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A date that the rule proposes. `caution` is why to think twice, in words, and
    `clash` what other calendars have then."""

    on: date
    starts_at: datetime
    ends_at: datetime
    caution: str
    clash: str = ""

    @property
    def is_plain(self) -> bool:
        return not self.caution and not self.clash


class SeriesQuerySet(SharedQuerySet["Series"]):
    def with_standing(self) -> Self:
        """With what pages say of each: whether it ended, pauses or is not confirmed."""
        waits = Series.objects.filter(
            pk=models.OuterRef("pk"),
            still_on__answered_at=None,
            still_on__asked_at__lt=now() - SAID_ALOUD_AFTER,
        )
        return self.select_related("ending").annotate(is_unsure=models.Exists(waits))

    def by_name(self) -> Self:
        return self.with_standing().order_by("title", "pk")


class Series(Wire, Shared):
    """The same gathering again and again: on which day, at what time, with whom."""

    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(unique=True, max_length=140)
    about = models.TextField(_("what it is"), blank=True)
    which = models.SmallIntegerField(_("which"), choices=Which, default=Which.LAST)
    weekday = models.SmallIntegerField(_("day"), choices=Weekday, default=Weekday.TUESDAY)
    other_which = models.SmallIntegerField(_("and also"), choices=Which, null=True, blank=True)
    every_weeks = models.PositiveSmallIntegerField(
        _("every how many weeks"), null=True, blank=True, validators=WEEKS
    )
    begins_on = models.DateField(_("first date"), null=True, blank=True)
    clock = models.TimeField(_("starts at"), help_text=_("UK time, also when the clocks change."))
    other_clock = models.TimeField(_("in turn with"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    template = models.SlugField(_("run sheet"), default="standard-hour")
    places = models.PositiveIntegerField(_("how many can come"), null=True, blank=True)
    host = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("host")
    )

    begun_at = models.DateTimeField(default=now, editable=False)
    paused_until = models.DateField(null=True, blank=True, editable=False)

    keys_held = False
    """Whether the reader is a steward, where a page has asked so together with the series."""

    objects = SeriesQuerySet.as_manager()

    personal: ClassVar = {"host": Personal("to know who hosts", "who may see it", Erase.NAMELESS)}
    impersonal = ("title", "slug", "about", "template", "video_by", "video_url", "phone", "seen_by")

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("gatherings:series", args=[self.slug])

    @property
    def rule(self) -> Rule:
        return Rule(
            weekday=self.weekday,
            clock=self.clock,
            which=self.which,
            other_which=self.other_which,
            every_weeks=self.every_weeks,
            begins_on=self.begins_on,
            other_clock=self.other_clock,
        )

    @property
    def has_ended(self) -> bool:
        return hasattr(self, "ending")

    def refuse_if_ended(self) -> None:
        if self.has_ended:
            raise Refused(_("This series has ended. Look at what else is on, and come to that."))

    @property
    def is_paused(self) -> bool:
        return self.paused_until is not None and self.paused_until > localdate()

    def may_be_changed_by(self, person: Person | None) -> bool:
        """Whether they may confirm and move its dates: its host and the stewards."""
        return (
            person is not None
            and person.is_member
            and (person.pk == self.host_id or person.is_steward)
        )

    def proposals(self, after: date | None = None, *, titled: bool = False) -> list[Proposal]:
        """The next six dates of the rule that nobody has decided on yet. With `titled`, clashes
        are named as only stewards may read them."""
        decided = set(self.gatherings.values_list("series_on", flat=True))
        decided |= {skipped.on for skipped in self.skipped.all()}
        if self.has_ended:
            return []
        paused = self.paused_until or date.min
        days = self.rule.days(max(after or localdate(), self._changed_on() - DAY, paused))
        ahead = list(islice((day for day in days if day not in decided), PROPOSED_AT_ONCE))
        reasons = cautions(ahead)
        found = [self._proposal(day, reasons.get(day, "")) for day in ahead]
        clashes = clashes_of([(one.starts_at, one.ends_at) for one in found], titled=titled)
        return [
            replace(one, clash="; ".join(words)) for one, words in zip(found, clashes, strict=True)
        ]

    def _changed_on(self) -> date:
        """From which day on the rule is what it is; before, another was followed."""
        changes = sorted(self.rule_changes.all(), key=lambda change: change.pk)
        return changes[-1].from_on if changes else date(1970, 1, 2)

    def _proposal(self, day: date, caution: str = "") -> Proposal:
        starts_at = self.rule.starts_at(day)
        ends_at = starts_at + timedelta(minutes=self.minutes)
        return Proposal(on=day, starts_at=starts_at, ends_at=ends_at, caution=caution)

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
            video_by=self.video_by,
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

    def unskip(self, day: date) -> None:
        """Propose this date again. Twice changes nothing."""
        self.skipped.filter(on=day).delete()


class RuleChange(models.Model):
    """From a day on a series follows another rule than before."""

    series = models.ForeignKey(Series, models.CASCADE, related_name="rule_changes")
    from_on = models.DateField()
    was = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    why = models.CharField(max_length=200, blank=True)

    personal: ClassVar = {"by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)}
    impersonal = ("was", "why")

    def __str__(self) -> str:
        return f"{self.series}: {self.was} until {self.from_on}"


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
