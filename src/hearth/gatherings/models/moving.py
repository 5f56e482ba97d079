"""Moving several dates at one go: who will be told, seen beforehand, and one letter each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime, now
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models.days import cautions
from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.other_calendars import clashes_of
from hearth.gatherings.models.places import Place
from hearth.gatherings.models.rule import Rule
from hearth.gatherings.models.series import RuleChange, Series
from hearth.gatherings.new_times import concerned, tell_of_new_times
from hearth.ground.accounts import Person
from hearth.ground.books.post import Letter
from hearth.ground.refusals import Refused
from hearth.ground.time import LONDON, on

type Times = Sequence[tuple[Gathering, datetime]]
MOST = 60


@dataclass(frozen=True, slots=True)
class Change:
    """One date with its new time, and why to think twice about it."""

    gathering: Gathering
    starts_at: datetime
    caution: str
    coming: int
    waiting: int
    clash: str

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + (self.gathering.ends_at - self.gathering.starts_at)

    @property
    def has_passed(self) -> bool:
        return self.starts_at <= now()


@dataclass(frozen=True, slots=True)
class Preview:
    """What will happen: the dates, how many people hear of it, and whose invitation that has
    not left yet is written anew."""

    changes: list[Change]
    told: int
    invited: int
    seen: str

    @property
    def may_go(self) -> bool:
        return bool(self.changes) and not any(change.has_passed for change in self.changes)


def preview(times: Times, *, by: Person, titled: bool = False) -> Preview:
    """What moving these would do. Nothing is changed. Only stewards see clashes `titled`."""
    moving = [(gathering, at) for gathering, at in times if at != gathering.starts_at]
    booked = Place.objects.filter(gathering__in=[gathering.pk for gathering, _at in moving])
    numbers: dict[tuple[int, bool], int] = defaultdict(int)
    for pk, given_at in booked.values_list("gathering", "given_at"):
        numbers[pk, given_at is not None] += 1
    reasons = cautions([_day(at) for _gathering, at in moving])
    slots = [(at, at + (g.ends_at - g.starts_at)) for g, at in moving]
    clashes = ["; ".join(words) for words in clashes_of(slots, titled=titled)]
    changes = [
        Change(g, at, reasons.get(_day(at), ""), numbers[g.pk, True], numbers[g.pk, False], clash)
        for (g, at), clash in zip(moving, clashes, strict=True)
    ]
    told = concerned([gathering for gathering, _at in moving], by=by)
    return Preview(changes, len(told), _uninvited(moving), fingerprint(times))


def fingerprint(times: Times) -> str:
    """The times as a page showed them, so that a press on an old page does nothing."""
    facts = sorted((g.pk, g.starts_at.isoformat(), at.isoformat()) for g, at in times)
    return sha256(repr(facts).encode()).hexdigest()[:16]


def _uninvited(moving: Times) -> int:
    if not moving:
        return 0
    named = (Q(once__startswith=f"invitation:{gathering.pk}:") for gathering, _at in moving)
    whose: Q = Q(pk=None)
    for one in named:
        whose |= one
    return Letter.objects.waiting().filter(whose).order_by().values("to").distinct().count()


def _day(moment: datetime) -> date:
    return localtime(moment, LONDON).date()


def shifted(gathering: Gathering, *, days: int, hours: int) -> datetime:
    """So many days and hours later on a UK clock, or earlier below zero."""
    clock = localtime(gathering.starts_at, LONDON).replace(tzinfo=None)
    later = clock + timedelta(days=days, hours=hours)
    return on(later.date(), later.time())


@transaction.atomic
def move_together(times: Times, *, by: Person, why: str = "") -> int:
    """Put several dates to other times. Each person whom it concerns gets one letter
    with all of theirs; drafts move in silence. Returns how many people were told."""
    moved = []
    for gathering, at in sorted(times, key=lambda pair: pair[0].pk):
        standing = gathering.locked()
        if at == standing.starts_at or standing.is_cancelled or standing.is_over:
            continue
        standing.put_to(at, by=by, why=why)
        moved.append(standing)
    if not moved:
        raise Refused(_("They are at these times already. Nobody was told anything."))
    return tell_of_new_times(moved, by=by, why=why)


def dates_to_move(series: Series, since: date | None) -> list[Gathering]:
    """The dates of a series that can still move, from a day on; drafts too, soonest first."""
    ahead = series.gatherings.filter(cancellation=None, ended_at=None, starts_at__gt=now())
    if since:
        ahead = ahead.filter(starts_at__gte=on(since, datetime.min.time()))
    return list(ahead.select_related("cancellation").order_by("starts_at", "pk")[:MOST])


def by_rule(
    dates: Sequence[Gathering], *, rule: Rule, was: Rule
) -> list[tuple[Gathering, datetime]]:
    """Each of these on the day that the new rule has in place of its own."""
    days = [(g, g.series_on or _day(g.starts_at)) for g in dates]
    return [(g, rule.starts_at(rule.instead_of(day, was))) for g, day in days]


@transaction.atomic
def change_rule(
    series: Series, rule: Rule, times: Times, *, since: date, by: Person, why: str = ""
) -> int:
    """From a day on the series follows another rule: its dates move, what was left out stays
    left out, and the rule before is kept as a row. Returns how many people were told."""
    was = Series.objects.select_for_update().get(pk=series.pk).rule
    differs = [(gathering, at) for gathering, at in times if at != gathering.starts_at]
    if rule == was and not differs:
        raise Refused(_("They are at these times already. Nobody was told anything."))
    _refuse_two_on_a_day(series, times)
    told = move_together(differs, by=by, why=why) if differs else 0
    series.gatherings.filter(pk__in=[g.pk for g, _at in times]).update(series_on=None)
    for gathering, at in times:
        Gathering.objects.filter(pk=gathering.pk).update(series_on=_day(at))
    first = min((_day(at) for _gathering, at in times), default=since)
    for skipped in series.skipped.filter(on__gte=since):
        skipped.on = rule.instead_of(skipped.on, was)
        skipped.save(update_fields=["on"])
    before = f"{was}, {was.times()}"
    RuleChange.objects.create(series=series, from_on=first, was=before, by=by, why=why)
    series.weekday, series.which, series.clock = rule.weekday, rule.which, rule.clock
    series.begins_on = rule.begins_on
    series.save(update_fields=["weekday", "which", "clock", "begins_on"])
    return told


def _refuse_two_on_a_day(series: Series, times: Times) -> None:
    days = {_day(at) for _gathering, at in times}
    others = series.gatherings.exclude(pk__in=[gathering.pk for gathering, _at in times])
    if len(days) < len(times) or others.filter(series_on__in=days).exists():
        raise Refused(_("Two dates would fall on one day. Call one off first, or pick another."))
