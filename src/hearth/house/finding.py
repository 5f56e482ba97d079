"""Finding pages by their words in the ground's index, on both databases alike.

What the database builds over the folded words is made in the ground's migration `0002_search`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Max, Q

from hearth.ground.accounts import Person
from hearth.ground.books.index import Entry, EntryQuerySet
from hearth.ground.books.search_words import LONGEST_QUERY, MOST_WORDS, words_of

A_PAGE = 20
CONSIDERED = 500
"""Of what is everywhere only so many entries are ranked, the newest."""
NEWEST = 20_000
"""PostgreSQL's index collects all that has a word before the newest are taken. So these are read
first, one by one: where a word is everywhere, five hundred are found among them in no time."""


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
    ranked = _ranked(_newest(seen), wanted, by_index=False)
    if len(ranked) < CONSIDERED:
        ranked = _ranked(seen, wanted)
    together: dict[str, list[int]] = {}
    for _rank, pk, url in sorted(ranked, reverse=True):
        together.setdefault(url.partition("/messages/")[0], []).append(pk)
    return list(together.values())


def _newest(seen: EntryQuerySet) -> EntryQuerySet:
    last = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    return seen.filter(pk__gt=last - NEWEST)


def _ranked(seen: EntryQuerySet, wanted: str, *, by_index: bool = True) -> list[Any]:
    """Rank, number and address of what the database finds, the newest first."""
    finding = _finding(wanted)
    if not by_index and connection.vendor == "postgresql":
        finding["where"] = [f"COALESCE({has}, FALSE)" for has in finding["where"]]
    found: Any = seen.extra(**finding)
    return list(found.values_list("rank", "pk", "url")[:CONSIDERED])


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
