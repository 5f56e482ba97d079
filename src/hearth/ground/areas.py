"""The register: each area shows one face here, so that nobody imports an area to learn of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.functional import Promise
from django.utils.timezone import localtime

from hearth.ground.accounts import Person
from hearth.ground.time import LONDON

if TYPE_CHECKING:
    from hearth.ground.mailbox import Mail

type Words = str | Promise
type Example = Callable[[], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class NextDate:
    """The one next thing: what, when and where to read of it."""

    title: str
    url: str
    starts_at: datetime
    ends_at: datetime

    @property
    def when(self) -> datetime:
        """The moment it starts, on a UK clock."""
        return localtime(self.starts_at, LONDON)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of somebody's own page: a template and what it shows."""

    template: str
    about: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Leaving:
    """What it means for an area that somebody leaves: said to them before, then done."""

    says: Callable[[Person], Iterable[Words]]
    does: Callable[[Person], None]


@dataclass(frozen=True, slots=True)
class Area:
    """The face of an area.

    `place` is its entry in the navigation, as (words, address name). `examples` gives, for
    each address name that needs words in its path, a function that returns such words from
    what is in the database, so that every page can be opened and tested by itself.
    `every_minute` are done by the clock; each must be safe to do twice. `heard_from` says
    which of these people (by number) ever did or said something there of their own accord. `reads`
    is handed every message that may be an answer, and returns whether it was one of its own.
    """

    name: Words
    brings: Words
    place: tuple[Words, str] | None = None
    always_on: bool = True
    examples: Mapping[str, Example] = field(default_factory=dict)
    next_date: Callable[[Person | None], NextDate | None] | None = None
    mine: Callable[[Person], Section | None] | None = None
    every_minute: tuple[Callable[[], object], ...] = ()
    leaving: Leaving | None = None
    heard_from: Callable[[Collection[int]], Iterable[int]] | None = None
    reads: Callable[[Mail], bool] | None = None


@cache
def areas() -> tuple[Area, ...]:
    """Every area's face, in the order of the floors."""
    ours = [app.name for app in apps.get_app_configs() if app.name.startswith("hearth.")]
    return tuple(import_module(f"{name}.area").AREA for name in ours)


def next_date(person: Person | None) -> NextDate | None:
    """The soonest date that any area has for this person."""
    dates = [area.next_date(person) for area in areas() if area.next_date]
    return min((date for date in dates if date), key=lambda date: date.starts_at, default=None)
