"""A drawing of the agreement map: numbers of a moment, kept so that no two of them tell on one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from statistics import pstdev
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.utils.timezone import now

from hearth.ground.live import tell
from hearth.ground.privacy import Personal
from hearth.ground.rows import Rows
from hearth.listening.agreement import Map, Tally, Vote as Cast, map_of
from hearth.listening.models.questions import Form, Question
from hearth.listening.models.statements import Statement, Vote, VoteElsewhere, voters_since

ENOUGH = 7
"""Below so many voters nothing is drawn: numbers would show what each of them thinks."""

ANEW = 5
"""While people vote, the map is drawn anew when so many of them voted or changed their votes
since. A drawing after each vote would show what that one person thinks."""

FEW = 5
"""A number about fewer people than this is not shown, in a group or among all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One statement as it was drawn: among everybody, then in each group; agreed, disagreed and
    passed. Rank 1 is the widest consensus."""

    statement: int
    rank: int
    tallies: tuple[tuple[int, int, int], ...]

    @property
    def everybody(self) -> Tally:
        return Tally(*self.tallies[0])

    @property
    def groups(self) -> list[Tally]:
        return [Tally(*one) for one in self.tallies[1:]]


@dataclass(frozen=True, slots=True)
class Cloud:
    """One group as it was drawn: how many, where they are, how widely they lie, what they say.
    No place of a single person is kept."""

    people: int
    x: float
    y: float
    wide: float
    high: float
    says: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Drawn:
    """All that a page shows, in numbers."""

    voters: int
    placed: int
    rows: tuple[Row, ...]
    clouds: tuple[Cloud, ...]
    why_not: str

    @classmethod
    def of(cls, found: Map) -> Self:
        rows = tuple(_row(one) for one in found.standings)
        return cls(found.voters, found.placed, rows, tuple(_clouds(found)), found.why_not or "")

    @classmethod
    def read(cls, numbers: str) -> Self:
        kept = json.loads(numbers)
        kept["rows"] = tuple(Row(**row) for row in kept["rows"])
        kept["clouds"] = tuple(Cloud(**cloud) for cloud in kept["clouds"])
        return cls(**kept)

    def written(self) -> str:
        return json.dumps(asdict(self))


def _row(standing: Any) -> Row:
    tallies = (standing.everybody, *standing.by_group)
    numbers = tuple((one.agree, one.disagree, one.passed) for one in tallies)
    return Row(standing.statement, standing.rank, numbers)


def _clouds(found: Map) -> Iterator[Cloud]:
    for number, group in enumerate(found.groups):
        here = [place for place in found.places if place.group == number]
        yield Cloud(
            len(group.voters),
            round(group.x, 2),
            round(group.y, 2),
            round(pstdev(place.x for place in here), 2),
            round(pstdev(place.y for place in here), 2),
            tuple((one.statement, one.answer) for one in group.says),
        )


class Drawing(models.Model):
    """The map of one question as it was drawn last. `is_last`: everything counts in it, as
    nobody can vote any more."""

    question = models.OneToOneField(Question, models.CASCADE, related_name="drawing")
    at = models.DateTimeField(default=now)
    is_last = models.BooleanField(default=False)
    numbers = models.TextField()

    objects = Rows.as_manager()

    personal: ClassVar[dict[str, Personal]] = {}
    impersonal = ("numbers",)

    def __str__(self) -> str:
        return str(self.question)

    @property
    def drawn(self) -> Drawn:
        return Drawn.read(self.numbers)


def draw_maps() -> int:
    """Draw anew what is to be drawn anew; returns how many. The clock does it, so that nobody
    waits for it; twice draws once."""
    opened_again = Question.objects.standing()
    Drawing.objects.filter(question__in=opened_again, is_last=True).update(is_last=False)
    finished = Drawing.objects.filter(is_last=True).values("question")
    asked = Question.objects.filter(form=Form.AGREE).exclude(pk__in=finished)
    return sum(draw(question) for question in asked)


def draw(question: Question) -> bool:
    """Draw the map if it is time to; returns whether it was. It takes seconds where very many
    vote, so it is worked out first and kept after, and nobody waits meanwhile."""
    last = Drawing.objects.filter(question=question).first()
    moment = now()
    if not _is_time(question, last):
        return False
    drawn = Drawn.of(map_of(_votes(question)))
    return keep(question, drawn, at=moment, instead_of=last)


@transaction.atomic
def keep(
    question: Question, drawn: Drawn, *, at: datetime, instead_of: Drawing | None = None
) -> bool:
    """Keep this drawing in place of the one before, unless another was kept meanwhile."""
    Question.objects.select_for_update().get(pk=question.pk)
    standing = Drawing.objects.filter(question=question).first()
    if (standing and standing.at) != (instead_of and instead_of.at):
        return False
    about = {"numbers": drawn.written(), "at": at, "is_last": not question.is_open}
    Drawing.objects.update_or_create(question=question, defaults=about)
    tell(question.live_topic)
    return True


def _is_time(question: Question, last: Drawing | None) -> bool:
    if last is None:
        return voters_since(question) >= ENOUGH
    if not question.is_open:
        return not last.is_last
    return voters_since(question, last.at) >= ANEW


def _votes(question: Question) -> Iterator[Cast]:
    statements = Statement.objects.for_all().filter(question=question)
    votes = Vote.objects.filter(statement__in=statements)
    for voter, statement, stance in votes.values_list("person", "statement", "stance"):
        yield Cast(voter, statement, stance)
    elsewhere = VoteElsewhere.objects.filter(statement__in=statements)
    for voter, statement, stance in elsewhere.values_list("voter", "statement", "stance"):
        yield Cast(-1 - voter, statement, stance)
