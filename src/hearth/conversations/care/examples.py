"""Words for the addresses of looking after what is said, from what is in the database."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hearth.conversations.models import Appeal, Decision, Message, Report, Space


def _held() -> dict[str, object]:
    """What waits for a look in a space that stewards keep; where nothing does, anything there."""
    group = Space.SeenBy.GROUP
    ours = Message.objects.exclude(thread__space__seen_by=group).filter(taken_back_at=None)
    return {"pk": (ours.held().order_by("-pk").first() or ours.latest("pk")).pk}


def _report() -> dict[str, object]:
    return {"pk": Report.objects.latest("pk").pk}


def _person() -> dict[str, object]:
    readers = Report.objects.latest("pk").readers.order_by("-pk")
    return {"pk": readers.values_list("pk", flat=True)[0]}


def _decision() -> dict[str, object]:
    return {"pk": Decision.objects.earliest("pk").pk}


def _appeal() -> dict[str, object]:
    return {"pk": Appeal.objects.latest("pk").pk}


def _message() -> dict[str, object]:
    open_to_all = Message.objects.visible_to(None).order_by("-pk").first()
    message = open_to_all or Message.objects.latest("pk")
    return {"pk": message.thread_id, "number": message.number}


EXAMPLES: Mapping[str, Callable[[], dict[str, object]]] = {
    "conversations:decision": _decision,
    "conversations:report_person": _person,
    "conversations:look_again": _appeal,
    "conversations:look_at": _held,
    "conversations:answer_report": _report,
    "conversations:report": _message,
}
