"""The index: what can be found, and by whom."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from hearth.ground.access import Shared, SharedQuerySet
from hearth.ground.privacy import Personal


class EntryQuerySet(SharedQuerySet["Entry"]):
    pass


class Entry(Shared):
    """A page that can be found by its words."""

    url = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField()

    objects = EntryQuerySet.as_manager()

    personal: ClassVar[dict[str, Personal]] = {}
    impersonal = ("url", "title", "text", "seen_by")

    def __str__(self) -> str:
        return self.title


def index(thing: Shared, *, url: str, title: str, text: str) -> None:
    """Let the page at `url` be found by the words of its title and text, by the thing's audience."""
    Entry.objects.update_or_create(
        url=url,
        defaults={
            "title": title,
            "text": text,
            "seen_by": thing.seen_by,
            "group": thing.group,
        },
    )
