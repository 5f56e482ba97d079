"""What there is, told to each person at their rhythm: each thing once, in few letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, prefetch_related_objects
from django.utils.timezone import now

from hearth.ground.accounts import Person
from hearth.ground.areas import News, areas
from hearth.ground.books.post import ANSWERS, Kind, Letter, post
from hearth.post.models import Bookmark
from hearth.post.promise import had_this_week, most, reasons
from hearth.post.slots import (
    AS_IT_HAPPENS,
    DAY,
    SETTLED,
    day_began,
    last_slot,
    moment_began,
    week_began,
)
from hearth.post.wording import subject, threads, told

AT_ONCE = 500
FIRST_LETTER_TELLS = timedelta(days=7)
LATELY = timedelta(hours=1)
"""What waited longer than this comes in one letter, not in one for each thread."""

type Slot = tuple[datetime, datetime]


def write_digests() -> int:
    """Write the letters of all slots that are over; returns how many. Safe to do twice, late,
    or in two processes: a bookmark moves together with the letters that tell up to it."""
    moment = now() - SETTLED
    _begin_bookmarks()
    return sum(
        _tell(people[start : start + AT_ONCE], since, until)
        for (since, until), people in _due(moment).items()
        for start in range(0, len(people), AT_ONCE)
    )


def _begin_bookmarks() -> None:
    """New members hear from the day they joined on; those who were here before, of a week."""
    known = Bookmark.objects.values("person")
    new = list(Person.objects.members().reachable().exclude(pk__in=known).order_by("pk"))
    week = now() - FIRST_LETTER_TELLS
    rows = [Bookmark(person=one, up_to=max(one.joined_at or week, week)) for one in new]
    Bookmark.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


def _due(moment: datetime) -> dict[Slot, list[Person]]:
    """Whose slot is over and not told yet, by what it holds; without those who must wait."""
    day = day_began(moment).date()
    rhythm = Person.Rhythm
    late = (
        Q(person__rhythm=rhythm.WEEKLY, up_to__lt=week_began(moment))
        | Q(person__rhythm=rhythm.DAILY, up_to__lt=day_began(moment))
        | Q(person__rhythm__in=AS_IT_HAPPENS, up_to__lt=moment_began(moment))
        | Q(person__paused_until__range=(day - 7 * DAY, day), up_to__lt=day_began(moment))
    )
    here = Q(person__paused_until=None) | Q(person__paused_until__lte=day)
    found = Bookmark.objects.filter(late, here, person__email__isnull=False)
    marks = list(found.select_related("person").order_by("pk"))
    wait = reasons([mark.person for mark in marks], now()) if marks else {}
    slots: dict[Slot, list[Person]] = defaultdict(list)
    for mark in marks:
        until = last_slot(mark.person, moment)
        if mark.up_to < until and mark.person.pk not in wait:
            slots[mark.up_to, until].append(mark.person)
    return slots


def _tell(people: list[Person], since: datetime, until: datetime) -> int:
    """Tell these people what there is of one slot, in letters, and move their bookmarks."""
    return _write(people, _gathered(people, since, until), since, until)


def _gathered(people: Sequence[Person], since: datetime, until: datetime) -> dict[int, list[News]]:
    """What there is for each, the oldest first; those who want replies alone get these alone."""
    news: dict[int, list[News]] = defaultdict(list)
    for area in areas():
        if area.news:
            for pk, found in area.news(people, since, until).items():
                news[pk] += found
    replies = {person.pk for person in people if person.rhythm == Person.Rhythm.REPLIES}
    return {
        pk: kept
        for pk, found in news.items()
        if (kept := [n for n in sorted(found, key=_when) if n.to_you or pk not in replies])
    }


def _when(news: News) -> tuple[datetime, str]:
    return news.at, news.url


@transaction.atomic
def _write(
    people: list[Person], news: dict[int, list[News]], since: datetime, until: datetime
) -> int:
    """The letters, and the bookmarks that say so, or neither. Whoever's bookmark moved since we
    looked was told by another process."""
    marks = Bookmark.objects.filter(person__in=people, up_to=since).order_by("pk")
    still = set(marks.select_for_update(skip_locked=True).values_list("person", flat=True))
    listeners = [person for person in people if person.pk in still and person.pk in news]
    written = _post(listeners, news, since, until) if listeners else 0
    Bookmark.objects.filter(person__in=still).update(up_to=until)
    return written


def _post(
    people: list[Person], news: dict[int, list[News]], since: datetime, until: datetime
) -> int:
    prefetch_related_objects(people, "silences")
    slot, once = (since, until), f"talk:{until.timestamp():.0f}"
    singly = _one_letter_a_thread(people, news, slot)
    alone = {person.pk for person in people if len(threads(news[person.pk])) == 1} - singly
    written = 0
    for thread, some in _by_thread(people, news).items():
        for when, those in ((None, singly), (slot, alone)):
            mine = {p.pk: threads(news[p.pk])[thread] for p in some if p.pk in those}
            names = [person for person in some if person.pk in mine]
            written += _letters(names, mine, once=f"{once}:{thread}"[:140], slot=when)
    whole = [p for p in people if p.pk not in singly | alone]
    written += _letters(whole, news, once=once, slot=slot)
    _join_what_waits(people, f"{once}:")
    return written


def _one_letter_a_thread(
    people: Iterable[Person], news: dict[int, list[News]], slot: Slot
) -> set[int]:
    """Who hears as it happens, and has room this week for a letter about each thread."""
    if slot[1] - slot[0] > LATELY:
        return set()
    some = [person for person in people if person.rhythm in AS_IT_HAPPENS]
    had = had_this_week(some, now())
    waits = Letter.objects.waiting().filter(to__in=some, held="").exclude(kind__in=ANSWERS)
    for pk in waits.filter(within=None).order_by().values_list("to", flat=True):
        had[pk] += 1
    return {one.pk for one in some if had[one.pk] + len(threads(news[one.pk])) <= most(one)}


def _by_thread(people: Iterable[Person], news: dict[int, list[News]]) -> dict[str, list[Person]]:
    found: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for thread in threads(news[person.pk]):
            found[thread].append(person)
    return found


def _letters(
    people: list[Person],
    news: dict[int, list[News]],
    *,
    once: str,
    slot: Slot | None,
) -> int:
    """One letter to each, with what there is for them. About one thread, it can be answered."""
    if not people:
        return 0
    topics = {one.topic for person in people for one in news[person.pk]}
    return post(
        people,
        lambda person: subject(person, news[person.pk], slot),
        "post/letters/news.txt",
        page="post/letters/news.html",
        kind=Kind.TALK,
        once=once,
        topic=topics.pop()[:40] if len(topics) == 1 else "",
        each=lambda person: told(person, news[person.pk]),
    )


def _join_what_waits(people: list[Person], once: str) -> None:
    """Where letters were held, these go with them, so that one comes and not two."""
    waits = Letter.objects.waiting().exclude(held="").filter(to__in=people)
    held = dict(waits.order_by().values_list("to", "held"))
    for why in set(held.values()):
        those = [pk for pk in held if held[pk] == why]
        Letter.objects.filter(once__startswith=once, to__in=those).update(held=why)
