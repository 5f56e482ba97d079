"""Dealing people into small rooms: nobody left alone, wishes kept, few who meet again.

Pure: no database, no clock. `deal` is all that others need.
"""

from __future__ import annotations

from collections.abc import Collection
from random import Random

from hearth.gatherings.dealing.perfect import schedule
from hearth.gatherings.dealing.search import fewest_repeats
from hearth.gatherings.dealing.tables import Party, Tables, bits, party, shapes
from hearth.gatherings.dealing.wishes import (
    EITHER,
    FEW,
    FOURS,
    LEAST,
    MOST,
    THREES,
    Impossible,
    Pair,
    Weights,
    Why,
    Wishes,
    pair,
    pairs_in,
)

__all__ = [
    "EITHER",
    "FEW",
    "FOURS",
    "LEAST",
    "MOST",
    "THREES",
    "Impossible",
    "Pair",
    "Weights",
    "Why",
    "Wishes",
    "deal",
    "pair",
    "pairs_in",
]


def deal(
    here: Collection[int], wishes: Wishes | None = None, met: Weights | None = None, *, seed: int
) -> list[list[int]]:
    """Everybody who is here in one room each. No rule is ever broken: what cannot be done is
    `Impossible`, with the reason. The same seed gives the same rooms."""
    people, wishes, met = sorted(here), wishes or Wishes(), met or {}
    chance = Random(seed)  # noqa: S311 - nothing secret hangs on who sits with whom
    known = _by_schedule(people, wishes, met, chance)
    if known or not people:
        return known
    chance.shuffle(people)
    everybody = party(people, wishes)
    rooms = _first(everybody, wishes.size, chance)
    dealt = fewest_repeats(everybody, rooms, met, new=wishes.new, chance=chance)
    chance.shuffle(dealt)
    return dealt


def _by_schedule(
    people: list[int], wishes: Wishes, met: Weights, chance: Random
) -> list[list[int]]:
    """A round of a known schedule in which nobody meets again, if there is one. The same
    people get the same schedule each time, so it carries them through all its rounds."""
    same = Random(repr(people))  # noqa: S311
    order = same.sample(people, len(people))
    everybody = party(order, wishes)
    fits = [
        (sum(met.get(two, 0) for room in turn for two in pairs_in([order[p] for p in room])), turn)
        for turn in schedule(len(people))
        if _has_sizes(turn, wishes.size) and everybody.likes([bits(room) for room in turn])
    ]
    chance.shuffle(fits)
    again, turn = min(fits, key=lambda fit: fit[0], default=(1, ()))
    return [[order[p] for p in room] for room in turn] if not again else []


def _has_sizes(turn: Collection[Collection[int]], size: int) -> bool:
    """Whether there are as many rooms as this wish for a size makes."""
    count = sum(map(len, turn))
    return size == EITHER or len(turn) == (
        count // THREES if size == THREES else -(-count // FOURS)
    )


def _first(everybody: Party, size: int, chance: Random) -> list[int]:
    """Rooms that keep every rule. A lead in each is a wish: it goes where it cannot be."""
    found = None if everybody.is_at_odds else _filled(everybody, size, chance)
    if found is None and everybody.wants_leads and not everybody.is_at_odds:
        everybody.wanted.pop()
        found = _filled(everybody, size, chance)
    if found is None:
        raise Impossible(_why_not(everybody))
    return found


def _filled(everybody: Party, size: int, chance: Random) -> list[int] | None:
    """The rooms of the first shape that can be filled."""
    count = len(everybody.people)
    regulars = everybody.leaders[0] if everybody.has_newcomers else count
    least = LEAST if count >= FEW else 1
    for shape in shapes(count, size, regulars=regulars):
        rooms = Tables(everybody, shape, chance, least).fill()
        if rooms is not None:
            return rooms
    return None


def _why_not(everybody: Party) -> Why:
    """What stands in the way."""
    if any(len(block) > MOST for block in everybody.blocks):
        return Why.TOO_MANY_TOGETHER
    if everybody.is_at_odds:
        return Why.TOGETHER_AND_APART
    return Why.TOO_FEW if len(everybody.people) < FEW else Why.TOO_MANY_WISHES
