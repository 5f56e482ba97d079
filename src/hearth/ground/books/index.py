"""The index: what can be found, and by whom.

Both databases search the same folded words (see `search_words`), so both find the same
pages. An entry keeps its folded words beside its text; what the database builds over them is
made in the migration `0002_search` and kept in step by the database itself: on SQLite by
three triggers, on PostgreSQL by a generated column. No code here can forget it.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.timezone import now

from hearth.ground.access import PagesQuerySet, Shared
from hearth.ground.books.search_words import folded
from hearth.ground.privacy import Personal


class EntryQuerySet(PagesQuerySet["Entry"]):
    """Entries, as far as a reader may see their pages."""


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
