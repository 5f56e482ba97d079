"""Pages that hear at once when something they show has changed.

A page listens at `live_address(topic)`; a verb calls `tell(topic)` inside its transaction.
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

    __slots__ = ("_deadline", "waiting")

    def __init__(self, deadline: asyncio.Timeout) -> None:
        self.waiting: asyncio.Queue[bytes] = asyncio.Queue(maxsize=_BACKLOG)
        self._deadline = deadline

    def offer(self, line: bytes) -> None:
        """Give it a message. One that reads too slowly is let go; its browser comes back."""
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
        self._many = 0
        self.closed = False

    def __len__(self) -> int:
        return self._many

    def anybody(self) -> bool:
        return self._many > 0

    def join(self, topic: str, listener: Listener) -> None:
        self._loop = asyncio.get_running_loop()
        self._by_topic[topic].add(listener)
        self._many += 1
        if self._heart is None or self._heart.done():
            self._heart = self._loop.create_task(self._beat())

    def leave(self, topic: str, listener: Listener) -> None:
        self._by_topic[topic].discard(listener)
        if not self._by_topic[topic]:
            del self._by_topic[topic]
        self._many -= 1

    def say(self, topic: str, words: str) -> None:
        """Bring the words to everybody who listens to this topic, from any thread."""
        self._in_loop(self._fan_out, topic, as_event(words))

    def say_goodbye(self) -> None:
        """End every stream after what it waits for; browsers come back by themselves."""
        self._in_loop(self._to_all, b"")

    def _in_loop(self, act: Callable[..., None], *words: str | bytes) -> None:
        if self._loop and self._many:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(act, *words)

    def _fan_out(self, topic: str, line: bytes) -> None:
        for listener in tuple(self._by_topic.get(topic, ())):
            listener.offer(line)

    def _to_all(self, line: bytes) -> None:
        for topic in tuple(self._by_topic):
            self._fan_out(topic, line)

    async def _beat(self) -> None:
        while self._many:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            self._to_all(_HERE)


listeners = Listeners()
_carrier: carriers.Carrier = carriers.Within(listeners.say)


def begin(*, many: bool) -> None:
    """Say whether `many` processes share this community: then they hear each other, through
    Redis where REDIS_URL is set, else through the database. Before this, and in one process,
    words stay within it and need no database."""
    global _carrier
    if not many:
        _carrier = carriers.Within(listeners.say)
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


def live_address(topic: str) -> str:
    """Where a page listens to this topic. Whoever has the address may listen, for 12 hours."""
    return f"/live/{signing.dumps(topic, salt=SALT)}/"


def topic_at(path: str) -> str | None:
    """The topic that a live address stands for, or None if it is forged or too old."""
    token = path.removeprefix("/live/").removesuffix("/")
    with suppress(signing.BadSignature, ValueError):
        return str(signing.loads(token, salt=SALT, max_age=LIVES))
    return None


def as_event(words: str) -> bytes:
    """A message as server-sent events write it."""
    return "".join(f"data: {line}\n" for line in words.splitlines() or [""]).encode() + b"\n"


async def stream(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one page that listens, until it goes, reads too slowly, or we close."""
    topic = topic_at(scope["path"])
    if topic is None:
        await _refuse(send, 404)
    elif scope["method"] != "GET":
        await _refuse(send, 405)
    elif listeners.closed or len(listeners) >= _ROOM:
        await _refuse(send, 503)
    else:
        await _listen(topic, receive, send)


async def _listen(topic: str, receive: Receive, send: Send) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(LIVES.total_seconds()) as deadline:
            listener = Listener(deadline)
            listeners.join(topic, listener)
            watch = asyncio.create_task(_until_gone(receive, listener))
            try:
                await _carry_over(listener, send)
            finally:
                listeners.leave(topic, listener)
                watch.cancel()


async def _carry_over(listener: Listener, send: Send) -> None:
    """The stream says hello only when it hears, so nothing told after that is missed."""
    await _carrier.attend(listeners)
    await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
    await send({"type": "http.response.body", "body": _HELLO, "more_body": True})
    while line := await listener.waiting.get():
        await send({"type": "http.response.body", "body": line, "more_body": True})
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _until_gone(receive: Receive, listener: Listener) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.let_go()


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-length", b"0"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
