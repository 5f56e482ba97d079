"""The meet-ups of the demo: announced, booked, lived through and written up, on their days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from hearth.charter.models import Line, Version
from hearth.gatherings.models import Arrival, Gathering, Kind, Notes, Role, Series, Step
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.cards import Closing, close, take_up
from hearth.gatherings.models.gathering import free_slug
from hearth.gatherings.models.places import book
from hearth.gatherings.models.rooms import make_rooms
from hearth.gatherings.models.runsheet import lay_out, timed
from hearth.ground.accounts import Person
from hearth.ground.books import Wish
from hearth.ground.time import on
from hearth.house.demo.everybody import Everybody
from hearth.house.demo.moments import at

HALF_PAST_ELEVEN = time(11, 30)
_WISHES = [Wish.NAMED, Wish.PUBLIC, Wish.MEMBERS, Wish.STEWARDS, Wish.ROOM]
_SHARES = [24, 26, 38, 6, 6]
_ROLES = [Role.Kind.WELCOMER, Role.Kind.NOTE_MAKER, Role.Kind.CARER]


def begin_series(host: Person) -> Series:
    """The monthly meet-up: last Tuesday, half past eleven."""
    return Series.objects.create(
        title="Monthly meet-up",
        slug="monthly-meet-up",
        about="An hour online, with a check-in, small rooms, and one thing to take home.",
        clock=HALF_PAST_ELEVEN,
        host=host,
        video_url="https://video.example.org/community-tech-together",
        phone="0330 088 5830, then 442 17#",
        seen_by=Series.SeenBy.EVERYONE,
    )


def plan(series: Series, day: date, words: dict[str, Any], host: Person, rng: Random) -> Gathering:
    """Confirm a date of the series and give it its own words and run sheet."""
    gathering = series.confirm(day, by=host)
    gathering.title = words["title"]
    gathering.slug = free_slug(f"{words['title'].partition(':')[0]} {day:%B %Y}")
    gathering.about, gathering.question = words["about"].strip(), words["question"]
    gathering.host, gathering.uid = host, UUID(int=rng.getrandbits(128), version=4)
    gathering.save()
    lay_out(gathering, words["template"])
    return gathering


def hold(series: Series, words: dict[str, Any], everybody: Everybody, rng: Random) -> None:
    """A meet-up of the past, from its invitation to its thanks."""
    host = everybody.hosts[words["host"]]
    starts_at = on(words["on"], HALF_PAST_ELEVEN)
    with at(starts_at - timedelta(days=19)):
        gathering = plan(series, words["on"], words, host, rng)
        announce(gathering, everybody, rng, by_letter=words["by_letter"])
    here = everybody.here_by(starts_at - timedelta(days=1))
    others = [one for one in here if one != host] + everybody.guests
    coming = rng.sample(others, words["came"] - 1 + words["missed"])
    take_places(gathering, coming, rng, before=starts_at)
    came = [host, *coming[: words["came"] - 1]]
    live_through(gathering, words, came, rng)
    with at(gathering.ends_at):
        gathering.end(by=host)
    write_up(gathering, words, host)
    help_each_other(gathering, came)


def announce(
    gathering: Gathering, everybody: Everybody, rng: Random, *, by_letter: bool = True
) -> None:
    """Open its doors, share out who does what, and invite every member; for the older ones
    without the letters, which nobody would read any more."""
    gathering.announce(by=gathering.host)
    free = [one for one in everybody.members if one != gathering.host]
    for kind, person in zip(_ROLES, rng.sample(free[:40], len(_ROLES)), strict=True):
        Role.objects.create(gathering=gathering, kind=kind, person=person)
    if not by_letter:
        return
    joined = Person.objects.members().filter(joined_at__lt=gathering.announced_at)
    gathering.invite(joined, by=gathering.host)


def take_places(
    gathering: Gathering,
    people: Iterable[Person],
    rng: Random,
    *,
    before: datetime,
    needs: Any = (),
) -> None:
    """Each books on some day of the two weeks before, the keenest first."""
    people = list(people)
    hours = sorted((rng.uniform(1, 24 * 14) for _ in people), reverse=True)
    wants = iter(needs)
    for person, early in zip(people, hours, strict=True):
        with at(before - timedelta(hours=early)):
            is_new = rng.random() < 0.12
            need = next(wants, "") if rng.random() < 0.2 else ""
            book(gathering, person, is_first_time=is_new, needs=need)


def live_through(
    gathering: Gathering,
    words: dict[str, Any],
    came: list[Person],
    rng: Random,
    until: datetime | None = None,
) -> None:
    """The hour itself: people come in, the host goes from step to step, and people speak."""
    for person in came:
        early = timedelta(minutes=rng.uniform(-4, 12))
        Arrival.objects.create(gathering=gathering, person=person, at=gathering.starts_at - early)
    for row in timed(gathering):
        if until and row.starts_at > until:
            return
        with at(row.starts_at):
            _go_to(gathering, row.step)
        for said in (one for one in words.get("said", ()) if one["step"] == row.step.title):
            _speak(
                gathering,
                row.step,
                said,
                came,
                rng,
                _moments(row.starts_at, row.step.minutes, said),
            )


def _go_to(gathering: Gathering, step: Step) -> None:
    if gathering.step is None:
        gathering.begin(by=gathering.host)
    elif gathering.step != step:
        gathering.go_on(from_step=gathering.step.pk, by=gathering.host)
    if step.kind == Step.Kind.ROOMS:
        make_rooms(gathering, by=gathering.host, seed=step.position)


def _moments(since: datetime, minutes: int, said: dict[str, Any]) -> Iterator[datetime]:
    """As many moments as there are words, evenly over the step."""
    share = timedelta(minutes=minutes) / (len(said["words"]) + 1)
    return (since + share * n for n in range(1, len(said["words"]) + 1))


def _speak(
    gathering: Gathering,
    step: Step,
    said: dict[str, Any],
    came: list[Person],
    rng: Random,
    moments: Iterator[datetime],
) -> None:
    kind = Kind(said.get("kind", Kind.ANSWER))
    open_to_all = kind != Kind.ANSWER or step.kind == Step.Kind.CHECK_IN
    speakers = rng.sample(came, len(said["words"]))
    for words, person, moment in zip(said["words"], speakers, moments, strict=True):
        wish = Wish.NAMED if open_to_all and rng.random() < 0.6 else _wish(rng, open_to_all)
        with at(moment):
            say(gathering, words, person=person, step=step, kind=kind, wish=wish)
            if step.kind == Step.Kind.CHARTER:
                _mark(words, person)


def _wish(rng: Random, open_to_all: bool) -> Wish:
    return Wish.PUBLIC if open_to_all else rng.choices(_WISHES, _SHARES)[0]


def _mark(words: str, person: Person) -> None:
    """'Patience': three breaths are long. What comes before the colon names the line."""
    quality, _, change = words.partition(": ")
    line = Line.objects.of(Version.current()).filter(quality=quality.strip("'")).first()
    if line:
        line.mark(change, by=person)


def write_up(gathering: Gathering, words: dict[str, Any], host: Person) -> None:
    """Within the day the notes are out, and the thanks."""
    with at(gathering.ends_at + timedelta(hours=3)):
        notes = Notes.objects.of(gathering)
        notes.opening, notes.links = words["opening"].strip(), words["links"].strip()
        notes.save()
        notes.publish(by=host)
    with at(gathering.ends_at + timedelta(hours=4)):
        notes.thank(by=host)


def help_each_other(gathering: Gathering, came: list[Person]) -> None:
    """In the days after, somebody takes up every other card, and half of those are done."""
    cards = gathering.answers.cards().readable_anywhere_by(None).oldest_first()
    for n, card in enumerate(cards.select_related("person")[::2]):
        helper = next(one for one in came[n:] if one != card.person)
        with at(gathering.ends_at + timedelta(days=2 + n)):
            take_up(card, by=helper, shows_name=n % 2 == 0)
        if n % 2 and card.person:
            with at(gathering.ends_at + timedelta(days=9 + n)):
                close(card, Closing.Why.DONE, by=card.person)
