"""Finding things by their words: in one area or in all, from a time on, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.areas import areas
from hearth.house.finding import Hit, search
from hearth.house.snippets import snippet

TIMES: dict[str, tuple[str | Promise, int]] = {
    "month": (_("The last month"), 31),
    "year": (_("The last year"), 365),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit as a page shows it."""

    hit: Hit
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found."""

    hits: list[Shown]
    more: bool
    loosely: bool


def look_up(
    query: str, person: Person | None, *, page: int = 1, area: str = "", since: str = ""
) -> Results:
    """What this person may see and that has these words, as far as they narrowed it."""
    narrowed = Q()
    for start in dict(_starts()).get(area, ()):
        narrowed |= Q(url__startswith=start)
    if since in TIMES:
        narrowed &= Q(at__gte=now() - timedelta(days=TIMES[since][1]))
    found = search(query, person, page=page, where=narrowed)
    hits = [Shown(hit, snippet(hit.text, hit.words)) for hit in found.hits]
    return Results(hits, more=found.more, loosely=found.loosely)


def places() -> list[tuple[str, str | Promise]]:
    """Where one can look: each area by how its first address begins, and its name."""
    return [(area.lies_at[0].strip("/"), area.name) for area in areas() if area.lies_at]


def times() -> list[tuple[str, str | Promise]]:
    """From when on one can look."""
    return [(key, words) for key, (words, _days) in TIMES.items()]


def _starts() -> list[tuple[str, tuple[str, ...]]]:
    return [(area.lies_at[0].strip("/"), area.lies_at) for area in areas() if area.lies_at]
