"""A queue: one at a time, in the order in which they asked."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class Queue:
    """Whoever leaves hands over to the one who waits longest; nobody slips in between."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting: deque[Lock] = deque()
        self._is_taken = False

    def take(self, patience: float) -> bool:
        """Wait for my turn, so many seconds at most; whether it came. If it did, `leave` after."""
        with self._guard:
            if not self._is_taken:
                self._is_taken = True
                return True
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        return mine.acquire(timeout=patience) or not self._gave_up(mine)

    def _gave_up(self, mine: Lock) -> bool:
        """Not if the turn came in the same moment."""
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return True
        return False

    def leave(self) -> None:
        """My turn is over."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_taken = False

    @contextmanager
    def turn(self, patience: float) -> Iterator[None]:
        """My turn, or after so many seconds without it."""
        came = self.take(patience)
        try:
            yield
        finally:
            if came:
                self.leave()
