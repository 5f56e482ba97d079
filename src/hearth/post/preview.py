"""What somebody would have received in the last seven days, had they chosen this rhythm then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects
from django.utils.timezone import localtime, now

from hearth.ground.accounts import Person
from hearth.ground.areas import News, areas
from hearth.ground.books.post import ANSWERS, Kind, Letter, may_send
from hearth.ground.time import LONDON
from hearth.post.promise import most
from hearth.post.slots import A_MOMENT, AS_IT_HAPPENS, DAY, day_began, moment_began, week_began
from hearth.post.wording import subject, threads

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Shown:
    """A letter as it would have come; or one that would have waited for Monday."""

    at: datetime
    subject: str
    waits: bool = False


def last_week(person: Person, *, rhythm: str, at_most: int) -> list[Shown]:
    """The letters of seven days, in their order. Answers to what one did oneself are left out:
    they come in any case. Made from what there was, for this person; nothing is written."""
    someone = copy(person)
    someone.rhythm, someone.letters_a_week, someone.paused_until = rhythm, at_most, None
    prefetch_related_objects([someone], "silences")
    until, since = now(), now() - WEEK
    found = [*_written(someone, since), *_of_news(someone, since, until)]
    shown, weeks = [], defaultdict[datetime, int](int)
    for one in sorted(found, key=lambda one: (one.at, one.subject)):
        monday = week_began(one.at)
        weeks[monday] += 1
        at = localtime(one.at, LONDON)
        shown.append(Shown(at, one.subject, waits=weeks[monday] > most(someone)))
    return shown


def _written(person: Person, since: datetime) -> Iterator[Shown]:
    """What areas wrote to them, of the kinds that they would still get."""
    digests = (*ANSWERS, Kind.TALK, Kind.TOGETHER)
    letters = Letter.objects.filter(to=person, written_at__gt=since).exclude(kind__in=digests)
    for letter in letters.exclude(subject=""):
        if may_send(person, letter.kind):
            yield Shown(letter.written_at, letter.subject)


def _of_news(person: Person, since: datetime, until: datetime) -> Iterator[Shown]:
    """What there was, put into the slots of this rhythm."""
    if not person.is_active or not may_send(person, Kind.TALK):
        return
    slots: dict[datetime, list[News]] = defaultdict(list)
    for area in areas():
        told = area.news([person], since - WEEK, until) if area.news else {}
        for news in told.get(person.pk, ()):
            if news.to_you or person.rhythm != Person.Rhythm.REPLIES:
                slots[_end(person.rhythm, news.at)].append(news)
    for end, found in slots.items():
        if since < end <= until:
            yield from _letters(person, sorted(found, key=lambda news: news.at), end)


def _letters(person: Person, found: list[News], end: datetime) -> Iterator[Shown]:
    if person.rhythm in AS_IT_HAPPENS:
        for thread in threads(found).values():
            yield Shown(end, subject(person, thread, None))
    else:
        yield Shown(end, subject(person, found, (end, end)))


def _end(rhythm: str, at: datetime) -> datetime:
    """The end of the slot in which this moment lies."""
    if rhythm == Person.Rhythm.WEEKLY:
        return week_began(week_began(at) + 8 * DAY)
    if rhythm == Person.Rhythm.DAILY:
        return day_began(day_began(at) + 1.5 * DAY)
    return moment_began(at) + A_MOMENT
