"""A new time is told: one letter to each who has a place, was invited, or works for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.timezone import now
from django.utils.translation import gettext

from hearth.gatherings import invites
from hearth.gatherings.calendars import calendar_of
from hearth.gatherings.topics import for_hosts
from hearth.ground.accounts import Person
from hearth.ground.books.post import Kind as Post, post

if TYPE_CHECKING:
    from hearth.gatherings.models import Gathering


@dataclass(slots=True)
class Concern:
    """What one person has to do with dates that moved: for which they have or wait for a place,
    to which they were invited, and for which they work."""

    booked: list[int] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    works: list[int] = field(default_factory=list)

    @property
    def key(self) -> tuple[tuple[int, ...], ...]:
        return tuple(self.booked), tuple(self.asked), tuple(self.works)

    @property
    def dates(self) -> set[int]:
        return {*self.booked, *self.asked, *self.works}


def is_counted_on(gathering: Gathering) -> bool:
    """Whether people were told of its time, and it has not begun."""
    stands = gathering.announced_at is not None and not gathering.is_cancelled
    return stands and not gathering.has_begun and gathering.starts_at > now()


def concerned(moved: Sequence[Gathering], *, by: Person) -> dict[int, Concern]:
    """Whom a new time of these concerns, by the number of the person. Who moves them has no
    need to hear that their own work does; of a draft nobody hears."""
    dates = sorted((g for g in moved if g.announced_at), key=lambda g: (g.starts_at, g.pk))
    booked, named, doers = (_whose(dates, way) for way in _WAYS)
    found: dict[int, Concern] = defaultdict(Concern)
    for gathering in dates:
        pk = gathering.pk
        for person in booked[pk]:
            found[person].booked.append(pk)
        for person in invites.invited(gathering) - booked[pk]:
            found[person].asked.append(pk)
        for person in ({gathering.host_id} | named[pk] | doers[pk]) - {by.pk}:
            found[person].works.append(pk)
    return found


_WAYS = ("booked__person", "cohosts__person", "booked__asked__doer")


def _whose(dates: Sequence[Gathering], way: str) -> dict[int, set[int]]:
    """For each of these dates, the people that are reached this way."""
    found: dict[int, set[int]] = defaultdict(set)
    if dates:
        these = type(dates[0])._base_manager.filter(pk__in=[gathering.pk for gathering in dates])
        rows = these.filter(**{f"{way}__isnull": False}).values_list("pk", F(way))
        for pk, person in rows:
            found[pk].add(person)
    return found


def tell_of_new_times(moved: Sequence[Gathering], *, by: Person, why: str = "") -> int:
    """One letter a person with all of their dates: those whom the same concerns are written to
    together. Returns how many people were told."""
    alike: dict[tuple[tuple[int, ...], ...], list[int]] = defaultdict(list)
    found = concerned(moved, by=by)
    for person, concern in found.items():
        alike[concern.key].append(person)
    for people in alike.values():
        concern = found[people[0]]
        dates = [gathering for gathering in moved if gathering.pk in concern.dates]
        dates.sort(key=lambda gathering: (gathering.starts_at, gathering.pk))
        _write(dates, concern, people, why)
    return len(found)


def _write(dates: list[Gathering], concern: Concern, people: list[int], why: str) -> None:
    first, is_one = dates[0], len(dates) == 1
    subject = gettext("Moved: {title}") if is_one else gettext("{number} dates moved: {title}")
    post(
        Person.objects.get_queryset().filter(pk__in=people).prefetch_related("silences"),
        subject.format(number=len(dates), title=first.title),
        f"gatherings/letters/{'moved' if is_one else 'moved_together'}.txt",
        kind=Post.PLACE if concern.booked or concern.works else Post.INVITATION,
        once=f"moved:{first.pk}:{first.sequence}" if is_one else "",
        button=(
            gettext("Open the page") if is_one else gettext("Open the next one"),
            first.get_absolute_url(),
        ),
        calendar=invites.as_it_stands(first) if is_one else _for_calendars(dates, concern),
        topic=first.live_topic if is_one else for_hosts(first),
        gathering=first,
        dates=dates,
        reason=why,
        concern=concern,
        withdrawal=first.page("withdrawal"),
    )


def _for_calendars(dates: list[Gathering], concern: Concern) -> invites.Entry:
    """The dates that lie in somebody's calendar: those they come to or were invited to."""
    asked = [gathering for gathering in dates if gathering.pk in concern.asked]
    coming = {
        gathering.pk: set(gathering.booked.coming().values_list("person", flat=True))
        for gathering in dates
    }

    def calendar(person: Person) -> str:
        theirs = [g for g in dates if g in asked or person.pk in coming[g.pk]]
        return calendar_of(theirs, name=dates[0].title) if theirs else ""

    return calendar
