"""Voting on statements: which one comes next, how far somebody is, and whether they see the map."""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

from hearth.ground.accounts import Person
from hearth.listening.models.questions import Question
from hearth.listening.models.statements import Statement

TO_SEE = 5
"""After so many statements of one's own one sees what others think; before, each thinks first."""


@dataclass(frozen=True, slots=True)
class Round:
    """One person's way through the statements of a question, as far as they may read them."""

    question: Question
    person: Person | None
    statements: list[Statement]

    @classmethod
    def of(cls, question: Question, person: Person | None) -> Round:
        found = question.statements.readable_by(person).with_stance_of(person).with_votes()
        return cls(question, person, list(found.order_by("pk")))

    @property
    def seen(self) -> list[Statement]:
        return [one for one in self.statements if one.stance is not None]

    @property
    def next(self) -> Statement | None:
        """The one that fewest people have voted on, so that all are seen about equally often.
        Where several wait alike, another order for each person."""
        waiting = [one for one in self.statements if one.stance is None]
        return min(waiting, key=self._turn, default=None)

    def _turn(self, statement: Statement) -> tuple[int, int]:
        who = self.person.pk if self.person else 0
        return statement.how_many, crc32(f"{who}:{statement.pk}".encode())

    def one(self, number: str) -> Statement | None:
        """The statement of this number, to think about again; else the next one."""
        again = (one for one in self.statements if str(one.pk) == number)
        return next(again, None) or self.next

    @property
    def to_see(self) -> int:
        """How many more until this person sees the map."""
        return max(min(TO_SEE, len(self.statements)) - len(self.seen), 0)

    @property
    def sees_map(self) -> bool:
        return not self.question.is_open or not self.to_see
