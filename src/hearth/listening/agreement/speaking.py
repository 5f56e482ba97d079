"""Which statements speak for a group: where its people answer clearly, and unlike the others.

Follows Polis, `math/src/polismath/math/repness.clj` and `stats.clj`, names and all: p is the share
who say so, with one more of each added; its test asks whether it is over half. r is that share
over the share among the other groups; its test asks whether the two differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hearth.listening.agreement.votes import AGREE, DISAGREE, Counts, Numbers

CLEARLY = 1.2816
"""A z above this comes by chance in less than one case of ten, one-sided (Polis)."""

STATEMENTS_A_GROUP = 5


def share(said: Numbers, seen: Numbers) -> Numbers:
    """The share who say so, drawn a little to the half: (said + 1) / (seen + 2)."""
    return (said + 1) / (seen + 2)


def over_half(said: Numbers, seen: Numbers) -> Numbers:
    """The z of "more than half say so" (Polis: prop-test)."""
    return 2 * np.sqrt(seen + 1) * ((said + 1) / (seen + 1) - 0.5)


def unlike(said: Numbers, seen: Numbers, others_said: Numbers, others_seen: Numbers) -> Numbers:
    """The z of "more say so here than there" (Polis: two-prop-test), 0 where everybody does."""
    here, there = (said + 1) / (seen + 1), (others_said + 1) / (others_seen + 1)
    together = (said + others_said + 2) / (seen + others_seen + 2)
    width = together * (1 - together) * (1 / (seen + 1) + 1 / (others_seen + 1))
    wide = width > 0
    return np.where(wide, (here - there) / np.sqrt(np.where(wide, width, 1)), 0.0)


@dataclass(frozen=True, slots=True)
class Spoken:
    """One statement that speaks for a group, by the answer that does."""

    statement: int
    answer: int
    """`AGREE` or `DISAGREE`."""
    said: int
    seen: int
    share: float
    """(said + 1) / (seen + 2)."""
    over_half: float
    """z, standard deviations."""
    times: float
    """How many times the share among the other groups."""
    unlike: float
    """z, standard deviations."""
    best_agreed: bool = False
    """The statement put first, as what the group most agrees on."""

    @property
    def weight(self) -> float:
        return self.times * self.unlike * self.share * self.over_half


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """One group beside the others, for one answer; a number for every statement."""

    answer: int
    said: Numbers
    seen: Numbers
    share: Numbers
    over_half: Numbers
    times: Numbers
    unlike: Numbers

    def spoken(self, column: int, statement: int, *, best_agreed: bool = False) -> Spoken:
        return Spoken(
            statement,
            self.answer,
            int(self.said[column]),
            int(self.seen[column]),
            float(self.share[column]),
            float(self.over_half[column]),
            float(self.times[column]),
            float(self.unlike[column]),
            best_agreed,
        )

    @property
    def clear(self) -> np.ndarray:
        return np.asarray((self.unlike > CLEARLY) & (self.over_half > CLEARLY))


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """What a group says beside the others: agreeing, and disagreeing."""

    agreeing: Compared
    disagreeing: Compared

    def more_telling(self, column: int) -> Compared:
        """The answer in which the group is more unlike the others."""
        agree, disagree = self.agreeing.unlike[column], self.disagreeing.unlike[column]
        return self.agreeing if agree > disagree else self.disagreeing


def compare(groups: Sequence[Counts]) -> list[Group]:
    """Each group beside all the others together; who is in no group is not counted."""
    return [_beside(group, [one for one in groups if one is not group]) for group in groups]


def _beside(group: Counts, others: list[Counts]) -> Group:
    seen = np.sum([one.seen for one in others], axis=0)
    agreed = np.sum([one.agree for one in others], axis=0)
    disagreed = np.sum([one.disagree for one in others], axis=0)
    return Group(
        _compared(AGREE, group.agree, group.seen, agreed, seen),
        _compared(DISAGREE, group.disagree, group.seen, disagreed, seen),
    )


def _compared(
    answer: int, said: Numbers, seen: Numbers, others_said: Numbers, others_seen: Numbers
) -> Compared:
    here = share(said, seen)
    times = here / share(others_said, others_seen)
    z = unlike(said, seen, others_said, others_seen)
    return Compared(answer, said, seen, here, over_half(said, seen), times, z)


def spoken_by(group: Group, statements: Sequence[int]) -> list[Spoken]:
    """At most five statements that speak for the group; first what it agrees on. There is always
    one, clear or not, unless nobody in the group answered."""
    columns = range(len(statements))
    best = _best_agreed(group)
    clear = group.agreeing.clear | group.disagreeing.clear
    telling = [group.more_telling(i).spoken(i, statements[i]) for i in columns if clear[i]]
    first = [] if best is None else [_as_best(group, best, statements[best])]
    if not telling:
        return first or _most_unlike(group, statements)
    rest = [one for one in telling if best is None or one.statement != statements[best]]
    chosen = [*first, *sorted(rest, key=lambda one: -one.weight)][:STATEMENTS_A_GROUP]
    return sorted(chosen, key=lambda one: one.answer != AGREE)


def agreed_first(group: Group, statements: Sequence[int]) -> list[Spoken]:
    """The same for a page. Polis gives the statement that a group most agrees on by the answer in
    which it is more unlike the others, even where that is "disagree"; here it is always agree."""
    at = {statement: column for column, statement in enumerate(statements)}
    said = [
        group.agreeing.spoken(at[one.statement], one.statement, best_agreed=True)
        if one.best_agreed
        else one
        for one in spoken_by(group, statements)
    ]
    return sorted(said, key=lambda one: one.answer != AGREE)


def _as_best(group: Group, column: int, statement: int) -> Spoken:
    return group.more_telling(column).spoken(column, statement, best_agreed=True)


def _most_unlike(group: Group, statements: Sequence[int]) -> list[Spoken]:
    if not len(statements):
        return []
    most = np.maximum(group.agreeing.unlike, group.disagreeing.unlike)
    column = int(np.argmax(most))
    return [group.more_telling(column).spoken(column, statements[column])]


def _best_agreed(group: Group) -> int | None:
    """The statement that the group agrees on best, and more than the others if there is one."""
    best: int | None = None
    for column in range(len(group.agreeing.said)):
        if _beats(group, column, best):
            best = column
    return best


def _beats(group: Group, column: int, best: int | None) -> bool:
    agree = group.agreeing
    if agree.said[column] == 0 and group.disagreeing.said[column] == 0:
        return False
    surely = agree.share * agree.over_half
    if best is None:
        unlike_others = agree.times[column] > 1 and agree.share[column] > 0.5
        return bool(agree.over_half[column] > CLEARLY or unlike_others)
    if agree.times[best] > 1:
        surely = surely * agree.times * agree.unlike
    return bool(surely[column] > surely[best])
