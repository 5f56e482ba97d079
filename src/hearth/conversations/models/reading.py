"""What is new to somebody, and what they want to hear of: places and choices, never times."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import BigIntegerField, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest

from hearth.conversations.models.following import Bookmark, Following
from hearth.conversations.models.messages import Message, MessageQuerySet
from hearth.conversations.models.sight import Sight
from hearth.conversations.models.spaces import Space, SpaceQuerySet
from hearth.conversations.models.threads import Thread, ThreadQuerySet
from hearth.ground.accounts import Person


def first_place(person: Person) -> int:
    """Where everybody's reading begins: what was said before they joined is not new to them."""
    return _before(person).values_list("pk", flat=True).first() or 0


def _before(person: Person) -> MessageQuerySet:
    return Message.objects.filter(at__lte=person.joined_at).order_by("-at", "-pk")


def with_marks(spaces: SpaceQuerySet, person: Person) -> SpaceQuerySet:
    """Each space with how far this person has read in it (`mark`), their `choice`, and
    whether they look after it (`kept`)."""
    mine = Bookmark.objects.filter(person=person, space=OuterRef("pk"))
    chosen = Following.objects.filter(person=person, space=OuterRef("pk"))
    return spaces.with_kept(person).annotate(
        mark=Subquery(mine.values("up_to")[:1]),
        choice=Subquery(chosen.values("choice")[:1]),
    )


def with_place(threads: ThreadQuerySet, person: Person) -> ThreadQuerySet:
    """Each thread with the number (pk) up to which this person has read it (`read_to`), and
    their `choice` about it."""
    chosen = Following.objects.filter(person=person, thread=OuterRef("pk")).values("choice")[:1]
    floor = _before(person).values("pk")[:1]
    thread = Bookmark.objects.filter(person=person, thread=OuterRef("pk")).values("up_to")[:1]
    space = Bookmark.objects.filter(person=person, space=OuterRef("space")).values("up_to")[:1]
    return threads.annotate(
        read_to=Greatest(
            Coalesce(Subquery(thread), Value(0)),
            Coalesce(Subquery(space), Value(0)),
            Coalesce(Subquery(floor), Value(0)),
            output_field=BigIntegerField(),
        ),
        choice=Subquery(chosen),
    )


def new_in(spaces: Iterable[Space], sight: Sight, floor: int) -> dict[int, int]:
    """In each of these spaces (with marks), how many threads that they read have something new
    to them. Only what lies above their bookmarks is looked at, however long the list is."""
    above, mine = Q(), {"person": sight.person, "thread__isnull": False}
    for space in spaces:
        if space.choice != Following.Choice.MUTE:  # type: ignore[attr-defined]
            above |= Q(space=space.pk, newest__gt=max(space.mark or 0, floor))  # type: ignore[attr-defined]
    if not above:
        return {}
    read = Bookmark.objects.filter(**mine, up_to__gte=F("thread__newest"))
    muted = Following.objects.filter(**mine, choice=Following.Choice.MUTE)
    fresh = Thread.objects.listed_with(sight).filter(above)
    fresh = fresh.exclude(pk__in=read.values("thread")).exclude(pk__in=muted.values("thread"))
    counted = fresh.order_by().values("space").annotate(many=models.Count("pk"))
    return {row["space"]: row["many"] for row in counted}


def read_thread(thread: Thread, up_to: int, *, by: Person) -> None:
    """They have read this thread up to this message. Call it with a later one than before."""
    _read(Bookmark(person=by, thread=thread, up_to=up_to), "thread")


@transaction.atomic
def read_space(space: Space, up_to: int, *, by: Person) -> None:
    """They have read all of this space up to this message; marks in its threads that lie below
    are needed no more."""
    _read(Bookmark(person=by, space=space, up_to=up_to), "space")
    Bookmark.objects.filter(person=by, thread__space=space, up_to__lte=up_to).delete()


def _read(mark: Bookmark, where: str) -> None:
    """One question to the database: a page that is only read should not cost more."""
    either = {"unique_fields": ["person", where], "update_fields": ["up_to"]}
    Bookmark.objects.bulk_create([mark], update_conflicts=True, **either)  # type: ignore[arg-type]


@transaction.atomic
def choose(choice: str, *, by: Person, **where: Any) -> None:
    """Follow or mute a space or a thread (`space=` or `thread=`), or neither: then it is as
    usual again."""
    if choice in Following.Choice.values:
        Following.objects.update_or_create(person=by, **where, defaults={"choice": choice})
    else:
        Following.objects.filter(person=by, **where).delete()
