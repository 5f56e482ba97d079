"""Swap people between rooms until as few as can be meet again, and break no rule on the way.

A tabu search: take somebody who would meet again, make the best swap there is, and do not
undo it for some steps. What every person would repeat in every room is kept up to date, so
that the worth of a swap is five numbers. It ends after a count of steps, never by the clock:
the same chance gives the same rooms on any machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from hearth.gatherings.dealing.tables import Party
from hearth.gatherings.dealing.wishes import Weights, pair

AGAIN = 1000  # what a repeated meeting costs; all else is smaller, so that it comes after
BOTH_NEW = 10
NEVER = 10**9
WORK = 80_000  # steps times people
PATIENCE = 100  # steps without a better one, once nobody meets again
REST = (4, 10)


@dataclass(slots=True)
class Search:
    """Where everybody sits, and what that costs."""

    party: Party
    chance: Random
    costs: list[list[int]]
    room_of: list[int]
    here: list[list[int]]
    """What each person would repeat in each room."""
    counts: list[list[int]]
    """How many of each wanted kind sit in each room."""
    movable: list[int]

    def total(self) -> int:
        return sum(row[room] for row, room in zip(self.here, self.room_of, strict=True)) // 2

    def run(self) -> list[int]:
        """The best rooms found, as the room of each person."""
        cost = lowest = self.total()
        best = list(self.room_of)
        rests: dict[tuple[int, int], int] = {}
        since = 0
        for step in range(WORK // max(len(best), 1)):
            moves = [p for p in self.movable if self.here[p][self.room_of[p]] > 0]
            if not moves or (lowest < AGAIN and step > since + PATIENCE):
                break
            one = self.chance.choice(moves)
            gain, other = self._best_swap(one, rests, step, lowest - cost)
            if other < 0:
                continue
            for person, left in ((one, self.room_of[one]), (other, self.room_of[other])):
                rests[person, left] = step + self.chance.randint(*REST)
            self._swap(one, other)
            cost += gain
            if cost < lowest:
                lowest, best, since = cost, list(self.room_of), step
        return best

    def _best_swap(
        self, one: int, rests: dict[tuple[int, int], int], step: int, record: int
    ) -> tuple[int, int]:
        """With whom this person best changes places, and what that adds to the cost. A swap
        that somebody rests from is taken only for a new record."""
        room_of, here = self.room_of, self.here
        mine, costs, room = here[one], self.costs[one], room_of[one]
        stays = mine[room]
        least, found = NEVER // 2, -1
        for other in self.movable:
            there = room_of[other]
            if there == room:
                continue
            theirs = here[other]
            adds = mine[there] + theirs[room] - stays - theirs[there] - 2 * costs[other]
            if adds >= least:
                continue
            resting = rests.get((one, there), 0) > step or rests.get((other, room), 0) > step
            if (not resting or adds < record) and self._keeps_the_wanted(one, other):
                least, found = adds, other
        return least, found

    def _keeps_the_wanted(self, one: int, other: int) -> bool:
        """Whether no room loses its last regular, or its last lead."""
        for kind, counts in zip(self.party.wanted, self.counts, strict=True):
            brings, takes = kind >> one & 1, kind >> other & 1
            if brings != takes and counts[self.room_of[one if brings else other]] < 2:
                return False
        return True

    def _swap(self, one: int, other: int) -> None:
        left, entered = self.room_of[one], self.room_of[other]
        for row, without, within in zip(self.here, self.costs[one], self.costs[other], strict=True):
            change = within - without
            if change:
                row[left] += change
                row[entered] -= change
        for kind, counts in zip(self.party.wanted, self.counts, strict=True):
            change = (kind >> other & 1) - (kind >> one & 1)
            counts[left] += change
            counts[entered] -= change
        self.room_of[one], self.room_of[other] = entered, left


def fewest_repeats(
    party: Party, rooms: list[int], weights: Weights, *, new: frozenset[int], chance: Random
) -> list[list[int]]:
    """These rooms, with people changed about so that few meet again. Who stays with somebody
    stays put; everybody else moves around them."""
    count = len(party.people)
    costs = _costs(party, weights, new)
    room_of = [next(r for r, there in enumerate(rooms) if there >> p & 1) for p in range(count)]
    here = [
        [sum(row[other] for other in range(count) if there >> other & 1) for there in rooms]
        for row in costs
    ]
    counts = [[(there & kind).bit_count() for there in rooms] for kind in party.wanted]
    movable = [block[0] for block in party.blocks if len(block) == 1]
    best = Search(party, chance, costs, room_of, here, counts, movable).run()
    return [
        [party.people[p] for p in range(count) if best[p] == room] for room in range(len(rooms))
    ]


def _costs(party: Party, weights: Weights, new: frozenset[int]) -> list[list[int]]:
    """What it costs to seat each two people together."""

    def cost(one: int, other: int) -> int:
        if party.apart[one] >> other & 1:
            return NEVER
        a, b = party.people[one], party.people[other]
        return round(AGAIN * weights.get(pair(a, b), 0)) + BOTH_NEW * (a in new and b in new)

    count = range(len(party.people))
    return [[0 if one == other else cost(one, other) for other in count] for one in count]
