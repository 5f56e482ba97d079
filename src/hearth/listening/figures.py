"""What waits for stewards, and the two figures that are shown of it. There is no other score."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median_high
from typing import Any

from django.db import models
from django.db.models import Exists, F, Min, OuterRef, Q, Subquery
from django.utils.timezone import localdate, now

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution
from hearth.listening.models import Belonging, Response, Telling, Theme
from hearth.listening.models.responses import WITH_SOMEBODY
from hearth.listening.models.saying import Kind
from hearth.listening.models.themes import doubted

IN_TIME = timedelta(days=60)
LATELY = timedelta(days=365)


@dataclass(frozen=True)
class Waiting:
    """Themes as a steward looks after them. `in_time` and `due` are how many of how many themes
    were answered within 60 days: of those opened in the year that ended 60 days ago, as younger
    ones still have time. A first answer counts, whatever came after it."""

    themes: list[Theme] = field(default_factory=list)
    late: list[Theme] = field(default_factory=list)
    alone: list[Theme] = field(default_factory=list)
    in_time: int = 0
    due: int = 0

    @property
    def share(self) -> int:
        """Of a hundred themes, so many were answered in time. Where none is due, ask first."""
        return round(100 * self.in_time / self.due)


def waiting(person: Person) -> Waiting:
    """What waits, the oldest first, and how many were answered in time: in one question."""
    until = now() - IN_TIME
    themes = list(_to_look_at(person, until - LATELY))
    due = [theme for theme in themes if until - LATELY < theme.opened_at <= until]
    return Waiting(
        themes=[theme for theme in themes if theme.standing_pk is None or theme.is_doubted],
        late=[theme for theme in themes if theme.is_late],
        alone=[theme for theme in themes if theme.is_alone],
        in_time=sum(_was_in_time(theme) for theme in due),
        due=len(due),
    )


def _to_look_at(person: Person, since: datetime) -> models.QuerySet[Any, Any]:
    """Themes that wait, that need a hand, or that count for the share."""
    answers = Response.objects.filter(theme=OuterRef("pk"))
    standing = Response.objects.filter(pk=OuterRef("standing_pk"), done_at=None)
    themes = (
        Theme.objects.visible_to(person)
        .with_response()
        .annotate(
            is_doubted=Exists(doubted()),
            first_answer=Subquery(answers.order_by("at").values("at")[:1]),
            is_late=Exists(standing.filter(on__lt=localdate())),
            is_alone=Exists(standing.filter(kind__in=WITH_SOMEBODY, person=None)),
        )
    )
    waits = Q(standing_pk=None) | Q(is_doubted=True)
    needs_a_hand = Q(is_late=True) | Q(is_alone=True)
    return themes.filter(waits | needs_a_hand | Q(opened_at__gt=since)).oldest_first()


def _was_in_time(theme: Any) -> bool:
    if theme.first_answer is None:
        return False
    return localdate(theme.first_answer) - localdate(theme.opened_at) <= IN_TIME


def days_to_told() -> int | None:
    """Median days from said to told, of the last year; None where nobody was told yet.

    Each line counts once, from the day it was said to the day its sayer was first told what
    came of a theme that it was in by then. Of two in the middle, the longer one.
    """
    line = "response__theme__belongings"
    told = Telling.objects.filter(
        **{
            f"{line}__contribution__said_by": F("person"),
            f"{line}__contribution__said_at__lte": F("at"),
            f"{line}__at__lte": F("at"),
        }
    )
    lines = told.order_by().values(f"{line}__contribution", f"{line}__contribution__said_at")
    firsts = lines.annotate(first=Min("at")).filter(first__gt=now() - LATELY)
    rows = firsts.values_list(f"{line}__contribution__said_at", "first")
    days = [(localdate(first) - localdate(said)).days for said, first in rows]
    return median_high(days) if days else None


def barriers(person: Person) -> models.QuerySet[Contribution, Contribution]:
    """What nearly stopped somebody, and no theme holds yet; the oldest first (J10.8)."""
    held = Belonging.objects.filter(contribution=OuterRef("pk"))
    said = Contribution.objects.visible_to(person).filter(kind=Kind.BARRIER)
    return said.filter(~Exists(held)).oldest_first()
