"""What Polis published of a real conversation comes out of our maths to the last digits."""

from __future__ import annotations

import numpy as np
import pytest

from hearth.listening.agreement import WhyNot, map_of
from hearth.listening.agreement.axes import axes_of, places_of
from hearth.listening.agreement.consensus import agreed_in_all, majority
from hearth.listening.agreement.exports import read_participants, votes_of
from hearth.listening.agreement.groups import best_groups, settled
from hearth.listening.agreement.speaking import compare, over_half, share, spoken_by
from hearth.listening.agreement.tests.published import PANDEMICS, Published
from hearth.listening.agreement.votes import AGREE, Counts

DIGITS = 1e-12
"""Polis writes sixteen digits; we differ in the last one or two."""


@pytest.fixture(scope="module")
def published():
    return Published()


@pytest.fixture(scope="module")
def axes(published):
    return axes_of(published.answers)


@pytest.fixture(scope="module")
def turn(published, axes):
    """The sign of an axis is open: each of Polis's axes beside ours."""
    return np.sign((axes.weights * published.polis["pca"]["comps"]).sum(axis=1))


def test_the_mean_of_each_statement(published, axes):
    assert -axes.centre == pytest.approx(published.polis["pca"]["center"], abs=DIGITS)


def test_the_two_axes(published, axes, turn):
    for ours, theirs in zip(
        axes.weights * turn[:, None], published.polis["pca"]["comps"], strict=True
    ):
        assert ours == pytest.approx(theirs, abs=DIGITS)


def test_where_each_voter_stands(published, axes, turn):
    rows, theirs = published.based
    assert np.abs(-places_of(published.answers, axes)[rows] * turn - theirs).max() < DIGITS


def test_the_middle_of_each_group(published, axes, turn):
    places = -places_of(published.answers, axes) * turn
    for rows, one in zip(published.groups, published.polis["group-clusters"], strict=True):
        assert places[rows].mean(axis=0) == pytest.approx(one["center"], abs=DIGITS)


def test_k_means_leaves_the_groups_where_polis_left_them(published):
    rows, places = published.based
    centres = [one["center"] for one in published.polis["group-clusters"]]
    labels, _ = settled(places, np.array([centres]))
    for number, group in enumerate(published.groups):
        assert {rows[i] for i in np.flatnonzero(labels[0] == number)} == set(group)


def test_we_find_the_same_three_groups_from_nothing(published):
    """By chance of the data as much as by rights: Polis went there by another way."""
    rows, places = published.based
    labels = best_groups(places)
    found = {frozenset(rows[i] for i in np.flatnonzero(labels == one)) for one in range(3)}
    assert found == {frozenset(group) for group in published.groups}


def test_the_votes_of_each_group(published):
    for rows, theirs in zip(published.groups, published.polis["group-votes"], strict=True):
        counts = Counts.of(published.table.answers[rows])
        assert np.stack([counts.agree, counts.disagree, counts.seen], axis=1).tolist() == theirs


def test_consensus_across_groups(published):
    counts = [Counts.of(published.table.answers[rows]) for rows in published.groups]
    theirs = published.polis["group-aware-consensus"]
    assert agreed_in_all(counts) == pytest.approx(theirs, abs=DIGITS)


@pytest.mark.parametrize("side", ["agree", "disagree"])
def test_what_most_people_say(published, side):
    counts = Counts.of(published.answers)
    said, theirs = getattr(counts, side), published.polis["consensus"][side]
    assert majority(said, counts.seen) == [one["tid"] for one in theirs]
    for one in theirs:
        tid = one["tid"]
        assert (said[tid], counts.seen[tid]) == (one["n-success"], one["n-trials"])
        assert share(said, counts.seen)[tid] == pytest.approx(one["p-success"], abs=DIGITS)
        assert over_half(said, counts.seen)[tid] == pytest.approx(one["p-test"], abs=DIGITS)


def test_the_statements_that_speak_for_each_group(published):
    columns = [published.table.statements.index(one) for one in published.statements]
    answers = published.table.answers[:, columns]
    beside = compare([Counts.of(answers[rows]) for rows in published.groups])
    for group, theirs in zip(beside, published.polis["repness"], strict=True):
        assert [as_polis(one) for one in spoken_by(group, published.statements)] == [
            {
                **one,
                "p-success": pytest.approx(one["p-success"], abs=DIGITS),
                "p-test": pytest.approx(one["p-test"], abs=DIGITS),
                "repness": pytest.approx(one["repness"], abs=DIGITS),
                # Polis keeps this one in single precision.
                "repness-test": pytest.approx(one["repness-test"], rel=1e-7),
            }
            for one in theirs
        ]


def as_polis(spoken):
    return {
        "tid": spoken.statement,
        "repful-for": "agree" if spoken.answer == AGREE else "disagree",
        "n-success": spoken.said,
        "n-trials": spoken.seen,
        "p-success": spoken.share,
        "p-test": spoken.over_half,
        "repness": spoken.times,
        "repness-test": spoken.unlike,
        "best-agree": spoken.best_agreed,
    }


def test_its_groups_do_not_stay_when_others_come(published):
    """Polis shows three; with another tenth of the voters gone they would be others."""
    drawn = map_of(votes_of(read_participants(PANDEMICS)))
    assert drawn.why_not == WhyNot.NOT_STABLE
    assert 0 < drawn.stays < 0.85
