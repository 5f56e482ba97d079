"""Telling: whoever said something hears what came of it, in one letter a week at most.

A letter and the rows that say what it told are written in one transaction, so that a crash
leaves both or neither. Nothing is written in the first hour after an answer, because people
correct themselves, and nobody shall get two letters for it; nor at night.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext, ngettext

from hearth.ground.accounts import Person, is_demo
from hearth.ground.books import Contribution, Letter, post
from hearth.ground.books.post import Kind, Silence
from hearth.ground.time import LONDON
from hearth.listening.models import Belonging, Response, Telling
from hearth.listening.models.responses import MOMENT
from hearth.listening.models.tellings import to_tell

A_WEEK, A_DAY, AN_HOUR = timedelta(days=7), timedelta(days=1), timedelta(hours=1)
BY_DAY = range(9, 19)
AT_ONCE, A_RUN = 100, 500
IN_A_LETTER = 7
"""A letter speaks of so many themes; the page, which its button opens, of all (complaint 6)."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One answer to one person, with what they said that led to it."""

    response: Response
    stage: str
    lines: list[Contribution]
    is_news: bool


def tell_them() -> int:
    """Write the letters that are due; returns how many. Safe at any time, twice, and in many
    processes at once. At most five hundred a minute, so that nothing else has to wait long."""
    take_back_what_changed()
    written = 0
    while it_is_day() and written < A_RUN:
        people = list(due().values_list("pk", flat=True)[:AT_ONCE])
        if not people:
            break
        written += _write(people)
    return written


def it_is_day() -> bool:
    """Between nine and seven on a UK clock. In a demo it is always day: nothing leaves it."""
    return localtime(now(), LONDON).hour in BY_DAY or is_demo()


def due() -> QuerySet[Person]:
    """Those to whom a letter may be written now: something is owed to them, they want such
    letters, and had none in seven days. While their answers still come in, it waits for an
    hour of quiet, but not for more than a day."""
    owed = ripening()
    ripe = owed.filter(_ripe())
    busy = owed.exclude(_ripe())
    long_ripe = owed.filter(since__lte=now() - A_DAY)
    silent = Silence.objects.filter(person=OuterRef("pk"), kind=Kind.TOLD)
    return (
        Person.objects.get_queryset()
        .reachable()
        .filter(pk__in=ripe.values("sayer"))
        .filter(~Q(pk__in=busy.values("sayer")) | Q(pk__in=long_ripe.values("sayer")))
        .filter(~Exists(silent), ~Exists(_lately()))
        .order_by("pk")
    )


def ripening() -> QuerySet[Any]:
    """What is owed to anybody, with the moment `since` when there was something to tell."""
    owed: QuerySet[Any] = to_tell().order_by().annotate(since=MOMENT)
    return owed


def _ripe() -> Q:
    """An hour old. A moment more than a day ahead was written by a clock that was wrong."""
    rest = timedelta(0) if is_demo() else AN_HOUR
    return ~Q(since__gt=now() - rest, since__lte=now() + A_DAY)


def _lately() -> QuerySet[Letter]:
    """Such a letter written or sent in the last seven days, or one that waits still. What a
    wrong clock dated far ahead holds up nobody; in a demo every letter waits for ever."""
    week = (now() - A_WEEK, now() + A_WEEK)
    fresh = Q(written_at__range=week) | Q(sent_at__range=week)
    if not is_demo():
        fresh |= Q(sent_at=None, given_up_at=None)
    return Letter.objects.filter(fresh, to=OuterRef("pk"), once__startswith="told:")


@transaction.atomic
def _write(numbers: list[int]) -> int:
    """One letter to each of these who is still due once nobody else can write to them: of two
    processes the second one waits here, and finds that all is told."""
    held = Person.objects.get_queryset().select_for_update(no_key=True).order_by("pk")
    list(held.filter(pk__in=numbers))
    people = list(due().filter(pk__in=numbers).prefetch_related("silences"))
    told = {pk: all_of for pk, all_of in _owed_to(people).items() if all_of}
    once = f"told:{localdate():%Y%m%d}:{numbers[0]}"
    post(
        [person for person in people if person.pk in told],
        lambda person: _subject(told[person.pk]),
        "listening/letters/told.txt",
        kind=Kind.TOLD,
        button=(gettext("Say yes, or not quite"), reverse("listening:told")),
        once=once,
        topic=f"told-{localdate():%Y%m%d}",
        told={pk: all_of[:IN_A_LETTER] for pk, all_of in told.items()},
        more={pk: len(all_of[IN_A_LETTER:]) for pk, all_of in told.items()},
        can_reply=bool(settings.MAIL_REPLIES),
    )
    return _remember(told, once)


def _remember(told: dict[int, list[Owed]], once: str) -> int:
    letters = Letter.objects.filter(once__in=[f"{once}:{pk}" for pk in told])
    rows = [
        Telling(response=owed.response, person_id=to, letter_id=letter, stage=owed.stage)
        for letter, to in letters.values_list("pk", "to")
        for owed in told[to]
    ]
    Telling.objects.bulk_create(rows, batch_size=500)
    return len({row.letter_id for row in rows})


def _owed_to(people: list[Person]) -> dict[int, list[Owed]]:
    """For each of them what is ripe, newest first, with their own words and nobody else's."""
    ripe = ripening().filter(_ripe(), sayer__in=[person.pk for person in people])
    rows = list(ripe.order_by("-since", "-pk").values_list("pk", "sayer", "stage"))
    responses = Response.objects.select_related("theme", "person").in_bulk(pk for pk, *_ in rows)
    themes = {response.theme_id for response in responses.values()}
    lines, told_before = _own_lines(people, themes), _told_before(people, themes)
    found: dict[int, list[Owed]] = defaultdict(list)
    for pk, sayer, stage in rows:
        key = (responses[pk].theme_id, sayer)
        if key in lines:
            found[sayer].append(Owed(responses[pk], stage, lines[key], key in told_before))
    return found


def _own_lines(
    people: Iterable[Person], themes: set[int]
) -> dict[tuple[int, int], list[Contribution]]:
    """What each said in each of these themes. The lines are held until the letters are kept:
    who takes words back at this moment waits, and then takes back the letter too."""
    where = Belonging.objects.filter(theme__in=themes, contribution__said_by__in=people)
    pairs = list(where.values_list("theme", "contribution"))
    held = Contribution.objects.select_for_update(no_key=True).order_by("pk")
    words = held.in_bulk({line for _theme, line in pairs})
    found: dict[tuple[int, int], list[Contribution]] = defaultdict(list)
    for theme, line in sorted(pairs):
        said = words.get(line)
        if said is not None and said.said_by_id is not None:
            found[theme, said.said_by_id].append(said)
    return found


def _told_before(people: Iterable[Person], themes: set[int]) -> set[tuple[int, int]]:
    """Who heard another answer of which theme, so that the new one can say that it is new."""
    told = Telling.objects.filter(person__in=people, response__theme__in=themes)
    return set(told.values_list("response__theme", "person"))


def _subject(told: list[Owed]) -> str:
    first, more = told[0].response.theme.name, len(told) - 1
    if not more:
        return gettext("What came of what you said: {theme}").format(theme=first)
    words = ngettext(
        "What came of what you said: {theme}, and one more",
        "What came of what you said: {theme}, and {more} more",
        more,
    )
    return words.format(theme=first, more=more)


def take_back_what_changed() -> int:
    """Letters that wait and are not true any more go; what is owed then is written anew. In a
    demo no letter ever leaves, so that one counts as sent after an hour."""
    waiting = Telling.objects.in_the_post().no_longer_true()
    if is_demo():
        waiting = waiting.filter(letter__written_at__gt=now() - AN_HOUR)
    return _take_back(waiting)


@transaction.atomic
def _take_back(waiting: QuerySet[Telling]) -> int:
    """Those letters are held first, so that no sender takes one that goes. What one has taken
    may have left, and stays."""
    letters = Letter.objects.select_for_update().filter(pk__in=waiting.values("letter"))
    free = letters.filter(taken_at=None, sent_at=None, given_up_at=None)
    return Letter.objects.filter(pk__in=[letter.pk for letter in free]).delete()[0]
