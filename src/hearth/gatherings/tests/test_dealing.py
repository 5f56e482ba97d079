"""The dealing into small rooms: rules that never break, and few who meet again."""

from collections import Counter
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings, strategies as st

from hearth.gatherings.dealing import (
    EITHER,
    FEW,
    FOURS,
    THREES,
    Impossible,
    Why,
    Wishes,
    deal,
    pair,
    pairs_in,
)
from tests.proving import proves

SIZES = (EITHER, THREES, FOURS)


def broken(rooms, here, wishes):
    """Every rule that these rooms break, in words."""
    seated = Counter(person for room in rooms for person in room)
    yield from (f"{p} sits {n} times" for p, n in seated.items() if n > 1)
    if set(seated) != set(here):
        yield "somebody has no room"
    together = {two for room in rooms for two in pairs_in(room)}
    present = set(combinations(sorted(here), 2))
    yield from (f"{two} sit together" for two in together & wishes.apart)
    yield from (f"{two} were parted" for two in wishes.together & present - together)
    sizes = [len(room) for room in rooms]
    if len(here) >= FEW and min(sizes) < 3:
        yield f"rooms of {sizes}"
    if max(sizes) > 6 or (len(here) < FEW and min(sizes) == 1 < len(here)):
        yield f"rooms of {sizes}"
    only_new = [room for room in rooms if set(room) <= wishes.new]
    leaders = _regular_blocks(here, wishes)
    if only_new and leaders >= (len(here) / 6 if len(here) >= FEW else len(rooms)):
        yield f"only newcomers in {only_new}"


def _regular_blocks(here, wishes):
    """How many rooms could have a regular: those who stay together count once."""
    block = {person: {person} for person in here}
    for one, other in wishes.together:
        if one in block and other in block:
            block[one] |= block[other]
            for person in block[one]:
                block[person] = block[one]
    return len({frozenset(b) for b in block.values() if b - wishes.new})


def some_setting(chance):
    """People, wishes and past meetings such as a host might have, or worse."""
    count = chance.randint(1, 45)
    here = chance.sample(range(200), count)

    def pairs(most):
        size = chance.randint(0, most) if count > 1 else 0
        return frozenset(pair(*chance.sample(here, 2)) for _ in range(size))

    together = pairs(count // 8)
    wishes = Wishes(
        new=frozenset(p for p in here if chance.random() < chance.choice((0, 0.2, 0.6))),
        leads=frozenset(p for p in here if chance.random() < 0.3),
        together=together,
        apart=pairs(chance.choice((0, 2, count // 4))) - together,
        size=chance.choice(SIZES),
    )
    often = chance.choice((0, 0.05, 0.3))
    met = {
        two: chance.random() * 3 for two in combinations(sorted(here), 2) if chance.random() < often
    }
    return here, wishes, met


@proves("J3.14")
def test_no_rule_breaks_in_a_thousand_settings():
    chance, refused = Random("a thousand settings"), 0
    for number in range(1000):
        here, wishes, met = some_setting(chance)
        try:
            rooms = deal(here, wishes, met, seed=number)
        except Impossible:
            refused += 1
            continue
        assert not list(broken(rooms, here, wishes)), (number, here, wishes, rooms)
    assert refused < 100, "nearly all of them can be kept"


def all_ways(people, sizes):
    """Every way to deal so few people into rooms of these sizes."""
    if not sizes:
        yield []
        return
    first, *rest = people
    for others in combinations(rest, sizes[0] - 1):
        left = [p for p in rest if p not in others]
        for rooms in all_ways(left, sizes[1:]):
            yield [[first, *others], *rooms]


SHAPES = {6: [(3, 3), (6,)], 7: [(3, 4), (4, 3)], 8: [(4, 4), (3, 5), (5, 3)]}
twos = st.frozensets(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda t: t[0] < t[1]), max_size=9
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([6, 7, 8]), twos, twos, st.integers(0, 99))
def test_what_is_refused_is_impossible(count, apart, together, seed):
    here = range(count)
    wishes = Wishes(apart=apart - together, together=together)
    try:
        assert not list(broken(deal(here, wishes, seed=seed), here, wishes))
    except Impossible:
        for sizes in SHAPES[count]:
            for rooms in all_ways(list(here), sizes):
                assert list(broken(rooms, here, wishes)), rooms


@pytest.mark.parametrize("present", range(6, 90))
@pytest.mark.parametrize("size", SIZES)
def test_rooms_have_three_or_four_people_and_everybody_is_in_one(present, size):
    rooms = deal(range(present), Wishes(size=size), seed=present)
    assert {len(room) for room in rooms} <= {3, 4}
    assert sorted(person for room in rooms for person in room) == list(range(present))


@pytest.mark.parametrize("present", range(6))
def test_fewer_than_six_stay_together(present):
    assert [sorted(room) for room in deal(range(present), seed=1)] == [list(range(present))][
        :present
    ]


@pytest.mark.parametrize(("regulars", "new"), [(9, 3), (4, 8), (3, 12), (2, 9), (1, 5), (20, 30)])
def test_every_room_has_a_regular_if_numbers_allow(regulars, new):
    newcomers = frozenset(range(100, 100 + new))
    rooms = deal([*range(regulars), *newcomers], Wishes(new=newcomers), seed=3)
    assert all(min(room) < 100 for room in rooms)
    assert 3 <= min(map(len, rooms)) <= max(map(len, rooms)) <= 6


def test_newcomers_are_mixed_among_the_others():
    newcomers = frozenset(range(8))
    rooms = deal(range(32), Wishes(new=newcomers, size=FOURS), seed=4)
    assert [len(newcomers & set(room)) for room in rooms] == [1] * 8


def test_each_room_has_one_who_leads_when_wished_as_far_as_they_go_round():
    for leads, expected in ((8, 8), (5, 5), (12, 8)):
        wishes = Wishes(leads=frozenset(range(leads)), size=FOURS)
        rooms = deal(range(32), wishes, seed=leads)
        assert sum(bool(wishes.leads & set(room)) for room in rooms) == expected


@pytest.mark.parametrize(
    ("count", "together", "apart", "why"),
    [
        (9, {(n, n + 1) for n in range(7)}, set(), Why.TOO_MANY_TOGETHER),
        (9, {(0, 1), (1, 2)}, {(0, 2)}, Why.TOGETHER_AND_APART),
        (3, set(), {(0, 1)}, Why.TOO_FEW),
        (9, set(), {(0, n) for n in range(1, 9)}, Why.TOO_MANY_WISHES),
    ],
)
def test_what_cannot_be_kept_is_said(count, together, apart, why):
    wishes = Wishes(together=frozenset(together), apart=frozenset(apart))
    with pytest.raises(Impossible) as told:
        deal(range(count), wishes, seed=5)
    assert told.value.why == why


def test_five_of_whom_two_are_to_be_apart_sit_in_two_rooms():
    rooms = deal(range(5), Wishes(apart=frozenset({(0, 1)})), seed=6)
    assert sorted(map(len, rooms)) == [2, 3]
    assert all(not {0, 1} <= set(room) for room in rooms)


def test_the_same_seed_gives_the_same_rooms():
    met = {two: 1.0 for two in combinations(range(30), 2) if sum(two) % 3}
    assert deal(range(30), met=met, seed=7) == deal(range(30), met=met, seed=7)
