"""How fast letters are written: one to each of many people, with their own links in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from time import perf_counter, process_time

from django.utils.timezone import localdate, now

from hearth.conversations.models import Block, Space, open_space, start_thread
from hearth.gatherings.models.places import whom_we_may_invite
from hearth.ground.accounts import Person
from hearth.ground.books import Letter, hear
from hearth.house.bench import community
from hearth.house.models import turn
from hearth.listening.models.themes import open_theme
from hearth.roundups.models import Piece, Roundup
from hearth.roundups.models.pieces import Kind
from hearth.roundups.sending import send, write_letters

PEOPLE = 5000
READERS = 2000
BLOCKS = 200


def figures() -> Iterator[str]:
    """Letters written and queued in a second; each person has exactly one."""
    community.members(READERS)
    yield _a_round_up(list(Person.objects.members().order_by("pk")))
    community.members(PEOPLE - READERS)
    gathering = community.gathering(now() + timedelta(days=7))
    started = perf_counter()
    written = gathering.invite(whom_we_may_invite(), by=community.steward())
    took = perf_counter() - started
    gathering.invite(whom_we_may_invite(), by=community.steward())
    doubles = Letter.objects.filter(kind="invitation").count() - written
    yield f"{written:,} invitations: {written / took:,.0f} a second, {doubles} doubles   goal 500"


def _a_round_up(readers: list[Person]) -> str:
    """One with seven pieces, of talk and of themes, among readers some of whom read not all."""
    for area in ("conversations", "roundups"):
        turn(area, on=True, by=community.steward())
    send(_draft(readers), by=community.steward())
    blocks = zip(readers[1:], readers[: BLOCKS // 2] * 2, strict=False)
    Block.objects.bulk_create(Block(by=by, of=of) for by, of in blocks)
    started, worked = perf_counter(), process_time()
    while write_letters():
        pass
    took, work = perf_counter() - started, process_time() - worked
    letters = Letter.objects.filter(kind="roundup")
    to, all_of = letters.values("to").distinct().count(), letters.count()
    return (
        f"{to:,} letters of a round-up: {to / took:,.0f} a second, {to / work:,.0f} a second of "
        f"CPU, {all_of - to} doubles   goal 500"
    )


def _draft(readers: list[Person]) -> Roundup:
    edges = {"since": now() - timedelta(days=7), "until": now(), "closes_at": now()}
    draft = Roundup.objects.create(on=localdate(), opening="It was a full week.", **edges)
    draft.newcomers.set(readers[:10])
    space = open_space("Hall", by=community.steward(), seen_by=Roundup.SeenBy.EVERYONE)
    kinds = (Kind.READ, Kind.QUESTION, Kind.OPPORTUNITY, Kind.MORE)
    pages = [(kind, _thread(space, by)) for kind, by in zip(kinds, readers, strict=False)]
    pages += [(Kind.TOLD, _theme(readers[9])), (Kind.MORE, _theme(readers[8]))]
    pages += [(Kind.PEOPLE, "")]
    Piece.objects.bulk_create(
        Piece(roundup=draft, kind=kind, url=url, place=place, line="Two towns tried it.")
        for place, (kind, url) in enumerate(pages)
    )
    return draft


def _thread(space: Space, by: Person) -> str:
    thread = start_thread(space, "Who mends sewing machines?", "I have two of them.", by=by)
    return thread.messages.get().get_absolute_url()


def _theme(by: Person) -> str:
    line = hear("Not at half past eleven", said_by=by, during="June", url="/gatherings/june/")
    theme = open_theme("Time of day", by=by, lines=[line], seen_by=Roundup.SeenBy.EVERYONE)
    return theme.get_absolute_url()
