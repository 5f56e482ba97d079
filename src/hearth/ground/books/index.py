"""The index: what can be found, and by whom.

Both databases search the same folded words (see `search_words`), so both find the same
pages. An entry keeps its folded words beside its text; what the database builds over them is
made in the migration `0002_search` and kept in step by the database itself: on SQLite by
three triggers, on PostgreSQL by a generated column. No code here can forget it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self, cast

from django.db import connection, models
from django.utils.safestring import SafeString

from hearth.ground.access import Shared, SharedQuerySet
from hearth.ground.accounts import Person
from hearth.ground.books.search_words import LONGEST_QUERY, MOST_WORDS, folded, snippet, words_of
from hearth.ground.privacy import Personal

A_PAGE = 20
CONSIDERED = 500
"""Of what is everywhere only so many entries are ranked, the newest."""


class EntryQuerySet(SharedQuerySet["Entry"]):
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

    objects = EntryQuerySet.as_manager()

    personal: ClassVar[dict[str, Personal]] = {}
    impersonal = ("url", "title", "text", "title_words", "text_words", "seen_by")

    def __str__(self) -> str:
        return self.title


def index(thing: Shared, *, url: str, title: str, text: str) -> None:
    """Let the thing's audience find the page at `url` by the words of its title and text."""
    Entry.objects.update_or_create(
        url=url,
        defaults={
            "title": title,
            "text": text,
            "title_words": folded(title),
            "text_words": folded(text),
            "seen_by": thing.seen_by,
            "group": thing.group,
        },
    )


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found, and the place in it that shows why."""

    title: str
    url: str
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits. `loosely`: no page has all the words, these have some of them."""

    hits: Sequence[Hit] = ()
    more: bool = False
    loosely: bool = False


def search(query: str, person: Person | None, *, page: int = 1) -> Found:
    """What this person may see and that has the words of the query, the best first, twenty at
    a time. Any query is a good query: signs, quotes and shouting mean nothing."""
    words = list(dict.fromkeys(words_of(query[:LONGEST_QUERY])))[:MOST_WORDS]
    if not words:
        return Found()
    best = _best(_wanted(words, all_of_them=True), person)
    loosely = not best and len(words) > 1
    if loosely:
        best = _best(_wanted(words, all_of_them=False), person)
    start = max(page - 1, 0) * A_PAGE
    shown = best[start : start + A_PAGE]
    rows = Entry.objects.in_bulk(shown)
    hits = [Hit(rows[pk].title, rows[pk].url, snippet(rows[pk].text, words)) for pk in shown]
    return Found(hits, more=len(best) > start + A_PAGE, loosely=loosely)


def _best(wanted: str, person: Person | None) -> list[int]:
    """The numbers of the entries that this person may see and that have it, the best first."""
    found = Entry.objects.visible_to(person).found_by(wanted)
    ranked = found.values_list("rank", "pk")[:CONSIDERED]  # type: ignore[misc]
    return [pk for _rank, pk in sorted(ranked, reverse=True)]


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
