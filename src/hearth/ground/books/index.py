"""The index: what can be found, and by whom.

Both databases search the same folded words (see `search_words`), so both find the same
pages. An entry keeps its folded words beside its text; what the database builds over them is
made in the migration `0002_search` and kept in step by the database itself: on SQLite by
three triggers, on PostgreSQL by a generated column. No code here can forget it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self, cast

from django.db import connection, models
from django.db.models import Q
from django.utils.timezone import now

from hearth.ground.access import PagesQuerySet, Shared
from hearth.ground.accounts import Person
from hearth.ground.books.search_words import LONGEST_QUERY, MOST_WORDS, folded, words_of
from hearth.ground.privacy import Personal

A_PAGE = 20
CONSIDERED = 500
"""Of what is everywhere only so many entries are ranked, the newest."""


class EntryQuerySet(PagesQuerySet["Entry"]):
    def found_by(self, wanted: str) -> Self:
        """Entries in which the database finds what is wanted, said in its own language: the
        newest first, each with its `rank`."""
        return cast(Self, self.extra(**_finding(wanted)))


class Entry(Shared):
    """A page that can be found by its words."""

    url = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    title_words = models.TextField(editable=False)
    text_words = models.TextField(editable=False)
    at = models.DateTimeField(default=now, editable=False)

    objects = EntryQuerySet.as_manager()

    personal: ClassVar[dict[str, Personal]] = {}
    impersonal = ("url", "title", "text", "title_words", "text_words", "seen_by")

    def __str__(self) -> str:
        return self.title


def index(thing: Shared, *, url: str, title: str, text: str, titled: bool = True) -> None:
    """Let the thing's audience find the page at `url` by the words of its title and text; not
    by its title where that is another page's, as an answer's is (`titled`)."""
    Entry.objects.update_or_create(
        url=url,
        defaults={
            "title": title,
            "text": text,
            "title_words": folded(title) if titled else "",
            "text_words": folded(text),
            "seen_by": thing.seen_by,
            "group": thing.group,
        },
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found, the words that it was found by, and how many more lie beside it."""

    title: str
    url: str
    text: str
    words: Sequence[str]
    at: datetime
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits. `loosely`: no page has all the words, these have some of them."""

    hits: Sequence[Hit] = ()
    more: bool = False
    loosely: bool = False


def search(query: str, person: Person | None, *, page: int = 1, where: Q | None = None) -> Found:
    """What this person may see and that has the words of the query, the best first, twenty at
    a time. Any query is a good query: signs, quotes and shouting mean nothing. Of a thread the
    best message stands for the others. `where` narrows it."""
    words = list(dict.fromkeys(words_of(query[:LONGEST_QUERY])))[:MOST_WORDS]
    if not words:
        return Found()
    seen = Entry.objects.visible_to(person).filter(where or Q())
    best = _best(seen, _wanted(words, all_of_them=True))
    loosely = not best and len(words) > 1
    if loosely:
        best = _best(seen, _wanted(words, all_of_them=False))
    start = max(page - 1, 0) * A_PAGE
    shown = best[start : start + A_PAGE]
    rows = Entry.objects.in_bulk([one for one, *_beside in shown])
    found = [(rows[one], len(beside)) for one, *beside in shown if one in rows]
    hits = [Hit(row.title, row.url, row.text, words, row.at, many) for row, many in found]
    return Found(hits, more=len(best) > start + A_PAGE, loosely=loosely)


def _best(seen: EntryQuerySet, wanted: str) -> list[list[int]]:
    """The numbers of the entries that have it, the best first, each before those beside it."""
    ranked = seen.found_by(wanted).values_list("rank", "pk", "url")[:CONSIDERED]  # type: ignore[misc]
    together: dict[str, list[int]] = {}
    for _rank, pk, url in sorted(ranked, reverse=True):
        together.setdefault(url.partition("/messages/")[0], []).append(pk)
    return list(together.values())


def _wanted(words: Sequence[str], *, all_of_them: bool) -> str:
    """The words in the database's own language. From four letters on, a word may go on:
    "mend" finds "mending" too. Only letters and digits come in, so nothing is left to quote."""
    if connection.vendor == "postgresql":
        return (" & " if all_of_them else " | ").join(
            f"{word}:*" if len(word) > 3 else word for word in words
        )
    return (" AND " if all_of_them else " OR ").join(
        f'"{word}"*' if len(word) > 3 else f'"{word}"' for word in words
    )


def _finding(wanted: str) -> dict[str, Any]:
    """A word in the title counts for eight in the text."""
    if connection.vendor == "postgresql":
        query = "to_tsquery('simple', %s)"
        return {
            "select": {"rank": f"ts_rank('{{0, 0, 0.125, 1}}', found_by, {query})"},
            "select_params": [wanted],
            "where": [f"found_by @@ {query}"],
            "params": [wanted],
            "order_by": ["-ground_entry.id"],
        }
    return {
        "select": {"rank": "-bm25(ground_entry_found, 8.0, 1.0)"},
        "tables": ["ground_entry_found"],
        "where": [
            "ground_entry_found MATCH %s",
            "ground_entry_found.rowid = ground_entry.id",
        ],
        "params": [wanted],
        "order_by": ["-ground_entry_found.rowid"],
    }
