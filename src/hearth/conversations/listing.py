"""Threads in a list: how each stands, who spoke last, and what is new to whoever reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hearth.conversations.models import Message, Thread
from hearth.conversations.models.following import Following
from hearth.ground.accounts import Person


@dataclass(frozen=True, slots=True)
class Row:
    """One thread in a list, as this reader sees it."""

    thread: Thread
    latest: Message | None
    is_new: bool
    latest_by: str

    @property
    def many(self) -> int:
        """How many answers there are, as far as anybody counts."""
        return self.thread.last - 1


def rows_of(threads: Iterable[Thread], person: Person | None) -> list[Row]:
    """Each thread with its newest words that this reader may read: one question for all."""
    found = list(threads)
    newest = [thread.newest if person else thread.newest_open for thread in found]
    latest = Message.objects.filter(pk__in=[pk for pk in newest if pk]).select_related("by")
    by_thread = {message.thread_id: message for message in latest.defer("words")}
    return [_row(thread, by_thread.get(thread.pk), person) for thread in found]


def _row(thread: Thread, latest: Message | None, person: Person | None) -> Row:
    read_to = getattr(thread, "read_to", None)
    muted = getattr(thread, "choice", "") == Following.Choice.MUTE
    is_new = read_to is not None and (thread.newest or 0) > read_to and not muted
    named = latest.by.name if latest and latest.by and latest.named_to(person) else ""
    return Row(thread, latest, is_new, named)
