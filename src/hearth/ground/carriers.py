"""How word of a change travels from the process where it happened to those where pages listen."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from datetime import timedelta
from functools import partial
from hashlib import sha256
from typing import Protocol

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.timezone import now

type Say = Callable[[str, str], None]
type Told = Sequence[str] | None

LONGEST_TOPIC = 200
LONGEST_WORDS = 1000
LOOK_EVERY_SECONDS = 0.02
KEPT = timedelta(minutes=1)
_CHANNEL = "hearth_live"
_log = logging.getLogger("hearth.live")


class Notice(models.Model):
    """What one process tells the others where they share nothing but an SQLite file."""

    topic = models.CharField(max_length=LONGEST_TOPIC)
    words = models.CharField(max_length=LONGEST_WORDS)
    at = models.DateTimeField(default=now, db_index=True)

    impersonal = ("topic", "words")

    def __str__(self) -> str:
        return f"{self.topic}: {self.words}"


class Pages(Protocol):
    """Those who listen: whether there is anybody, and how to send all of them to ask again."""

    def anybody(self) -> bool: ...
    def say_goodbye(self) -> None: ...


class Carrier:
    """One process: words go straight to its pages, once the transaction is kept. `carry` is
    called inside a transaction, in any thread; `attend` in the event loop."""

    def __init__(self, say: Say) -> None:
        self._say = say

    def carry(self, topic: str, words: str) -> None:
        transaction.on_commit(partial(self._say, topic, words), robust=True)

    async def attend(self, pages: Pages) -> None:
        return None


class Hearing(Carrier):
    """One background thread that hears what any process tells, while somebody listens. Whoever
    comes when it rests begins another, and waits until that one hears."""

    def __init__(self, say: Say) -> None:
        super().__init__(say)
        self._lock = threading.Lock()
        self._hears = threading.Event()
        self._runs = False

    async def attend(self, pages: Pages) -> None:
        """Come back when words are heard; after five seconds in any case."""
        latest = time.monotonic() + 5
        with self._lock:
            if not self._runs:
                self._runs = True
                threading.Thread(
                    target=self._run, args=(pages,), name="hearth-live", daemon=True
                ).start()
        while not self._hears.is_set() and time.monotonic() < latest:
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    def _run(self, pages: Pages) -> None:
        while not self._rests(pages):
            try:
                self._hear_all(pages)
            except Exception as trouble:
                _log.warning("Live pages hear nothing from other processes: %s", trouble)
                self._hears.clear()
                pages.say_goodbye()
                time.sleep(1)
            else:
                return

    def _hear_all(self, pages: Pages) -> None:
        with closing(self._hear()) as heard:
            for told in heard:
                if told:
                    self._say(*told)
                elif self._rests(pages):
                    return

    def _rests(self, pages: Pages) -> bool:
        with self._lock:
            self._runs = pages.anybody()
            if not self._runs:
                self._hears.clear()
            return not self._runs

    def _hear(self) -> Generator[Told]:
        """Words as they come, and None after each look at which nothing more was there."""
        raise NotImplementedError


class Notices(Hearing):
    """SQLite: a row in the same transaction, seen through the file's version number."""

    def carry(self, topic: str, words: str) -> None:
        Notice.objects.create(topic=topic, words=words)
        Notice.objects.filter(at__lt=now() - KEPT).delete()

    def _hear(self) -> Generator[Told]:
        try:
            seen = self._version()
            told = self._latest()
            self._hears.set()
            while True:
                if (version := self._version()) != seen:
                    seen = version
                    for number, topic, words in self._since(told):
                        told = number
                        yield topic, words
                yield None
                time.sleep(LOOK_EVERY_SECONDS)
        finally:
            connection.close()

    def _version(self) -> int:
        with connection.cursor() as cursor:
            return int(cursor.execute("PRAGMA data_version").fetchone()[0])

    def _latest(self) -> int:
        return Notice.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

    def _since(self, number: int) -> list[tuple[int, str, str]]:
        rows = Notice.objects.filter(pk__gt=number).order_by("pk")
        return list(rows.values_list("pk", "topic", "words"))


class Postgres(Hearing):
    """PostgreSQL: NOTIFY in the transaction, which the server sends out when it is kept."""

    def carry(self, topic: str, words: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [_CHANNEL, _packed(topic, words)])

    def _hear(self) -> Generator[Told]:
        """On a line of its own: one that goes back to the pool would go on listening there."""
        import psycopg  # noqa: PLC0415 - only houses with PostgreSQL need it

        where = connection.get_connection_params()
        with psycopg.connect(**where, autocommit=True) as line:
            line.execute(f"LISTEN {_CHANNEL}")
            self._hears.set()
            while True:
                for notice in line.notifies(timeout=1):
                    yield json.loads(notice.payload)
                yield None


class Redis(Hearing):
    """Redis or Valkey: published after the transaction, on a channel of this community."""

    def __init__(self, say: Say, address: str) -> None:
        import redis  # noqa: PLC0415 - slow to load, and few houses need it

        super().__init__(say)
        mark = sha256(settings.SECRET_KEY.encode()).hexdigest()[:16]
        self._channel = f"{_CHANNEL}:{mark}"
        self._redis = redis.Redis.from_url(address, socket_connect_timeout=2)

    def carry(self, topic: str, words: str) -> None:
        publish = partial(self._redis.publish, self._channel, _packed(topic, words))
        transaction.on_commit(publish, robust=True)

    def _hear(self) -> Generator[Told]:
        with self._redis.pubsub() as channel:  # type: ignore[no-untyped-call]
            channel.subscribe(self._channel)
            while True:
                message = channel.get_message(timeout=1)
                if message is None:
                    yield None
                elif message["type"] == "subscribe":
                    self._hears.set()
                else:
                    yield json.loads(message["data"])


def _packed(topic: str, words: str) -> str:
    return json.dumps([topic, words], ensure_ascii=False)
