"""A run sheet while somebody works on it: steps come, go, move and change until it adds up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from django.http import QueryDict
from django.utils.translation import gettext as _

from hearth.gatherings.models import Step

MOST, A_FEW = 40, "5"
KEY = re.compile(r"[0-9]{1,18}|new[0-9]{1,3}")


@dataclass(slots=True)
class Row:
    """A step as it stands on the page: what was typed, kept or not."""

    key: str
    title: str = ""
    minutes: str = A_FEW
    kind: str = Step.Kind.TALK
    asks_for: str = ""

    @classmethod
    def of(cls, step: Step) -> Row:
        return cls(str(step.pk), step.title, str(step.minutes), step.kind, step.asks_for)

    @property
    def says(self) -> tuple[str, ...]:
        return (self.title, self.minutes, self.kind, self.asks_for)

    @property
    def length(self) -> int:
        """Its minutes; none while what was typed is no number."""
        is_number = self.minutes.isdecimal() and len(self.minutes) <= 3
        return int(self.minutes) if is_number and int(self.minutes) <= 600 else 0

    @property
    def wrong(self) -> str:
        if not self.title:
            return _("A step has no name. Say in a word or two what we do.")
        if not self.length:
            words = _("“{title}” needs a whole number of minutes from 1 to 600.")
            return words.format(title=self.title)
        return "" if self.kind in Step.Kind else _("Choose what kind of step it is.")


class SheetForm:
    """All steps on one page. A button moves them on the page; nothing is kept before "Keep".
    `seen` is the version that the page showed: what somebody else kept since is shown, as
    `others`, and not lost."""

    def __init__(self, steps: Iterable[Step], length: int, typed: QueryDict | None = None) -> None:
        self.kept = [Row.of(step) for step in steps]
        self.length = length
        self.rows = self.kept if typed is None else _typed(typed, self.kept)
        self.take_from = typed.get("take_from", "") if typed else ""
        self.seen = self.version = version(self.kept)
        self.others: list[Row] = []
        if typed:
            self.seen = typed.get("seen") or self.version

    @property
    def surplus(self) -> int:
        return sum(row.length for row in self.rows) - self.length

    @property
    def givers(self) -> list[Row]:
        return [row for row in self.rows if row.length > self.surplus]

    @property
    def is_changed(self) -> bool:
        return [row.says for row in self.rows] != [row.says for row in self.kept]

    @property
    def wrong(self) -> str:
        if not 1 <= len(self.rows) <= MOST:
            return _("A run sheet has at least one step, and at most {most}.").format(most=MOST)
        return next((row.wrong for row in self.rows if row.wrong), "")

    def settled(self) -> list[Row]:
        """The rows with the minutes taken from where the person said; the same where they said
        nothing, or named a step that has too few."""
        surplus = self.surplus
        givers = {row.key for row in self.givers} & {self.take_from}
        return [
            replace(row, minutes=str(row.length - surplus)) if row.key in givers else row
            for row in self.rows
        ]

    def look_for_others(self, rows: list[Row]) -> bool:
        """Whether somebody else kept another sheet since this page was opened."""
        same = [row.says for row in rows] == [row.says for row in self.kept]
        if self.seen != self.version and not same:
            self.others = self.kept
        return bool(self.others)

    def press(self, what: str) -> None:
        """Put a new step below this one, take it out, or move it one up or down."""
        verb, _colon, key = what.partition(":")
        at = next((n for n, row in enumerate(self.rows) if row.key == key), None)
        if verb == "add" and len(self.rows) < MOST:
            self.rows.insert(len(self.rows) if at is None else at + 1, Row(self.next_key))
        elif verb == "remove" and at is not None and len(self.rows) > 1:
            del self.rows[at]
        elif verb in {"up", "down"} and at is not None:
            to = at - 1 if verb == "up" else at + 1
            self.rows.insert(max(to, 0), self.rows.pop(at))

    @property
    def next_key(self) -> str:
        """The same for a second press, which comes from the same page: so it adds one."""
        taken = [int(row.key[3:]) for row in self.rows if row.key.startswith("new")]
        return f"new{max(taken, default=0) + 1}"


def version(rows: list[Row]) -> str:
    """A sign that is another one when the steps are others."""
    words = "\0\0".join("\0".join((row.key, *row.says)) for row in rows)
    return sha256(words.encode()).hexdigest()[:16]


def _typed(typed: QueryDict, kept: list[Row]) -> list[Row]:
    """What was typed, in the order of the page; what it did not ask for stays as it was."""
    known = {row.key: row for row in kept}
    keys = [key for key in typed.getlist("step") if KEY.fullmatch(key)] or list(known)
    return [_row(typed, known.get(key) or Row(key)) for key in dict.fromkeys(keys)]


def _row(typed: QueryDict, row: Row) -> Row:
    def said(name: str, was: str, longest: int) -> str:
        return typed.get(f"{name}-{row.key}", was).replace("\0", "").strip()[:longest]

    return Row(
        row.key,
        said("title", row.title, 120),
        said("minutes", row.minutes, 9),
        said("kind", row.kind, 10),
        said("asks", row.asks_for, 200),
    )
