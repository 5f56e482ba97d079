"""What people wish of small rooms: sizes, who stays together, who stays apart, who leads."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import combinations

type Pair = tuple[int, int]
type Weights = Mapping[Pair, float]
"""How much a meeting of two would repeat: 1 and more if they have met, less if it only
should be avoided where nothing else is lost."""

EITHER, THREES, FOURS = 0, 3, 4
LEAST, MOST = 3, 6  # people in a room; more than four only where a rule would break otherwise
FEW = 6  # fewer people than this may sit in one room, or in two


def pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def pairs_in(room: Collection[int]) -> Iterator[Pair]:
    """Everybody in a room with everybody else, each two once."""
    return combinations(sorted(room), 2)


@dataclass(frozen=True, slots=True)
class Wishes:
    """`new` are here for the first time; `leads` can host a room or write for it, and each
    room has one of them as far as they go round. Empty: no such wish."""

    new: frozenset[int] = frozenset()
    leads: frozenset[int] = frozenset()
    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    size: int = EITHER


class Why(Enum):
    """Why wishes cannot all be kept."""

    TOO_MANY_TOGETHER = auto()
    TOGETHER_AND_APART = auto()
    TOO_FEW = auto()
    TOO_MANY_WISHES = auto()


class Impossible(Exception):
    """No rooms keep all these wishes."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why
