"""A large community that talks: so many people, threads and messages, made in one go.

It is written past the verbs, as 200,000 of them would take an hour; what the verbs keep in step
(the newest message of a thread, the books) is written here as they would.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from django.db import connection
from django.db.models import F, OuterRef, Subquery
from django.utils.timezone import now

from hearth.conversations.models import Bookmark, Kind, Message, Space, Thread, open_space
from hearth.ground.access import Shared
from hearth.ground.accounts import Person
from hearth.ground.books import Entry, Wish
from hearth.ground.books.search_words import folded
from hearth.house.bench import community
from hearth.house.models import turn

SPACES = ("Hall", "Porch", "Workshop", "Garden", "Kitchen")
WORDS = [
    *("lamp", "router", "grant", "kettle", "boiler", "ladder", "notice", "rota", "garden"),
    *("bread", "archive", "poster", "bicycle", "library", "charger", "window", "tenant"),
    *("harbour", "battery", "minutes", "mural", "choir", "radio", "shelter", "lantern"),
]
AT_ONCE = 2000


def talk(people: int, threads: int, messages: int) -> list[Space]:
    """Fill the house; returns its spaces. The first one holds half of all threads."""
    rng = Random(messages)  # noqa: S311 - nothing secret is made of it
    turn("conversations", on=True, by=community.steward())
    members = community.members(people)
    spaces = list(Space.objects.all()) or [_open(name) for name in SPACES]
    rows = [_thread(n, threads, spaces, members, rng) for n in range(threads)]
    rows = Thread.objects.bulk_create(rows, batch_size=AT_ONCE)
    said: list[Message] = []
    for n in range(messages):
        said.append(_message(n, messages, rows[n % threads], members, rng))
        if len(said) == AT_ONCE or n == messages - 1:
            _keep(said)
            said = []
    _catch_up()
    _read(members[0], spaces)
    return spaces


def _open(name: str) -> Space:
    seen_by = Shared.SeenBy.EVERYONE if name == "Porch" else Shared.SeenBy.MEMBERS
    return open_space(name, by=community.steward(), seen_by=seen_by)


def _thread(n: int, all_of: int, spaces: list[Space], members: list[Person], rng: Random) -> Thread:
    space = spaces[0] if n % 2 else rng.choice(spaces[1:])
    kind = rng.choices(list(Kind), [5, 4, 1, 1, 1])[0]
    begun = now() - timedelta(days=80 * (1 - n / all_of))
    title = _sentence(rng, 5)
    return Thread(space=space, kind=kind, title=title, by=rng.choice(members), at=begun)


def _message(n: int, all_of: int, thread: Thread, members: list[Person], rng: Random) -> Message:
    """The next one of its thread; one in six questions stays without an answer."""
    by = rng.choice(members)
    if n < len(members) * 4 and thread.pk % 6 == 0 and thread.kind == Kind.QUESTION:
        by = thread.by or by
    thread.last += 1
    words = " ".join(_sentence(rng, 12) + "." for _ in range(rng.randint(1, 4)))
    said_at = now() - timedelta(days=80 * (1 - n / all_of))
    wish = Wish.NAMED if thread.space.is_public else Wish.MEMBERS
    return Message(thread=thread, number=thread.last, by=by, words=words, at=said_at, wish=wish)


def _keep(said: list[Message]) -> None:
    Message.objects.bulk_create(said)
    Entry.objects.bulk_create(_entries(said))


def _catch_up() -> None:
    """What each thread keeps of its messages, in one go."""
    said = Message.objects.filter(thread=OuterRef("pk"))
    latest = said.order_by("-number")
    answers = said.filter(number__gt=1).exclude(by=OuterRef("by")).order_by("number")
    Thread.objects.update(
        last=Subquery(latest.values("number")[:1]),
        newest=Subquery(latest.values("pk")[:1]),
        answered_at=Subquery(answers.values("at")[:1]),
    )
    Thread.objects.filter(space__seen_by=Shared.SeenBy.EVERYONE).update(newest_open=F("newest"))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # what its autovacuum does by itself after a minute
            cursor.execute("ANALYZE")


def _entries(said: list[Message]) -> Iterator[Entry]:
    for message in said:
        thread = message.thread
        yield Entry(
            url=message.get_absolute_url(),
            title=thread.title,
            text=message.words,
            title_words=folded(thread.title) if message.is_first else "",
            text_words=folded(message.words),
            seen_by=thread.space.seen_by,
        )


def _read(member: Person, spaces: list[Space]) -> None:
    """Somebody who has read all but the last hundred messages."""
    last = Message.objects.order_by("-pk").values_list("pk", flat=True)[100]
    marks = [Bookmark(person=member, space=space, up_to=last) for space in spaces]
    Bookmark.objects.bulk_create(marks, ignore_conflicts=True)


def _sentence(rng: Random, length: int) -> str:
    return " ".join(rng.choices(WORDS, k=length)).capitalize()
