"""Other people's calendars: when they are busy, so that we see what a date of ours clashes with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import Count, Q
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.clashing.reading import Found
from hearth.ground.privacy import Personal
from hearth.ground.rows import Rows

AHEAD = timedelta(days=548)
"""Eighteen months: what is kept of a calendar reaches so far."""
NAMED = 3
"""So many clashes are named; the rest is a number."""

type Slot = tuple[datetime, datetime]


class OtherCalendarQuerySet(Rows["OtherCalendar"]):
    def with_numbers(self) -> Self:
        return self.annotate(busy_times=Count("busy")).prefetch_related("zones")


class OtherCalendar(models.Model):
    """A calendar that is not ours: school terms, another network. Nothing of its file is kept
    but busy times and their titles, and the zones that we had to ask about."""

    name = models.CharField(_("what it is"), max_length=80)
    address = models.CharField(_("address"), max_length=1000, blank=True)
    asked_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(default=now)
    trouble = models.CharField(max_length=200, blank=True)
    lost = models.PositiveIntegerField(default=0)
    assumed = models.BooleanField(default=False)

    objects = OtherCalendarQuerySet.as_manager()

    impersonal = ("name", "address", "trouble")

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def keep(self, found: Found, answers: Mapping[str, str]) -> None:
        """What was found takes the place of what was known. It was read with these answers;
        one that came meanwhile counts, too."""
        OtherCalendar.objects.select_for_update().get(pk=self.pk)
        names = {entry.asked for entry in found.entries if entry.asked}
        zones = {name: self.zones.get_or_create(name=name)[0] for name in sorted(names)}
        read_by = {name: ZoneInfo(answers.get(name, "UTC")) for name in names}
        self.busy.all().delete()
        self.zones.filter(means="").exclude(name__in=names).delete()
        busy = [
            Busy(
                calendar=self,
                starts_at=entry.starts_at,
                ends_at=entry.ends_at,
                all_day=entry.all_day,
                title=entry.title,
                zone=zones.get(entry.asked),
            )
            for entry in found.entries
        ]
        for one in busy:
            if one.zone:
                one.follow(read_by[one.zone.name], one.zone.clock)
        Busy.objects.bulk_create(busy, batch_size=500)
        self.lost, self.assumed = found.lost, found.assumed
        self.read_at, self.trouble = now(), ""
        self.save(update_fields=["lost", "assumed", "read_at", "trouble"])

    def answers(self) -> dict[str, str]:
        """What stewards said about zones that nobody knew."""
        return dict(self.zones.exclude(means="").values_list("name", "means"))


class AskedZone(models.Model):
    """A zone that a calendar names and nobody knows; `means` is what a steward answered."""

    calendar = models.ForeignKey(OtherCalendar, models.CASCADE, related_name="zones")
    name = models.CharField(max_length=200)
    means = models.CharField(max_length=64, blank=True)

    impersonal = ("name", "means")

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["calendar", "name"], name="asked_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def clock(self) -> ZoneInfo:
        """The clock by which its times are kept; world time until somebody says."""
        return ZoneInfo(self.means or "UTC")

    @transaction.atomic
    def settle(self, means: str) -> None:
        """Read the times of this zone by the clock that is meant. Another answer corrects it."""
        OtherCalendar.objects.select_for_update().get(pk=self.calendar_id)
        standing = AskedZone.objects.get(pk=self.pk)
        busy = list(Busy.objects.filter(zone=standing))
        for one in busy:
            one.follow(standing.clock, ZoneInfo(means))
        Busy.objects.bulk_update(busy, ["starts_at", "ends_at"], batch_size=200)
        AskedZone.objects.filter(pk=self.pk).update(means=means)


class Busy(models.Model):
    """A time at which another calendar has something. It goes when it has passed."""

    calendar = models.ForeignKey(OtherCalendar, models.CASCADE, related_name="busy")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    all_day = models.BooleanField()
    title = models.CharField(max_length=200, blank=True)
    zone = models.ForeignKey(AskedZone, models.CASCADE, null=True, blank=True, related_name="+")

    objects = Rows["Busy"].as_manager()

    personal: ClassVar = {
        "title": Personal("to say what a date clashes with", "stewards", after_days=1)
    }

    class Meta:
        verbose_name_plural = "busy"

    def __str__(self) -> str:
        return f"{self.calendar}: {self.starts_at:%Y-%m-%d %H:%M}"

    def follow(self, before: ZoneInfo, after: ZoneInfo) -> None:
        """The same hour on another clock."""
        self.starts_at, self.ends_at = (
            moment.astimezone(before).replace(tzinfo=after).astimezone(UTC)
            for moment in (self.starts_at, self.ends_at)
        )


def forget_what_is_past() -> int:
    """Busy times of the past are nobody's business."""
    return Busy.objects.filter(ends_at__lt=now() - timedelta(hours=23)).delete()[0]


def clashes(starts_at: datetime, ends_at: datetime, *, titled: bool = False) -> list[str]:
    """What other calendars have at that time, in words."""
    return clashes_of([(starts_at, ends_at)], titled=titled)[0]


def clashes_of(slots: Sequence[Slot], *, titled: bool = False) -> list[list[str]]:
    """The same for several times, asked in one question. Only stewards read titles."""
    wanted: Q = Q(pk=None)
    for starts_at, ends_at in slots:
        wanted |= Q(starts_at__lt=ends_at, ends_at__gt=starts_at)
    known = Q(zone=None) | ~Q(zone__means="")
    rows = Busy.objects.filter(wanted, known).order_by("calendar__name", "starts_at", "pk")
    busy = list(
        rows.values_list("starts_at", "ends_at", "calendar__name", "title").distinct()
        if slots
        else []
    )
    return [
        _in_words([row for row in busy if row[0] < ends and row[1] > starts], titled)
        for starts, ends in slots
    ]


def _in_words(rows: Sequence[tuple[datetime, datetime, str, str]], titled: bool) -> list[str]:
    by_name: dict[str, None] = {}
    for _starts, _ends, name, title in rows:
        by_name[f"{name}: {title}" if titled and title else name] = None
    words = list(by_name)
    if len(words) > NAMED:
        more = gettext("{number} more").format(number=len(words) - NAMED)
        return [*words[:NAMED], more]
    return words
