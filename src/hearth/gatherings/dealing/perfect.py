"""Schedules in which nobody meets anybody twice, for a fixed set of people in threes and fours.

People are numbers from 0. Three or four classes of the same size m, a finite field, and the
room x + slope * round: two people of different classes meet exactly once in m rounds. The last
class may be smaller, so this fits nearly every number from 12 on. Those of one class have not
met then, and go on by the same rule. Fifteen have a schedule of their own: Kirkman's, of 1850.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from hearth.gatherings.dealing.wishes import LEAST

type Rounds = tuple[tuple[tuple[int, ...], ...], ...]

IRREDUCIBLE = {4: (2, (1, 1)), 8: (2, (1, 1, 0)), 9: (3, (2, 0))}
"""For fields that are not of a prime: the prime, and x^n as a polynomial of smaller powers."""
FIELDS = (3, 4, 5, 7, 8, 9, 11, 13, 17, 19, 23)
KIRKMAN = ((0, 1, 3), (2, 7, 9), (4, 12, 13), (5, 8, 11), (6, 10, 14))
"""One round of fifteen; the others follow by adding 1 to 6 within each seven."""


@cache
def schedule(people: int) -> Rounds:
    """The longest schedule that we know for so many people; at least one round from six on."""
    if people == 15:
        return tuple(tuple(_turned(room, by) for room in KIRKMAN) for by in range(7))
    found = [_by_field(people, size) for size in FIELDS if 3 * size <= people <= 4 * size]
    return max(found, key=len, default=()) or _one_round(people)


def _turned(room: tuple[int, ...], by: int) -> tuple[int, ...]:
    return tuple(p if p == 14 else (p % 7 + by) % 7 + p // 7 * 7 for p in room)


def _one_round(people: int) -> Rounds:
    """Everybody in rooms of three and four, once; none where that cannot be."""
    rooms = -(-people // 4)
    if people < LEAST or people // max(rooms, 1) < LEAST:
        return ()
    return (tuple(tuple(range(room, people, rooms)) for room in range(rooms)),)


def _by_field(people: int, size: int) -> Rounds:
    """Classes of this size, the last one perhaps smaller; then each class within itself."""
    classes = -(-people // size)
    if classes > size or people == 3 * size + 1 == 10:
        return ()
    add, times = _field(size)
    rounds = tuple(
        tuple(
            tuple(
                place
                for number in range(classes)
                if (place := number * size + add(room, times(number, turn))) < people
            )
            for room in range(size)
        )
        for turn in range(size)
    )
    return rounds + _within(people, size)


def _within(people: int, size: int) -> Rounds:
    """Rounds in which each class deals itself; as many as the poorest class has."""
    starts = range(0, people, size)
    each = [schedule(min(size, people - start)) for start in starts]
    return tuple(
        tuple(
            tuple(start + person for person in room)
            for start, rounds in zip(starts, each, strict=True)
            for room in rounds[turn]
        )
        for turn in range(min(map(len, each)))
    )


type Sum = Callable[[int, int], int]


def _field(size: int) -> tuple[Sum, Sum]:
    """Adding and multiplying in the field of this size; its elements are 0, 1, 2 and so on."""
    if size not in IRREDUCIBLE:
        return lambda a, b: (a + b) % size, lambda a, b: a * b % size
    prime, power = IRREDUCIBLE[size]

    def digits(a: int) -> list[int]:
        return [a // prime**n % prime for n in range(len(power))]

    def number(places: list[int]) -> int:
        return sum(place % prime * prime**n for n, place in enumerate(places))

    def add(a: int, b: int) -> int:
        return number([x + y for x, y in zip(digits(a), digits(b), strict=True)])

    def times(a: int, b: int) -> int:
        product = [0] * len(power)
        for digit in reversed(digits(a)):
            carry, product = product[-1], [0, *product[:-1]]
            product = [
                (p + carry * x + digit * y) % prime
                for p, x, y in zip(product, power, digits(b), strict=True)
            ]
        return number(product)

    return add, times
