"""What gatherings have for the round-up: those that were held, and their notes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from hearth.gatherings.models import Gathering, Notes
from hearth.ground.access import Shared
from hearth.ground.areas import Item
from hearth.ground.text import first_words
from hearth.ground.time import LONDON

AT_MOST = 12


def items(since: datetime, until: datetime) -> Iterator[Item]:
    """Nothing that was a group's own."""
    yield from _notes(since, until)
    yield from _held(since, until)


def _held(since: datetime, until: datetime) -> Iterator[Item]:
    """Gatherings that were held meanwhile, the newest first: the page of the notes where they
    are out, else their own."""
    over = Gathering.objects.past().filter(starts_at__gt=since, starts_at__lte=until)
    held = over.exclude(seen_by=Shared.SeenBy.GROUP).select_related("notes")
    for number, gathering in enumerate(held[:AT_MOST]):
        notes = getattr(gathering, "notes", None)
        day = localtime(gathering.starts_at, LONDON).date()
        yield Item(
            kind="met",
            title=gathering.title,
            url=gathering.page("notes")
            if notes and notes.published_at
            else gathering.get_absolute_url(),
            seen_by=gathering.seen_by,
            weight=number,
            until=day,
            words=gettext("We met on {day}.").format(day=date_format(day, "j F")),
        )


def _notes(since: datetime, until: datetime) -> Iterator[Item]:
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
