"""Threads in a list: how each stands, who spoke last, and what is new to whoever reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hearth.conversations.models import Message, Thread
from hearth.conversations.models.following import Following
from hearth.conversations.models.sight import Sight


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


def rows_of(threads: Iterable[Thread], sight: Sight) -> list[Row]:
    """Each thread with its newest words: one question for all. Whom this reader does not read is
    not named."""
    found = list(threads)
    newest = [thread.newest if sight.is_members else thread.newest_open for thread in found]
    latest = Message.objects.filter(pk__in=[pk for pk in newest if pk]).select_related("by")
    by_thread = {message.thread_id: message for message in latest.defer("words")}
    return [_row(thread, by_thread.get(thread.pk), sight) for thread in found]


def _row(thread: Thread, latest: Message | None, sight: Sight) -> Row:
    read_to = getattr(thread, "read_to", None)
    muted = getattr(thread, "choice", "") == Following.Choice.MUTE
    is_new = read_to is not None and (thread.newest or 0) > read_to and not muted
    if latest is None or latest.by is None or not sight.reads(latest.by.pk, thread.space_id):
        return Row(thread, latest, is_new, "")
    return Row(thread, latest, is_new, latest.by.name if latest.named_to(sight.person) else "")
