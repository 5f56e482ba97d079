"""What belongs to a theme, and what can be said of it to one reader: how much, by whom, when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, Value, Window
from django.db.models.functions import Concat
from django.utils.timezone import now

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, Wish
from hearth.ground.privacy import Erase, Personal
from hearth.ground.rows import Rows
from hearth.listening.models.whereabouts import where_said

if TYPE_CHECKING:
    from hearth.listening.models.themes import Theme

_PLACE = (F("contribution__url"), F("contribution__during"))
_NAMED = Q(contribution__wish=Wish.NAMED)
_SAYER = "contribution__said_by"
PEOPLE = (
    Count(_SAYER, distinct=True, filter=_NAMED)
    + Count(_SAYER, distinct=True, filter=~_NAMED)
    + Count("pk", filter=Q(contribution__said_by=None))
)
"""How many spoke, as `Heard` counts them."""


class Belonging(models.Model):
    """A line belongs to a theme. `was_suggested` stays in the record for ever: people accepted
    what the machine proposed (J3.22)."""

    theme = models.ForeignKey("listening.Theme", models.CASCADE, related_name="belongings")
    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    was_suggested = models.BooleanField(default=False)

    objects = Rows.as_manager()

    personal: ClassVar = {
        "by": Personal("to know who sorted it", "stewards", Erase.EMPTIED, exported=False)
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme", "contribution"], name="once_in_a_theme")
        ]

    def __str__(self) -> str:
        return f"{self.theme}: {self.contribution}"


@dataclass(frozen=True, slots=True)
class Heard:
    """A theme as one reader hears it (J3.23). A line whose sayer is gone counts as one person.
    Somebody who spoke both with and without their name counts twice: otherwise the number
    would tell whose the lines without a name are."""

    lines: int = 0
    people: int = 0
    places: int = 0
    first_at: datetime | None = None
    last_at: datetime | None = None


def readable_by(person: Person | None) -> Q:
    """Lines whose words this reader may see, as `Contribution` decides it."""
    return Q(Exists(Contribution.objects.visible_to(person).filter(pk=OuterRef("contribution"))))


def lines_of(theme: Theme, person: Person | None) -> models.QuerySet[Any, Any]:
    """What this reader may read of it, each with `where` it was said as far as they may know.
    What was said at one place stands together, the oldest place first."""
    began = Window(Min("contribution__said_at"), partition_by=[*_PLACE])
    lines = Belonging.objects.filter(readable_by(person), theme=theme)
    rows = lines.annotate(began=began, where=where_said(person, "contribution__"))
    rows = rows.select_related("contribution__said_by")
    return rows.order_by("began", *_PLACE, "contribution__said_at", "contribution__pk")


def heard_in(themes: Iterable[int], person: Person | None) -> dict[int, Heard]:
    """What this reader hears in each of these themes (by number), in one question. Themes in
    which they may read nothing are left out."""
    place = Concat("contribution__url", Value(" "), "contribution__during")
    rows = Belonging.objects.filter(readable_by(person), theme__in=list(themes)).values("theme")
    counted = rows.annotate(
        lines=Count("pk"),
        people=PEOPLE,
        places=Count(place, distinct=True),
        first_at=Min("contribution__said_at"),
        last_at=Max("contribution__said_at"),
    )
    fields = ("lines", "people", "places", "first_at", "last_at")
    return {row[0]: Heard(*row[1:]) for row in counted.values_list("theme", *fields)}
