"""The hour on the wire: 50 people answer, with their pages open, and 1,000 hear one message.

The goal gives fifty people a minute. Here they have ten seconds, while every page renews
itself at each answer; then all of them press in one moment, which no minute can be worse
than. The same is asked of a bare Django view that writes one row, by the same readers.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import random
from statistics import quantiles
from time import sleep

from django.utils.timezone import now

from hearth.gatherings.models import Gathering
from hearth.gatherings.models.places import book
from hearth.ground.accounts import Person
from hearth.house.bench import bare, community
from hearth.house.bench.listeners import LISTENING, hear
from hearth.house.bench.readers import BareReader, Member, OpenPage
from hearth.house.bench.served import BARE, OURS, served

ANSWERING, ROUNDS, SPREAD_SECONDS = 50, 3, 10.0
GOAL = "goal 2,000 ms"


def figures() -> Iterator[str]:
    """How long each waits to see their own answer, and each listener to hear."""
    bare.fill()
    people = community.newcomers(ANSWERING)
    with served(BARE, 1) as ports:
        waits = _answer([BareReader(ports[0]) for _person in people], within=0)
        yield f"{ANSWERING} post to a bare view at once: {_in_words(waits)}"
    for processes in (1, 2):
        kind = f"{processes} web process{'es' if processes > 1 else ''}"
        with served(OURS, processes) as ports:
            for line in _of_the_house(ports, people):
                yield f"{kind}: {line}"


def _of_the_house(ports: Sequence[int], people: Sequence[Person]) -> Iterator[str]:
    gathering = _on_now(people)
    ports_of_all = [ports[number % len(ports)] for number in range(len(people))]
    seats = list(zip(ports_of_all, people, strict=True))
    members = [Member(port, gathering, person) for port, person in seats]
    pages = [OpenPage(port, gathering, person) for port, person in seats]
    for page in pages:
        page.start()
    waits = _answer(members, within=SPREAD_SECONDS, rounds=1)
    renewed = sum(page.renewals for page in pages)
    for page in pages:
        page.close()
    yield (
        f"{ANSWERING} answer in {SPREAD_SECONDS:.0f} s, {len(pages)} open pages renewed"
        f" {renewed} times: {_in_words(waits)}   {GOAL}"
    )
    yield f"{ANSWERING} answer in one moment: {_in_words(_answer(members, within=0))}   {GOAL}"
    heard = asyncio.run(hear(ports, gathering))
    how_soon = _in_words(heard) if len(heard) > 1 else "nobody in 20 s"
    yield (
        f"{len(heard):,} of {LISTENING:,} hear a step change at once: {how_soon}"
        "   goal 250 ms at p99"
    )


def _on_now(people: Sequence[Person]) -> Gathering:
    gathering = community.gathering(now() - timedelta(minutes=5))
    for person in people:
        book(gathering, person)
    gathering.begin(by=community.steward())
    return gathering


def _in_words(waits: Sequence[float]) -> str:
    cuts = quantiles(waits, n=100)
    p50, p99, longest = (round(one * 1000) for one in (cuts[49], cuts[98], max(waits)))
    return f"p50 {p50} ms, p99 {p99} ms, longest {longest} ms"


def _answer(
    readers: Sequence[BareReader | Member], *, within: float, rounds: int = ROUNDS
) -> list[float]:
    """Everybody answers once a round, each at a moment of their own within so many seconds;
    returns how many seconds each answer took."""

    def one(reader: BareReader | Member) -> float:
        sleep(within * random())  # noqa: S311 - spreads the load, hides nothing
        return reader.answer()

    with ThreadPoolExecutor(len(readers)) as crowd:
        return [wait for _round in range(rounds) for wait in list(crowd.map(one, readers))]
