"""The run sheet: what happens, minute by minute, and it adds up."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models, transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from hearth.ground.privacy import Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.ground.time import LONDON

if TYPE_CHECKING:
    from hearth.gatherings.models.gathering import Gathering
    from hearth.ground.accounts import Person

DEFAULTS = Path(__file__).parent.parent / "defaults"
FROM_THE_SHEET = ("position", "title", "minutes", "kind", "asks_for")


@dataclass(frozen=True, slots=True)
class Template:
    """A way to spend the time that has worked before."""

    slug: str
    name: str
    minutes: int
    people: str
    use_when: str
    steps: tuple[dict[str, str], ...]
    notes: str


@cache
def templates() -> dict[str, Template]:
    """The run sheets that come with Hearth, by their slug, in the order of the file."""
    rows = json.loads((DEFAULTS / "templates.json").read_text())
    return {
        row["id"]: Template(
            slug=row["id"],
            name=row["name"],
            minutes=row["minutes"],
            people=row["people"],
            use_when=row["use_when"],
            steps=tuple(row["items"]),
            notes=row["notes"],
        )
        for row in rows
    }


@cache
def questions() -> tuple[str, ...]:
    """Check-in questions that newcomers can answer and that can be typed."""
    rows = json.loads((DEFAULTS / "questions.json").read_text())
    return tuple(r["question"] for r in rows if r["ok_for_first_timers"] and r["ok_typed"])


def way_to_check_in(present: int) -> str:
    """How to hear everybody, by how many are in the room (J3.13)."""
    if present <= 16:
        return str(_("One round: a short turn each. Passing is fine."))
    if present <= 30:
        return str(_("Groups of three: everybody speaks in a small circle."))
    return str(_("Everyone types, then read a few out."))


class StepQuerySet(Rows["Step"]):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class Step(models.Model):
    """A part of the hour: what we do, for how many minutes, and what we keep of it."""

    class Kind(models.TextChoices):
        TALK = "talk", _("talk")
        CHARTER = "charter", _("charter")
        CHECK_IN = "check-in", _("check-in")
        ROOMS = "rooms", _("small groups")
        ASKS = "asks", _("asks and offers")
        CHECK_OUT = "check-out", _("check-out")
        BREAK = "break", _("break")

    gathering = models.ForeignKey("gatherings.Gathering", models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("title"), max_length=120)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.TALK)
    how = models.TextField(_("how"), blank=True)
    asks_for = models.CharField(_("what we keep"), max_length=200, blank=True)
    lent = models.PositiveSmallIntegerField(default=0, editable=False)
    lent_to = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = StepQuerySet.as_manager()

    personal: ClassVar[dict[str, Personal]] = {}
    impersonal = ("title", "kind", "how", "asks_for")

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title

    @property
    def prompt(self) -> str:
        """What people are asked in this step; empty where nothing is asked."""
        if self.kind == self.Kind.CHECK_IN and self.gathering.question:
            return self.gathering.question
        return self.asks_for


@dataclass(frozen=True, slots=True)
class Timed:
    """A step with its place on the clock and in the hour: past, now, or still to come."""

    step: Step
    starts_at: datetime
    standing: str

    @property
    def title(self) -> str:
        return self.step.title

    @property
    def minutes(self) -> int:
        return self.step.minutes

    @property
    def starts(self) -> datetime:
        """On a UK clock, if all goes to plan."""
        return localtime(self.starts_at, LONDON)

    @property
    def note(self) -> str:
        return self.step.prompt


@transaction.atomic
def lay_out(gathering: Gathering, template: str) -> None:
    """Give a gathering the steps of a template instead of those it had, until it begins: what
    was said stays with its step."""
    at = gathering.locked()
    if at.has_begun:
        raise Refused(_("It has begun. The run sheet stays as it is."))
    gathering.steps.all().delete()
    Step.objects.bulk_create(
        Step(
            gathering=gathering,
            position=position,
            title=row["title"],
            minutes=int(row["minutes"]),
            kind=row["kind"],
            how=row["how"],
            asks_for=row["harvest"],
        )
        for position, row in enumerate(templates()[template].steps, start=1)
    )


@transaction.atomic
def keep_steps(gathering: Gathering, steps: list[Step], *, ends_at: datetime, by: Person) -> None:
    """Keep these steps in this order, and the end that they make. Once it has begun they have
    other names and minutes, but none comes, goes or moves. The gathering is locked."""
    kept = list(gathering.steps.in_order())
    if gathering.has_begun and _order_of(steps) != _order_of(kept):
        raise Refused(_("It has begun. You can change names and minutes; the steps stay."))
    known = {step.pk for step in kept}
    for position, step in enumerate(steps, start=1):
        step.gathering, step.position = gathering, position
        step.pk = step.pk if step.pk in known else None
    gathering.steps.exclude(pk__in=[step.pk for step in steps if step.pk]).delete()
    Step.objects.bulk_update([step for step in steps if step.pk], FROM_THE_SHEET)
    Step.objects.bulk_create([step for step in steps if not step.pk])
    gathering.end_at(ends_at, by=by)


def _order_of(steps: list[Step]) -> list[tuple[int, str]]:
    return [(step.pk, step.kind) for step in steps]


def timed(gathering: Gathering) -> list[Timed]:
    """The steps with the times at which they begin if all goes to plan, and which is now."""
    moment, sheet = gathering.starts_at, []
    at = gathering.step.position if gathering.step else 0
    for step in gathering.steps.all():
        sheet.append(
            Timed(step, moment, _standing(step.position, at, over=not gathering.is_running))
        )
        moment += timedelta(minutes=step.minutes)
    return sheet


def _standing(position: int, at: int, *, over: bool) -> str:
    if over or position > at:
        return ""
    return "now" if position == at else "past"
