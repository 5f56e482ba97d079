"""The books: how areas speak to readers without knowing them. Areas write, readers read."""

from __future__ import annotations

from django.db import transaction

from hearth.ground.access import Group
from hearth.ground.books.diary import Happening, note
from hearth.ground.books.hearing import Contribution, Wish, hear
from hearth.ground.books.index import Entry, index
from hearth.ground.books.post import Letter, post
from hearth.ground.books.trail import lead

__all__ = [
    "Contribution",
    "Entry",
    "Happening",
    "Letter",
    "Wish",
    "forget",
    "hear",
    "index",
    "lead",
    "note",
    "post",
    "share_with",
]


@transaction.atomic
def share_with(url: str, *, seen_by: str, group: Group | None = None) -> None:
    """Let another audience see what lies at this address, in every book at once."""
    for book in (Happening, Entry):
        book.objects.filter(url=url).update(seen_by=seen_by, group=group)


@transaction.atomic
def forget(url: str) -> None:
    """Take what lay at this address out of every book. What people said there stays theirs."""
    for book in (Happening, Entry):
        book.objects.filter(url=url).delete()
