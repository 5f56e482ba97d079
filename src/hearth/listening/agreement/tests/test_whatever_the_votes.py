"""What holds for a map whatever the votes are, and in whatever order they come."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings, strategies as some

from hearth.listening.agreement import AGREE, DISAGREE, Vote, WhyNot, map_of
from hearth.listening.agreement.tests.camps import camps

FEW = settings(max_examples=10, deadline=None)
"""Few, as each draws a whole map; two hundred of each were tried when this was written."""
ANSWERS = some.sampled_from([AGREE, 0, DISAGREE, None])


@some.composite
def votes(draw, most_voters=16, most_statements=10):
    statements = draw(some.integers(1, most_statements))
    row = some.lists(ANSWERS, min_size=statements, max_size=statements)
    rows = draw(some.lists(row, min_size=1, max_size=most_voters))
    return [
        Vote(voter, at, said)
        for voter, answers in enumerate(rows)
        for at, said in enumerate(answers)
        if said is not None
    ]


@some.composite
def two_camps(draw):
    sizes = draw(some.integers(6, 14)), draw(some.integers(6, 14))
    return camps(*sizes, seed=draw(some.integers(0, 999)))


ANY = some.one_of(votes(), two_camps())


def flipped(every):
    return [replace(vote, answer=-vote.answer) for vote in every]


def members(drawn, names=lambda voter: voter):
    return {frozenset(names(voter) for voter in group.voters) for group in drawn.groups}


@FEW
@given(every=ANY, order=some.randoms(use_true_random=False))
def test_the_order_of_the_votes_changes_nothing(every, order):
    mixed = list(every)
    order.shuffle(mixed)
    assert map_of(mixed) == map_of(every)


@FEW
@given(every=two_camps(), order=some.randoms(use_true_random=False))
def test_other_numbers_for_voters_and_statements_change_nothing_but_numbers(every, order):
    voters, statements = list(range(100, 130)), list(range(50, 62))
    order.shuffle(voters)
    order.shuffle(statements)
    other = [Vote(voters[v.voter], statements[v.statement], v.answer) for v in every]
    drawn, renumbered = map_of(every), map_of(other)
    assume(drawn.stays and drawn.stays > 0.95)
    assert members(renumbered) == members(drawn, lambda voter: voters[voter])
    agreed = {statements[one.statement]: one.agreed for one in drawn.standings}
    assert {one.statement: one.agreed for one in renumbered.standings} == pytest.approx(agreed)


@FEW
@given(every=ANY)
def test_turning_every_answer_round_mirrors_the_places(every):
    ours, theirs = map_of(every), map_of(flipped(every))
    for here, there in zip(ours.places, theirs.places, strict=True):
        assert (here.x, here.y) == pytest.approx((-there.x, -there.y), abs=1e-6)


@FEW
@given(every=ANY)
def test_turning_every_answer_round_turns_consensus_round(every):
    ours, theirs = map_of(every), map_of(flipped(every))
    assume(not ours.groups and not theirs.groups)
    assert [one.statement for one in ours.standings] == [one.statement for one in theirs.standings]
    for here, there in zip(ours.standings, theirs.standings, strict=True):
        assert (here.agreed, here.disagreed) == pytest.approx((there.disagreed, there.agreed))
        assert here.everybody.agree == there.everybody.disagree


@FEW
@given(every=two_camps())
def test_turning_every_answer_round_leaves_the_groups(every):
    ours, theirs = map_of(every), map_of(flipped(every))
    # Who is left out, and what is shuffled how, is mirrored too, so near the limits it may differ.
    assume(ours.groups and theirs.groups and ours.stays > 0.95)
    assert members(ours) == members(theirs)


@FEW
@given(voters=some.integers(10, 60), statements=some.integers(7, 20), said=ANSWERS)
def test_where_all_say_the_same_there_are_no_groups(voters, statements, said):
    assume(said is not None)
    drawn = map_of(Vote(v, s, said) for v in range(voters) for s in range(statements))
    assert (drawn.why_not, drawn.placed) == (WhyNot.ALL_ALIKE, voters)


@FEW
@given(every=ANY)
def test_a_map_has_groups_of_five_or_says_why_not(every):
    drawn = map_of(every)
    assert bool(drawn.groups) != bool(drawn.why_not)
    assert all(len(group.voters) >= 5 for group in drawn.groups)
    assert all(group.stays >= 0.85 for group in drawn.groups)
    grouped = [voter for group in drawn.groups for voter in group.voters]
    assert len(grouped) == len(set(grouped)) == (drawn.placed if drawn.groups else 0)


@FEW
@given(every=ANY)
def test_every_answer_is_counted_once(every):
    drawn = map_of(every)
    assert sum(one.everybody.seen for one in drawn.standings) == len(every)
    assert [one.rank for one in drawn.standings] == list(range(1, len(drawn.standings) + 1))
    assert all(0 < one.agreed < 1 and 0 < one.disagreed < 1 for one in drawn.standings)


@FEW
@given(every=ANY)
def test_the_same_votes_give_the_same_map_twice(every):
    assert map_of(every) == map_of(every)
