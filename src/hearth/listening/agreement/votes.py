"""Who answered which statement how, as a table of numbers: agree 1, pass 0, disagree -1.

Not seen is `nan`, and is something else than a pass. Polis keeps agree as -1 in its database and
turns the sign in its files; here agree is 1 everywhere, as in the files.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

AGREE, PASS, DISAGREE = 1, 0, -1

type Numbers = NDArray[np.float64]
type Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Vote:
    """What one voter answered to one statement: `AGREE`, `PASS` or `DISAGREE`."""

    voter: int
    statement: int
    answer: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many agreed, disagreed and passed. `seen` is all of them together."""

    agree: int
    disagree: int
    passed: int

    @property
    def seen(self) -> int:
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A row for each voter and a column for each statement, both by number."""

    voters: tuple[int, ...]
    statements: tuple[int, ...]
    answers: Numbers

    @classmethod
    def of(cls, votes: Iterable[Vote]) -> Self:
        """The same table whatever order the votes come in. Refuses (`ValueError`) an answer that
        is none, and two different answers of one voter to one statement."""
        said = _each_once(votes)
        voters = tuple(sorted({voter for voter, _ in said}))
        statements = tuple(sorted({statement for _, statement in said}))
        row = {voter: i for i, voter in enumerate(voters)}
        column = {statement: j for j, statement in enumerate(statements)}
        answers = np.full((len(voters), len(statements)), np.nan)
        for (voter, statement), answer in said.items():
            answers[row[voter], column[statement]] = answer
        return cls(voters, statements, answers)


def _each_once(votes: Iterable[Vote]) -> dict[tuple[int, int], int]:
    said: dict[tuple[int, int], int] = {}
    for vote in votes:
        if vote.answer not in (AGREE, PASS, DISAGREE):
            raise ValueError(f"{vote.answer} is no answer: agree is 1, pass is 0, disagree is -1.")
        if said.setdefault((vote.voter, vote.statement), vote.answer) != vote.answer:
            raise ValueError(f"Voter {vote.voter} gave two answers to statement {vote.statement}.")
    return said


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Agreed, disagreed and seen, each a number for every statement."""

    agree: Numbers
    disagree: Numbers
    seen: Numbers

    @classmethod
    def of(cls, answers: Numbers) -> Self:
        return cls(
            (answers == AGREE).sum(axis=0).astype(float),
            (answers == DISAGREE).sum(axis=0).astype(float),
            (~np.isnan(answers)).sum(axis=0).astype(float),
        )

    def tally(self, column: int) -> Tally:
        agree, disagree = int(self.agree[column]), int(self.disagree[column])
        return Tally(agree, disagree, int(self.seen[column]) - agree - disagree)
