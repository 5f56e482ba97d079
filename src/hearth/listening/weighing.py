"""Themes by their dots, and the line where the hours of this month end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from hearth.ground.accounts import Person
from hearth.listening.models.priorities import DOTS, Dots, Effort, Hours, this_month, weighable
from hearth.listening.models.themes import Theme


@dataclass(frozen=True, slots=True)
class Weighed:
    """One theme, the dots on it, mine among them, and about how many hours it would take."""

    theme: Theme
    dots: int
    mine: int
    hours: int | None

    @property
    def less(self) -> int:
        return self.mine - 1

    @property
    def more(self) -> int:
        return self.mine + 1


@dataclass(frozen=True, slots=True)
class Weighing:
    """All open themes that a reader may see: what fits into the hours, what does not, and what
    nobody has guessed yet. The line is drawn once: below it stands all that comes after."""

    hours: int | None
    can: Sequence[Weighed]
    cannot: Sequence[Weighed]
    unguessed: Sequence[Weighed]
    mine: int

    @property
    def left(self) -> int:
        return max(DOTS - self.mine, 0)

    @property
    def needed(self) -> int:
        return sum(one.hours or 0 for one in self.can)

    @property
    def every(self) -> list[Weighed]:
        return [*self.can, *self.cannot, *self.unguessed]

    @property
    def parts(self) -> list[tuple[str, Sequence[Weighed]]]:
        named = (("can", self.can), ("cannot", self.cannot), ("unguessed", self.unguessed))
        return [(name, themes) for name, themes in named if themes]


def weighing(person: Person | None) -> Weighing:
    """What this reader sees: counts of themes that they may see, and of no others."""
    rows = [
        Weighed(theme, theme.all_dots, theme.my_dots, theme.hours)  # type: ignore[attr-defined]
        for theme in _themes(person)
    ]
    found = Hours.objects.filter(month=this_month()).values_list("hours", flat=True).first()
    guessed = [row for row in rows if row.hours is not None]
    fit = _how_many_fit(guessed, found)
    unguessed = [row for row in rows if row.hours is None]
    return Weighing(found, guessed[:fit], guessed[fit:], unguessed, sum(row.mine for row in rows))


def _themes(person: Person | None) -> Sequence[Theme]:
    """Most dots first; of those alike, whichever waits longest."""
    here = Dots.objects.filter(theme=OuterRef("pk")).order_by().values("theme")
    total = here.annotate(n=Sum("count")).values("n")
    mine = here.filter(person=person).values("count")
    effort = Effort.objects.filter(theme=OuterRef("pk")).values("hours")
    found = weighable(person).annotate(
        all_dots=Coalesce(Subquery(total), 0),
        my_dots=Coalesce(Subquery(mine), 0),
        hours=Subquery(effort),
    )
    return list(found.order_by("-all_dots", "opened_at", "pk"))


def _how_many_fit(guessed: Sequence[Weighed], hours: int | None) -> int:
    """How many of them, from the top, fit into the hours."""
    taken, fit = 0, 0
    for row in guessed:
        taken += row.hours or 0
        if taken > (hours or 0):
            break
        fit += 1
    return fit
