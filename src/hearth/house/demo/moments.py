"""Living through another day: what is done inside has the dates of that day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, tzinfo
from typing import Any

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


class _AsEver(type):
    def __instancecheck__(cls, thing: object) -> bool:
        return isinstance(thing, datetime)


class _Calendar(datetime, metaclass=_AsEver):
    """A datetime that is asked for the time and may name another. Other threads of the house
    still hear the real one."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:
        moment = _moment.get()
        return moment.astimezone(tz) if moment else datetime.now(tz)


@contextmanager
def another_calendar() -> Iterator[None]:
    """Let `at` work while we are inside: Django asks our calendar what time it is."""
    before = timezone.datetime  # type: ignore[attr-defined]
    timezone.datetime = _Calendar  # type: ignore[attr-defined]
    try:
        yield
    finally:
        timezone.datetime = before  # type: ignore[attr-defined]


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Be at this moment."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
