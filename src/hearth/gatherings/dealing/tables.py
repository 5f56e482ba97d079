"""A first way to seat everybody that breaks no rule; or the plain finding that there is none.

People are known by their place in a list, from 0; sets of them are the bits of a number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from random import Random

from hearth.gatherings.dealing.wishes import FEW, LEAST, MOST, THREES, Pair, Wishes

TRIES = 4000  # rooms tried for somebody before we say that the wishes cannot all be kept
USUAL = 4


@dataclass(slots=True)
class Party:
    """Those who are here, as the search sees them. `blocks` are people who stay together;
    each room wants somebody of each of `wanted`, as far as they go round."""

    people: Sequence[int]
    blocks: list[list[int]]
    apart: list[int]
    wanted: list[int]
    has_newcomers: bool
    wants_leads: bool

    @property
    def leaders(self) -> list[int]:
        """For each kind that is wanted, how many blocks have one."""
        return [sum(bool(bits(block) & kind) for block in self.blocks) for kind in self.wanted]

    @property
    def is_at_odds(self) -> bool:
        """Whether two are to be together and apart, perhaps by way of a third."""
        return any(self.apart[p] & bits(block) for block in self.blocks for p in block)

    def likes(self, rooms: Sequence[int]) -> bool:
        """Whether these rooms break no rule, and mix everybody evenly."""
        together = all(any(bits(b) & ~room == 0 for room in rooms) for b in self.blocks)
        return (
            together
            and not any(self.apart[p] & room for room in rooms for p in _in(room))
            and all(_is_even([(room & kind).bit_count() for room in rooms]) for kind in self.wanted)
        )


def _in(room: int) -> Iterator[int]:
    return (person for person in range(room.bit_length()) if room >> person & 1)


def _is_even(counts: list[int]) -> bool:
    """Whether each room has some, and no room many more than another."""
    return min(counts) > 0 and max(counts) - min(counts) < LEAST - 1


def bits(people: Collection[int]) -> int:
    return sum(1 << person for person in people)


def party(people: Sequence[int], wishes: Wishes) -> Party:
    """The people in this order, with the wishes of those who are here."""
    at = {person: index for index, person in enumerate(people)}
    apart = [0] * len(people)
    for one, other in _here(wishes.apart, at):
        apart[one] |= 1 << other
        apart[other] |= 1 << one
    everybody = (1 << len(people)) - 1
    regulars = bits([at[person] for person in people if person not in wishes.new])
    leads = bits([at[person] for person in people if person in wishes.leads])
    blocks = _blocks(len(people), _here(wishes.together, at))
    is_mixed = regulars not in (0, everybody)
    is_led = leads not in (0, everybody)
    wanted = [regulars] * is_mixed + [leads] * is_led
    return Party(people, blocks, apart, wanted, is_mixed, is_led)


def _here(pairs: Collection[Pair], at: dict[int, int]) -> list[Pair]:
    return [(at[one], at[other]) for one, other in pairs if one in at and other in at]


def _blocks(count: int, together: list[Pair]) -> list[list[int]]:
    """Who stays with whom, also by way of a third."""
    block = {person: [person] for person in range(count)}
    for one, other in together:
        if block[one] is not block[other]:
            block[one].extend(block[other])
            for person in block[other]:
                block[person] = block[one]
    return [block[person] for person in range(count) if block[person][0] == person]


def shapes(count: int, size: int, *, regulars: int) -> Iterator[list[int]]:
    """How large the rooms may be, the best first. More rooms than regulars only where rooms
    of at most six need it. Later ones are looser: each room has three people or more, and at
    most the number given."""
    if count < FEW:
        yield [count]
        if count > LEAST:
            yield [count - 2, 2]
        return
    least = ceil(count / MOST)
    most = max(least, min(count // LEAST, max(regulars, 1)))
    usual = count // LEAST if size == THREES else ceil(count / USUAL)
    usual = max(least, min(usual, most))
    numbers = sorted(range(least, most + 1), key=lambda number: (abs(number - usual), -number))
    for number in numbers:
        yield [count // number + (room < count % number) for room in range(number)]
    for largest in (USUAL, MOST):
        for number in numbers:
            if number * largest >= count:
                yield [largest] * number


@dataclass(slots=True)
class Tables:
    """Rooms that are being filled, each up to its capacity, with the way back from each step."""

    party: Party
    capacity: list[int]
    chance: Random
    least: int
    tries: int = TRIES
    rooms: list[int] = field(default_factory=list)
    slack: list[int] = field(default_factory=list)

    def fill(self) -> list[int] | None:
        """The rooms as sets of people, or None where it cannot be done."""
        number = len(self.capacity)
        self.rooms = [0] * number
        self.slack = [max(0, number - leaders) for leaders in self.party.leaders]
        blocks = list(self.party.blocks)
        self.chance.shuffle(blocks)
        blocks.sort(key=self._how_bound, reverse=True)
        queue = [(bits(block), self._enemies(block)) for block in blocks]
        return self.rooms if self._seat(queue, 0) else None

    def _enemies(self, block: list[int]) -> int:
        enemies = 0
        for person in block:
            enemies |= self.party.apart[person]
        return enemies

    def _how_bound(self, block: list[int]) -> tuple[int, int, int]:
        """Those who can sit in the fewest rooms are seated first."""
        members = bits(block)
        kinds = sum(bool(members & kind) for kind in self.party.wanted)
        return len(block), self._enemies(block).bit_count(), kinds

    def _seat(self, blocks: list[tuple[int, int]], index: int) -> bool:
        if index == len(blocks):
            return True
        members, enemies = blocks[index]
        tried: set[tuple[int, int]] = set()
        for room in self._rooms_for(members, enemies):
            alike = (self.rooms[room], self.capacity[room])
            if self.tries <= 0 or alike in tried:
                continue
            tried.add(alike)
            self.tries -= 1
            self.rooms[room] |= members
            if self._can_go_on(blocks, index + 1) and self._seat(blocks, index + 1):
                return True
            self.rooms[room] &= ~members
        return False

    def _rooms_for(self, members: int, enemies: int) -> list[int]:
        """Where they may sit: rooms that lack what they bring, then the emptiest."""
        size = members.bit_count()
        brings = [kind for kind in self.party.wanted if members & kind]

        def key(room: int) -> tuple[int, float, float]:
            there = self.rooms[room]
            lacks = sum(not there & kind for kind in brings)
            return -lacks, there.bit_count() / self.capacity[room], self.chance.random()

        may = [
            room
            for room, there in enumerate(self.rooms)
            if not there & enemies and there.bit_count() + size <= self.capacity[room]
        ]
        return sorted(may, key=key)

    def _can_go_on(self, blocks: list[tuple[int, int]], index: int) -> bool:
        """Whether those who are left can fill every room, and bring what is wanted."""
        left = sum(members.bit_count() for members, _enemies in blocks[index:])
        if sum(max(0, self.least - there.bit_count()) for there in self.rooms) > left:
            return False
        for kind, slack in zip(self.party.wanted, self.slack, strict=True):
            to_come = sum(bool(members & kind) for members, _enemies in blocks[index:])
            if sum(not there & kind for there in self.rooms) - slack > to_come:
                return False
        return True
