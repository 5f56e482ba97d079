"""The clock, the sender and the reader: what happens by itself, and how often.

All wait by a watch that only runs forward, so a wrong or jumping date of the machine
neither stops them nor makes them hurry.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence

from django.conf import settings
from django.db import connections

from hearth.ground.areas import areas
from hearth.ground.books.post import wake
from hearth.house.listener import Listener
from hearth.house.mailbox import Reader
from hearth.post.sender import send_waiting

MINUTE = 60.0
LOOKS_FOR_LETTERS_EVERY = 5.0
_log = logging.getLogger("hearth.clock")


class Loop(threading.Thread):
    """Does `turn` at once, then again `every` so many seconds, or sooner when woken.

    Trouble in one turn is told in a sentence and the next turn comes all the same.
    """

    def __init__(
        self, name: str, turn: Callable[[], object], *, every: float, wake: threading.Event
    ) -> None:
        super().__init__(name=name, daemon=True)
        self._turn = turn
        self._every = every
        self._wake = wake
        self._over = False

    def run(self) -> None:
        while not self._over:
            started = time.monotonic()
            self._wake.clear()
            attempt(self.name, self._turn)
            connections.close_all()
            if not self._over:
                self._wake.wait(max(0.0, started + self._every - time.monotonic()))

    def stop(self) -> None:
        """Ask it to end after this turn."""
        self._over = True
        self._wake.set()


def begin() -> list[Loop | Listener]:
    """Start the clock and the sender in this process, and the reader of answers by mail."""
    loops: list[Loop | Listener] = [
        Loop("sender", send_all, every=LOOKS_FOR_LETTERS_EVERY, wake=wake),
        Loop("clock", minute, every=MINUTE, wake=threading.Event()),
    ]
    if settings.MAILBOX:  # by itself, so that a mail server that is away delays nothing else
        reads = Reader(settings.MAILBOX).read
        loops.append(Loop("mailbox", reads, every=MINUTE, wake=threading.Event()))
    if settings.MAIL_LISTEN:
        loops.append(Listener(settings.MAIL_LISTEN))
    for loop in loops:
        loop.start()
    return loops


def end(loops: Sequence[Loop | Listener], *, within: float = 2.0) -> None:
    """Stop these loops; waits so many seconds for what they are doing."""
    for loop in loops:
        loop.stop()
    last = time.monotonic() + within
    for loop in loops:
        loop.join(max(0.0, last - time.monotonic()))


def send_all() -> None:
    """Send letters as long as any leave."""
    while send_waiting():
        pass


def minute() -> None:
    """What every area does once a minute. One that fails does not keep the others from it."""
    for area in areas():
        for deed in area.every_minute:
            attempt(getattr(deed, "__qualname__", repr(deed)), deed)


def attempt(name: str, deed: Callable[[], object]) -> bool:
    """Do it, and say in the log what went wrong; returns whether it went well."""
    try:
        deed()
    except Exception as trouble:
        words = " ".join(str(trouble).split()) or type(trouble).__name__
        _log.warning("%s did not work: %s. It is tried again.", name, words)
        _log.debug("Where it happened:", exc_info=True)
        return False
    return True
