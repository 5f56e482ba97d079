"""Addresses of messages that no book names to somebody who does not read their writer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from hearth.conversations.models import Message
from hearth.conversations.models.blocks import kept_apart, writers_unread_by
from hearth.ground.accounts import Person

ADDRESS = re.compile(r"/threads/([0-9]{1,18})/(?:messages/([0-9]{1,9})/)?")


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


def closed_among(urls: Collection[str], people: Collection[Person]) -> Iterator[tuple[int, str]]:
    """Which of these addresses are theirs, and whom of these people (by number) that concerns."""
    readers = {person.pk for person in people if person.is_member}
    kept_from: dict[int, set[int]] = defaultdict(set)
    for reader, writer in kept_apart(readers):
        kept_from[writer].add(reader)
    for writer, url in _written_at(urls):
        yield from ((reader, url) for reader in kept_from[writer] & readers)


def _written_at(urls: Collection[str]) -> Iterator[tuple[int, str]]:
    """Who wrote what lies at these addresses: (writer by number, address)."""
    found = [place for place in map(ADDRESS.fullmatch, urls) if place]
    threads, numbers = {int(place[1]) for place in found}, {int(place[2] or 1) for place in found}
    said = Message.objects.filter(thread__in=threads, number__in=numbers)
    for thread, number, writer in said.exclude(by=None).values_list("thread", "number", "by"):
        there = f"/threads/{thread}/"
        message = f"{there}messages/{number}/"
        if message in urls:
            yield writer, message
        if number == 1 and there in urls:
            yield writer, there
