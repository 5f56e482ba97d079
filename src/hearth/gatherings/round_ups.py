"""What gatherings have for the round-up: the notes of those that were held."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from hearth.gatherings.models import Notes
from hearth.ground.access import Shared
from hearth.ground.areas import Item
from hearth.ground.text import first_words

AT_MOST = 12


def items(since: datetime, until: datetime) -> Iterator[Item]:
    """Notes that were published meanwhile, the newest first, where the gathering was not one of
    a group's own."""
    fresh = (
        Notes.objects.filter(published_at__gt=since, published_at__lte=until)
        .exclude(gathering__seen_by=Shared.SeenBy.GROUP)
        .select_related("gathering")
        .order_by("-published_at", "-pk")
    )
    for number, notes in enumerate(fresh[:AT_MOST]):
        yield Item(
            kind="read",
            title=str(notes),
            url=notes.get_absolute_url(),
            seen_by=notes.gathering.seen_by,
            weight=10 + number,
            words=first_words(notes.opening),
        )
