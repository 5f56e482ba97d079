"""Where lines of the charter come from, as far as a reader may see it: pages of what was said."""

from __future__ import annotations

from collections.abc import Iterable

from hearth.charter.models import Line
from hearth.ground.accounts import Person
from hearth.ground.books import Entry
from hearth.ground.books.trail import Lead


def with_origins(lines: Iterable[Line], person: Person | None) -> list[tuple[Line, list[Entry]]]:
    """Each line with the pages that it came of and this reader may see. Two questions for all."""
    by_url: dict[str, tuple[Line, list[Entry]]] = {
        line.get_absolute_url(): (line, []) for line in lines
    }
    leads = Lead.objects.filter(url__in=by_url)
    seen = Entry.objects.visible_to(person).filter(url__in=leads.values("origin"))
    pages = {page.url: page for page in seen.only("url", "title")}
    for url, origin in leads.order_by("pk").values_list("url", "origin"):
        if origin in pages:
            by_url[url][1].append(pages[origin])
    return list(by_url.values())
