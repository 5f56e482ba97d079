"""A year of monthly rounds, played through: how often people meet somebody again, and the time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from time import process_time

from hearth.gatherings.dealing import FOURS, Pair, Wishes, deal, pairs_in

type Dealer = Callable[[Sequence[int], dict[Pair, float], int], list[list[int]]]


@dataclass(slots=True)
class Year:
    """What came of it. A repeat is each meeting of two people beyond their first."""

    repeats: int = 0
    meetings: int = 0
    seconds: list[float] = field(default_factory=list)


def by_memory(here: Sequence[int], met: dict[Pair, float], seed: int) -> list[list[int]]:
    """As the house deals, in rooms of four where it can: the harder wish."""
    return deal(here, Wishes(size=FOURS), met, seed=seed)


def at_random(here: Sequence[int], met: dict[Pair, float], seed: int) -> list[list[int]]:
    """The same rooms, without a memory."""
    return deal(here, Wishes(size=FOURS), {}, seed=seed)


def year_of_rounds(
    seed: int,
    *,
    people: int = 50,
    rounds: int = 12,
    fewest: int = 15,
    faithful: float = 0.0,
    present: Sequence[int] = (),
    dealer: Dealer = by_memory,
) -> Year:
    """Twelve rounds with from `fewest` to all of the people, by chance. The larger `faithful`
    is, the more it is the same people who come each time, which makes it harder. Where it is
    known how many came, `present` says so, one number a round."""
    chance, met, year = Random(seed), dict[Pair, float](), Year()  # noqa: S311
    likely = [(place + 1) ** -faithful for place in range(people)]
    how_many = present or [chance.randint(fewest, people) for _round in range(rounds)]
    for turn, many in enumerate(how_many):
        draw = {person: chance.random() ** (1 / likely[person]) for person in range(people)}
        here = sorted(draw, key=draw.__getitem__)[-many:]
        began = process_time()
        rooms = dealer(here, met, seed * 100 + turn)
        year.seconds.append(process_time() - began)
        for two in [two for room in rooms for two in pairs_in(room)]:
            year.meetings += 1
            year.repeats += two in met
            met[two] = met.get(two, 0) + 1
    return year
