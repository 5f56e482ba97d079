"""Pages that hear at once when something they show has changed.

A page listens at `live_address(*topics)`; a verb calls `tell(topic)` inside its transaction.
What goes out is a word such as "changed", never what was said: the page asks again for
what it may see.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import connection

from hearth.ground import carriers
from hearth.ground.carriers import LONGEST_TOPIC, LONGEST_WORDS, Notice

__all__ = ["Notice", "begin", "live_address", "stream", "tell"]

type Scope = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
type Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

SALT = "hearth.live"
LIVES = timedelta(hours=12)
HEARTBEAT_SECONDS = 15.0
_BACKLOG = 32
_MOST_TOPICS = 4
_ROOM = 5000
_HELLO = b"retry: 2000\n\n"
_HERE = b": here\n\n"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


class Listener:
    """One open page. What it has not read yet waits here, at most 32 messages."""

    __slots__ = ("_deadline", "_last", "waiting")

    def __init__(self, deadline: asyncio.Timeout) -> None:
        self.waiting: asyncio.Queue[bytes] = asyncio.Queue(maxsize=_BACKLOG)
        self._deadline, self._last = deadline, b""

    def offer(self, line: bytes) -> None:
        """Give it a message; the same that still waits is enough, however much changes at once.
        One that reads too slowly is let go; its browser comes back."""
        if line == self._last and not self.waiting.empty():
            return
        self._last = line
        try:
            self.waiting.put_nowait(line)
        except asyncio.QueueFull:
            self.let_go()

    def let_go(self) -> None:
        with suppress(RuntimeError):
            self._deadline.reschedule(asyncio.get_running_loop().time())


class Listeners:
    """Everybody who listens in this process, by topic. Lives in the event loop;
    only `say`, `anybody` and `say_goodbye` may be called from other threads."""

    def __init__(self) -> None:
        self._by_topic: defaultdict[str, set[Listener]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._heart: asyncio.Task[None] | None = None
        self.many = 0
        self.closed = False

    def anybody(self) -> bool:
        return self.many > 0

    def join(self, topics: list[str], listener: Listener) -> None:
        self._loop = asyncio.get_running_loop()
        for topic in topics:
            self._by_topic[topic].add(listener)
        self.many += 1
        if self._heart is None or self._heart.done():
            self._heart = self._loop.create_task(self._beat())

    def leave(self, topics: list[str], listener: Listener) -> None:
        for topic in topics:
            self._by_topic[topic].discard(listener)
            if not self._by_topic[topic]:
                del self._by_topic[topic]
        self.many -= 1

    def say(self, topic: str, words: str) -> None:
        """Bring the words to everybody who listens to this topic, from any thread."""
        self._in_loop(self._fan_out, topic, as_event(words))

    def say_goodbye(self) -> None:
        """End every stream after what it waits for; browsers come back by themselves."""
        self._in_loop(self._to_all, b"")

    def _in_loop(self, act: Callable[..., None], *words: str | bytes) -> None:
        if self._loop and self.many:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(act, *words)

    def _fan_out(self, topic: str, line: bytes) -> None:
        for listener in tuple(self._by_topic.get(topic, ())):
            listener.offer(line)

    def _to_all(self, line: bytes) -> None:
        for topic in tuple(self._by_topic):
            self._fan_out(topic, line)

    async def _beat(self) -> None:
        while self.many:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            self._to_all(_HERE)


listeners = Listeners()
_carrier: carriers.Carrier = carriers.Carrier(listeners.say)


def begin(*, many: bool) -> None:
    """Say whether `many` processes share this community: then they hear each other, through
    Redis where REDIS_URL is set, else through the database. Before this, and in one process,
    words stay within it and need no database."""
    global _carrier
    if not many:
        _carrier = carriers.Carrier(listeners.say)
    elif settings.REDIS_URL:
        _carrier = carriers.Redis(listeners.say, settings.REDIS_URL)
    elif connection.vendor == "postgresql":
        _carrier = carriers.Postgres(listeners.say)
    else:
        _carrier = carriers.Notices(listeners.say)


def tell(topic: str, words: str = "changed") -> None:
    """Say that something about this topic changed. Call it inside the transaction: it goes
    out when that is kept, and not at all when it is undone.

    Refuses a topic of more than 200 signs and words of more than 1,000.
    """
    if not 0 < len(topic) <= LONGEST_TOPIC or len(words) > LONGEST_WORDS:
        raise ValueError(f"A topic has 1 to {LONGEST_TOPIC} signs, words {LONGEST_WORDS}.")
    _carrier.carry(topic, words)


def live_address(*topics: str) -> str:
    """Where a page listens to these topics, four at most, through one stream. Whoever has the
    address may listen, for 12 hours."""
    if not 0 < len(topics) <= _MOST_TOPICS:
        raise ValueError(f"A page listens to 1 to {_MOST_TOPICS} topics.")
    return f"/live/{signing.dumps('\n'.join(topics), salt=SALT)}/"


def topics_at(path: str) -> list[str]:
    """The topics that a live address stands for: none if it is forged or too old."""
    token = path.removeprefix("/live/").removesuffix("/")
    with suppress(signing.BadSignature, ValueError):
        return str(signing.loads(token, salt=SALT, max_age=LIVES)).split("\n")
    return []


def as_event(words: str) -> bytes:
    """A message as server-sent events write it."""
    return "".join(f"data: {line}\n" for line in words.splitlines() or [""]).encode() + b"\n"


async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one page that listens, until it goes, reads too slowly, or we close."""
    topics = topics_at(scope["path"])
    if not topics:
        await _refuse(send, 404)
    elif scope["method"] != "GET":
        await _refuse(send, 405)
    elif listeners.closed or listeners.many >= _ROOM:
        await _refuse(send, 503)
    else:
        await _listen(topics, receive, send)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _listen(topics: list[str], receive: Receive, send: Send) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(LIVES.total_seconds()) as deadline:
            listener = Listener(deadline)
            listeners.join(topics, listener)
            watch = asyncio.create_task(_until_gone(receive, listener))
            try:
                await _carry_over(listener, send)
            finally:
                listeners.leave(topics, listener)
                watch.cancel()


async def _carry_over(listener: Listener, send: Send) -> None:
    """The stream says hello only when it hears, so nothing told after that is missed."""
    try:
        await _carrier.attend(listeners)
    finally:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": _HELLO, "more_body": True})
    while line := await listener.waiting.get():
        await send({"type": "http.response.body", "body": line, "more_body": True})


async def _until_gone(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.let_go()


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
