"""What there is to hear of in talk: for letters to each person, and for the round-up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hearth.conversations.models import Following, Kind, Mention, Message, Space, Thread
from hearth.conversations.models.blocks import kept_apart
from hearth.conversations.models.messages import MessageQuerySet
from hearth.conversations.models.pictures import in_words, pictures_are_on
from hearth.ground.access import Group, Shared
from hearth.ground.accounts import Person
from hearth.ground.areas import Item, News
from hearth.ground.text import first_words

FULL = 4000
OF_A_KIND = 5
"""So many of each kind are offered to a round-up; it tells one."""


@dataclass(slots=True)
class Ears:
    """What one person wants to hear, of all that was said in a while."""

    spaces: set[int] = field(default_factory=set)
    chosen_spaces: dict[int, str] = field(default_factory=dict)
    chosen_threads: dict[int, str] = field(default_factory=dict)
    wrote_in: set[int] = field(default_factory=set)
    spoken_to: set[int] = field(default_factory=set)

    def hears(self, message: Message, *, to_you: bool) -> bool:
        """The threads that begin in a space one sees; all of what one follows; answers where one
        wrote. What is muted says nothing at all; a thread's choice counts for more."""
        thread = message.thread
        choice = self.chosen_threads.get(thread.pk) or self.chosen_spaces.get(thread.space_id, "")
        if thread.space_id not in self.spaces or choice == Following.Choice.MUTE:
            return False
        follows = choice == Following.Choice.FOLLOW or thread.pk in self.wrote_in
        return to_you or follows or message.is_first


def news(people: Collection[Person], since: datetime, until: datetime) -> dict[int, list[News]]:
    """What was said after one moment and up to another, for each of these people who wants to
    hear of it. As many questions to the database for one as for five hundred."""
    said = list(
        _said(since, until).with_pictures().select_related("thread__space", "by", "answers")
    )
    if not said or not people:
        return {}
    ears = _ears(people, _said(since, until), {one.thread.space for one in said})
    away, shows = kept_apart(ears), pictures_are_on()
    found: dict[int, list[News]] = defaultdict(list)
    for person in people:
        mine = ears[person.pk]
        for message in said:
            writers = {message.by_id, message.thread.by_id}
            if any((person.pk, writer) in away for writer in writers):
                continue
            to_you = _is_to(person, message, mine)
            if message.by_id != person.pk and mine.hears(message, to_you=to_you):
                found[person.pk].append(_as_news(message, to_you=to_you, shows=shows))
    return found


def _said(since: datetime, until: datetime) -> MessageQuerySet:
    """What could first be read then: when it was said, or when somebody let it through."""
    at_once = Q(held_at=None, at__gt=since, at__lte=until)
    later = Q(released_at__gt=since, released_at__lte=until)
    return Message.objects.standing().filter(at_once | later).order_by("pk")


def _is_to(person: Person, message: Message, ears: Ears) -> bool:
    answered = message.answers.by_id if message.answers else None
    begun = message.thread.by_id if not message.is_first else None
    return message.pk in ears.spoken_to or person.pk in (answered, begun)


def _ears(
    people: Collection[Person], said: MessageQuerySet, spaces: Collection[Space]
) -> dict[int, Ears]:
    """What each wants to hear, from one question for all of it."""
    ears = {person.pk: Ears() for person in people}
    in_groups: dict[int, set[int]] = defaultdict(set)
    for what, pk, about, choice in _choices(list(ears), said):
        if what == "group":
            in_groups[pk].add(about)
        elif what == "space":
            ears[pk].chosen_spaces[about] = choice
        elif what == "thread":
            ears[pk].chosen_threads[about] = choice
        else:
            (ears[pk].wrote_in if what == "wrote" else ears[pk].spoken_to).add(about)
    for person in people:
        if person.is_active:
            ears[person.pk].spaces = {
                space.pk
                for space in spaces
                if not space.is_of_a_group or space.group_id in in_groups[person.pk]
            }
    return ears


def _choices(people: list[int], said: MessageQuerySet) -> QuerySet[Any, Any]:
    """What is known of each, what about, and the choice if it is one."""

    def rows(what: str, found: QuerySet[Any], who: str, about: str, choice: str = "") -> Any:
        words = F(choice) if choice else Value("", CharField())
        named = found.filter(**{f"{who}__in": people}).order_by()
        return named.annotate(
            what=Value(what, CharField()), who=F(who), about=F(about), chosen=words
        ).values_list("what", "who", "about", "chosen")

    chosen = Following.objects.all()
    wrote = Message.objects.filter(thread__in=said.values("thread"))
    groups = Group.people.through._base_manager.all()
    every: QuerySet[Any, Any] = rows("group", groups, "person", "group").union(
        rows("space", chosen.filter(thread=None), "person", "space", "choice"),
        rows("thread", chosen.filter(space=None), "person", "thread", "choice"),
        rows("wrote", wrote, "by", "thread"),
        rows("to", Mention.objects.filter(message__in=said.values("pk")), "person", "message"),
    )
    return every


def _as_news(message: Message, *, to_you: bool, shows: bool) -> News:
    return News(
        title=str(message.thread),
        url=message.get_absolute_url(),
        at=message.released_at or message.at,
        words=first_words(in_words(message, with_picture=shows), FULL),
        by=message.by.name if message.by else _("Somebody who left"),
        to_you=to_you,
        topic=message.thread.topic,
    )


def items(since: datetime, until: datetime) -> Iterator[Item]:
    """What a round-up may tell: the question that waits longest, the chance that closes soonest,
    and something to read. Nothing of a group's space; words only where they are for everybody."""
    shared = Thread.objects.exclude(space__seen_by=Shared.SeenBy.GROUP).filter(newest__gt=0)
    shared = shared.filter(at__lte=until).select_related("space")
    chances = shared.open().filter(kind=Kind.OPPORTUNITY, closes_on__isnull=False)
    helped = shared.filter(messages__helped__at__gt=since, messages__helped__at__lte=until)
    begun = shared.filter(kind=Kind.TALK, at__gt=since)
    today = localdate()
    for thread in shared.waiting().longest_waiting_first()[:OF_A_KIND]:
        yield _item("question", thread, -thread.waits_for_days)
    for thread in chances.order_by("closes_on", "pk")[:OF_A_KIND]:
        yield _item(
            "opportunity", thread, (thread.closes_on - today).days if thread.closes_on else 0
        )
    for thread in helped.distinct().order_by("-newest")[:OF_A_KIND]:
        yield _item("read", thread, 0)
    for thread in begun.order_by("-newest")[:OF_A_KIND]:
        yield _item("read", thread, 1)


def _item(kind: str, thread: Thread, weight: float) -> Item:
    is_open = thread.space.is_public and thread.newest_open is not None
    first = thread.messages.standing().filter(number=1).first() if is_open else None
    return Item(
        kind,
        str(thread),
        thread.get_absolute_url(),
        seen_by=Shared.SeenBy.EVERYONE if is_open else Shared.SeenBy.MEMBERS,
        weight=weight,
        words=first_words(first.words) if first else "",
        until=thread.closes_on,
    )
