"""Django's SQLite, whose writers wait for each other in a queue.

SQLite lets one write at a time, and those who wait look again now and then: with a dozen who
write without a rest, somebody looks at the wrong moment until their twenty seconds are over. In
this queue each waits for those before them and no longer. Another process is still waited for
as SQLite does it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.backends.sqlite3 import base

from hearth.house.in_turn.queue import Queue

_QUEUES: defaultdict[str, Queue] = defaultdict(Queue)
"""One for each file."""

_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that asks for its turn before it writes, and gives it back after."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._my_turn_in: Queue | None = None
        self.execute_wrappers.append(self._one_by_one)

    @property
    def _queue(self) -> Queue:
        return _QUEUES[str(self.settings_dict["NAME"])]

    @property
    def _patience(self) -> float:
        return float(self.settings_dict["OPTIONS"].get("timeout", 5))

    def _one_by_one(self, execute: Callable[..., Any], sql: str, *about: Any) -> Any:
        """A single statement that writes, outside any transaction."""
        if self.in_atomic_block or not _WRITES.match(sql):
            return execute(sql, *about)
        with self._queue.turn(self._patience):
            return execute(sql, *about)

    def _start_transaction_under_autocommit(self) -> None:
        queue = self._queue
        if queue.take(self._patience):
            self._my_turn_in = queue
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._is_over()
            raise

    def _is_over(self) -> None:
        queue, self._my_turn_in = self._my_turn_in, None
        if queue:
            queue.leave()

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._is_over()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._is_over()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._is_over()
