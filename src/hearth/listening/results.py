"""What came back to a question, counted: how each choice suits, with names only where wished."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Case, Count, F, Value, When
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, Wish
from hearth.listening.models.questions import Form, Option, Question
from hearth.listening.models.replies import Choice, Suits

ENOUGH = 3
"""From so many answers on we show numbers: fewer would show what each single person chose."""


LEVELS = {
    Form.WHEN: {Suits.YES: _("Can"), Suits.IF_NEED_BE: _("If need be"), Suits.NO: _("Cannot")},
    Form.WHICH: {
        Suits.GLADLY: _("Gladly"),
        Suits.YES: _("Fine"),
        Suits.IF_NEED_BE: _("Rather not"),
        Suits.NO: _("Could not live with it"),
    },
    Form.HOW_MUCH: {Suits.YES: _("Chose it")},
}
"""How well something suits, in the words of each form, the best first."""

FIRST_HEADS = {Form.WHEN: _("Time"), Form.WHICH: _("Choice"), Form.HOW_MUCH: _("Step")}


@dataclass(slots=True)
class Row:
    """One option: how many find that it suits, by how well, and who said so with their name."""

    option: Option
    label: str
    counts: dict[Suits, int] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)

    numbers: list[int] = field(default_factory=list)

    @property
    def yes(self) -> int:
        return self.counts.get(Suits.YES, 0) + self.counts.get(Suits.GLADLY, 0)

    @property
    def best_first(self) -> tuple[int, ...]:
        """For times: most who can, then most who could; for choices: fewest who could not live
        with it, then fewest who would rather not, then most gladly."""
        if self.option.starts_at:
            return (-self.yes, -self.counts.get(Suits.IF_NEED_BE, 0), self.option.position)
        return (
            self.counts.get(Suits.NO, 0),
            self.counts.get(Suits.IF_NEED_BE, 0),
            -self.counts.get(Suits.GLADLY, 0),
            self.option.position,
        )


@dataclass(frozen=True, slots=True)
class Results:
    """All of it: how many answered, the rows, and the lines that this reader may see."""

    replies: int
    rows: list[Row]
    lines: list[Contribution]
    middle: str = ""
    first_head: str = ""
    heads: tuple[str, ...] = ()

    @property
    def shows_numbers(self) -> bool:
        return self.replies >= ENOUGH


def results_of(question: Question, person: Person | None, labels: dict[Option, str]) -> Results:
    """What this reader may see of what came back. `labels` are the options with their words."""
    replies = question.replies.count() if question.how_many is None else question.how_many
    rows = {option.pk: Row(option, words) for option, words in labels.items()}
    if rows and replies >= ENOUGH:
        _count(question, rows)
    shown = list(rows.values())
    if question.form in (Form.WHEN, Form.WHICH):
        shown.sort(key=lambda row: row.best_first)
    said = Contribution.objects.filter(url=question.get_absolute_url()).visible_to(person)
    lines = list(said.select_related("said_by").oldest_first()[:200])
    levels = LEVELS.get(Form(question.form), {})
    for row in shown:
        row.numbers = [row.counts.get(suits, 0) for suits in levels]
    return Results(
        replies,
        shown,
        lines,
        middle=_middle(question, shown, replies),
        first_head=str(FIRST_HEADS.get(Form(question.form), "")),
        heads=tuple(str(words) for words in levels.values()),
    )


def _count(question: Question, rows: dict[int, Row]) -> None:
    """How many chose what, and who chose it under their name: in one question, as those without
    a name fall together into one row for each option and answer."""
    name = Case(When(reply__wish=Wish.NAMED, then=F("reply__person__name")), default=Value(""))
    chosen = Choice.objects.filter(reply__question=question, option__in=rows)
    counted = chosen.values("option", "suits", name=name)
    for found in counted.annotate(n=Count("pk")).order_by("option", "name"):
        row, suits = rows[found["option"]], Suits(found["suits"])
        row.counts[suits] = row.counts.get(suits, 0) + found["n"]
        if found["name"] and suits >= Suits.YES:
            row.named.append(found["name"])


def _middle(question: Question, rows: list[Row], replies: int) -> str:
    """The step of the scale in the middle: as many chose less as chose more."""
    if question.form != Form.HOW_MUCH or replies < ENOUGH:
        return ""
    chosen = [row.label for row in rows for _one in range(row.yes)]
    if not chosen:
        return ""
    below, above = chosen[(len(chosen) - 1) // 2], chosen[len(chosen) // 2]
    return (
        below if below == above else gettext("{below} to {above}").format(below=below, above=above)
    )
