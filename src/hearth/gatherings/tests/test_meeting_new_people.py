"""The memory of the dealing: known schedules for the same people, and a year of monthly rounds."""

from collections import Counter

import pytest

from hearth.gatherings.dealing import deal, pairs_in
from hearth.gatherings.dealing.perfect import schedule
from hearth.gatherings.dealing.year import at_random, year_of_rounds


@pytest.mark.parametrize(
    ("people", "rounds"), [(9, 4), (12, 5), (15, 7), (16, 5), (24, 9), (50, 14)]
)
def test_the_same_people_meet_nobody_twice_for_as_long_as_a_schedule_lasts(people, rounds):
    met = {}
    for number in range(rounds):
        for room in deal(range(people), met=met, seed=number):
            for two in pairs_in(room):
                assert two not in met, f"{two} met again in round {number + 1}"
                met[two] = 1.0


@pytest.mark.parametrize("people", range(3, 80))
def test_in_no_schedule_do_two_people_meet_twice(people):
    rounds = schedule(people)
    seen = Counter(two for turn in rounds for room in turn for two in pairs_in(room))
    assert not seen or max(seen.values()) == 1
    for turn in rounds:
        assert sorted(person for room in turn for person in room) == list(range(people))
        assert {len(room) for room in turn} <= {3, 4}
    assert rounds or people == 5


@pytest.mark.parametrize("seed", range(1, 7))
def test_a_year_of_fifty_people_has_at_most_22_repeats(seed):
    assert year_of_rounds(seed).repeats <= 22
    assert year_of_rounds(seed, faithful=1).repeats <= 22
    assert year_of_rounds(seed, dealer=at_random).repeats > 66
