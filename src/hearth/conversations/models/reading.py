"""What is new to somebody, and what they want to hear of: places and choices, never times."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.db.models import (
    BigIntegerField,
    Case,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from hearth.conversations.models.following import Bookmark, Following
from hearth.conversations.models.messages import Message, MessageQuerySet
from hearth.conversations.models.sight import Sight
from hearth.conversations.models.spaces import Space, SpaceQuerySet
from hearth.conversations.models.threads import Thread, ThreadQuerySet
from hearth.ground.accounts import Person
from hearth.ground.rows import numbers_of


def first_place(person: Person) -> int:
    """Where everybody's reading begins: what was said before they joined is not new to them."""
    return _before(person).values_list("pk", flat=True).first() or 0


def _before(person: Person) -> MessageQuerySet:
    return Message.objects.filter(at__lte=person.joined_at).order_by("-at", "-pk")


def _last_before(person: int) -> QuerySet[Any, Any]:
    """The number of what was said last before this person (by number) joined."""
    joined = Person.objects.filter(pk=person).values("joined_at")
    return Message.objects.filter(at__lte=Subquery(joined)).order_by("-at", "-pk").values("pk")[:1]


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
    floor = numbers_of(person, _last_before)
    thread = Bookmark.objects.filter(person=person, thread=OuterRef("pk")).values("up_to")[:1]
    space = Bookmark.objects.filter(person=person, space=OuterRef("space")).values("up_to")[:1]
    return threads.annotate(
        read_to=Greatest(
            Coalesce(Subquery(thread), Value(0)),
            Coalesce(Subquery(space), Value(0)),
            Coalesce(floor, Value(0), output_field=BigIntegerField()),
            output_field=BigIntegerField(),
        ),
        choice=Subquery(chosen),
    )


def with_fresh(spaces: SpaceQuerySet, sight: Sight) -> SpaceQuerySet:
    """Each of these spaces (with marks), with how many threads that they read have something new
    to them (`fresh`). Only what lies above their bookmarks is looked at, however long it is."""
    mine = {"person": sight.person, "thread__isnull": False}
    read = Bookmark.objects.filter(**mine, up_to__gte=F("thread__newest")).values("thread")
    muted = Following.objects.filter(**mine, choice=Following.Choice.MUTE).values("thread")
    floor = first_place(sight.person) if sight.person else 0
    place = Greatest(Coalesce(OuterRef("mark"), Value(0)), floor)
    above = Thread.objects.filter(space=OuterRef("pk"), newest__gt=place)
    new = above.exclude(sight.not_read(space="space") | Q(pk__in=read) | Q(pk__in=muted))
    counted = new.order_by().values("space").annotate(many=models.Count("pk"))
    many = Coalesce(Subquery(counted.values("many")), 0)
    left_in_peace = When(choice=Following.Choice.MUTE, then=0)
    return spaces.annotate(fresh=Case(left_in_peace, default=many))


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
