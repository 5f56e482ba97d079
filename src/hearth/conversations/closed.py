"""Addresses of messages that no book names to somebody who does not read their writer."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from hearth.conversations.models import Message
from hearth.conversations.models.blocks import writers_unread_by
from hearth.ground.accounts import Person


def closed_to(person: Person | None) -> QuerySet[Any, Any]:
    """Messages and threads of those from whom this person keeps away, or who keep away from
    them; asked where the books are read, so that no entry has to change."""
    if person is None or not person.is_member:
        return Message.objects.none().values("words")
    theirs = Message.objects.filter(by__in=writers_unread_by(person))
    thread = Concat(Value("/threads/"), Cast("thread_id", CharField()), Value("/"))
    message = Concat(thread, Value("messages/"), Cast("number", CharField()), Value("/"))
    begun = theirs.filter(number=1).annotate(there=thread).values("there")
    return theirs.annotate(there=message).values("there").union(begun, all=True)
