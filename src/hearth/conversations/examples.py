"""Words for the addresses of conversations that need some, so that each can be opened by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hearth.conversations.models import Lookout, Message, Space, Thread
from hearth.ground.access import Shared
from hearth.ground.accounts import Person


def _message() -> Message:
    """The newest message of a thread that everybody may read."""
    open_to_all = Message.objects.visible_to(None).order_by("-pk").first()
    return open_to_all or Message.objects.latest("pk")


def _in_space() -> dict[str, object]:
    open_to_all = Space.objects.filter(seen_by=Shared.SeenBy.EVERYONE).order_by("pk").first()
    return {"slug": (open_to_all or Space.objects.earliest("pk")).slug}


def _in_thread() -> dict[str, object]:
    return {"pk": Thread.objects.get(pk=_message().thread_id).pk}


def _at_message() -> dict[str, object]:
    return _at(_message())


def _at_changed() -> dict[str, object]:
    """A message that says something else than it did."""
    changed = Message.objects.visible_to(None).exclude(edits=None).order_by("pk").first()
    return _at(changed or _message())


def _at_original() -> dict[str, object]:
    """A message of theirs that came by mail."""
    by_mail = Message.objects.standing().filter(original__isnull=False).exclude(by=None)
    return _at(by_mail.order_by("by", "pk").first() or _message())


def _at_own() -> dict[str, object]:
    """A message of a member who is no steward: the one who joined first."""
    written = Message.objects.standing().exclude(by=None)
    by_members = written.exclude(by__in=Person.objects.stewards().values("pk"))
    return _at(by_members.order_by("by", "pk").first() or _message())


def _at_picture() -> dict[str, object]:
    """A message that shows something."""
    shown = Message.objects.visible_to(None).exclude(picture=None).order_by("pk").first()
    return _at(shown or _message())


def _in_thread_with_picture() -> dict[str, object]:
    return {"pk": _at_picture()["pk"]}


def _at(message: Message) -> dict[str, object]:
    return {"pk": message.thread_id, "number": message.number}


def _where_somebody_looks_out() -> dict[str, object]:
    watched = Lookout.objects.filter(until=None, space__group=None).order_by("pk").first()
    return {"slug": watched.space.slug} if watched else _in_space()


_OF_A_SPACE = "space new_thread reading space_following keeping keepers joining lookout"
_OF_A_THREAD = "thread new thread_reading fresh answers closing thread_following good"
EXAMPLES: Mapping[str, Callable[[], dict[str, object]]] = {
    **{f"conversations:{name}": _in_space for name in _OF_A_SPACE.split()},
    **{f"conversations:{name}": _in_thread for name in _OF_A_THREAD.split()},
    "conversations:rota": _where_somebody_looks_out,
    "conversations:message": _at_message,
    "conversations:helped": _at_message,
    "conversations:history": _at_changed,
    "conversations:original": _at_original,
    "conversations:picture": _at_picture,
    "conversations:thread#picture": _in_thread_with_picture,
    "conversations:own": _at_own,
    "conversations:taking_back": _at_own,
}
