"""A map shows consensus first, and groups only where they stay and hold five people."""

from __future__ import annotations

import numpy as np
import pytest

from hearth.listening.agreement import AGREE, DISAGREE, PASS, Tally, Vote, WhyNot, map_of
from hearth.listening.agreement.tests.camps import camps


def test_two_camps_are_two_groups():
    drawn = map_of(camps(14, 9))
    assert drawn.why_not is None
    assert [group.voters for group in drawn.groups] == [tuple(range(14)), tuple(range(14, 23))]
    assert drawn.stays > 0.95
    assert {place.group for place in drawn.places} == {0, 1}
    assert all(group.says for group in drawn.groups)


def test_what_all_agree_on_comes_first_and_what_all_refuse_is_as_wide():
    drawn = map_of(camps(14, 9))
    first, second = drawn.standings[:2]
    assert (first.statement, first.answer, first.rank) == (0, AGREE, 1)
    assert (second.statement, second.answer, second.rank) == (1, DISAGREE, 2)
    assert first.everybody == Tally(23, 0, 0)
    assert first.by_group == (Tally(14, 0, 0), Tally(9, 0, 0))
    assert first.agreed == pytest.approx(15 / 16 * 10 / 11)
    assert first.majority == AGREE


def test_a_pass_is_seen_and_neither_for_nor_against():
    drawn = map_of([Vote(1, 5, PASS), Vote(2, 5, AGREE)])
    (only,) = drawn.standings
    assert (only.everybody, only.everybody.seen) == (Tally(1, 0, 1), 2)
    assert only.agreed == 2 / 4


@pytest.mark.parametrize(
    ("votes", "why_not"),
    [
        ([], WhyNot.TOO_FEW_STATEMENTS),
        (camps(14, 9, statements=6), WhyNot.TOO_FEW_STATEMENTS),
        (camps(5, 4), WhyNot.TOO_FEW_VOTERS),
        (camps(30, slips=0), WhyNot.ALL_ALIKE),
        (camps(17, 4, slips=0), WhyNot.GROUP_TOO_SMALL),
        (camps(40, slips=0.5), WhyNot.NO_PATTERN),
    ],
)
def test_where_there_are_no_groups_the_map_says_why(votes, why_not):
    drawn = map_of(votes)
    assert drawn.why_not == why_not
    assert drawn.groups == ()
    assert drawn.stays is None
    assert all(place.group is None for place in drawn.places)
    assert all(one.by_group == () for one in drawn.standings)


def test_who_answered_little_is_counted_but_not_placed():
    drawn = map_of([*camps(14, 9), Vote(99, 0, AGREE)])
    assert (drawn.voters, drawn.placed) == (24, 23)
    assert 99 not in {place.voter for place in drawn.places}
    assert drawn.standings[0].everybody.agree == 24


def test_groups_that_would_be_others_without_a_tenth_of_the_voters_are_not_shown():
    drawn = map_of(camps(12, 9, 8, slips=0.2, seed=2))
    assert drawn.why_not == WhyNot.NOT_STABLE
    assert 0 < drawn.stays < 0.85


def test_noise_of_a_few_people_is_seldom_taken_for_groups():
    """Of 60 rounds of 20 coin flippers, three may pass, as one in twenty does by chance."""
    passed = [map_of(camps(20, slips=0.5, seed=seed)).why_not is None for seed in range(60)]
    assert sum(passed) <= 3


def test_no_voter_is_placed_outside_the_numbers():
    seldom = [vote for n, vote in enumerate(camps(14, 9, slips=0.3)) if n % 3]
    places = map_of(seldom).places
    assert len(places) == 23
    assert np.isfinite([(place.x, place.y) for place in places]).all()


def test_two_different_answers_are_refused_and_one_given_twice_is_one():
    with pytest.raises(ValueError, match="Voter 1 gave two answers to statement 2"):
        map_of([Vote(1, 2, AGREE), Vote(1, 2, PASS)])
    with pytest.raises(ValueError, match="7 is no answer"):
        map_of([Vote(1, 2, 7)])
    assert map_of([Vote(1, 2, AGREE)] * 2).standings[0].everybody == Tally(1, 0, 0)
