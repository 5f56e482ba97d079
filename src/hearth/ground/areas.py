"""The register: each area shows one face here, so that nobody imports an area to learn of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.timezone import localtime

from hearth.ground.accounts import Community, Person
from hearth.ground.time import LONDON

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hearth.ground.mailbox import Mail

type Words = str | Promise
type Example = Callable[[], Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Closed:
    """Addresses closed to a reader who is in the audience: all of them to `one`, as a question to
    the database; of a few, to `each` of several, as pairs of the reader's number and an address."""

    one: Callable[[Person | None], QuerySet[Any, Any]]
    each: Callable[[Collection[str], Collection[Person]], Iterable[tuple[int, str]]]


@dataclass(frozen=True, slots=True)
class NextDate:
    """The one next thing: what, when and where to read of it. With a `way_in` it is on now."""

    title: str
    url: str
    starts_at: datetime
    ends_at: datetime
    way_in: str = ""

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
    """What it means for an area that somebody leaves: said to them before, then done. `removes`
    is done first where they take their words with them."""

    says: Callable[[Person], Iterable[Words]]
    does: Callable[[Person], None]
    removes: Callable[[Person], None] | None = None


@dataclass(frozen=True, slots=True)
class Onward:
    """A page to go on to, and the words of the way there; `why` says more, where there is more.
    One that `acts` does so by one press; whoever follows it as a link finds the button there."""

    words: Words
    url: str
    why: Words = ""
    acts: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """Something that one person may want to hear of: for letters at their rhythm. `at` is when
    they could first read it. `to_you` is an answer or a word to them by name; `topic` is what a
    reply by mail is about, and what belongs together has the same."""

    title: Words
    url: str
    at: datetime
    words: str = ""
    by: str = ""
    to_you: bool = False
    topic: str = ""


type Gathered = Mapping[int, Sequence[News]]


@dataclass(frozen=True, slots=True)
class Item:
    """Something that a round-up may tell, of a `kind` that it looks for ("read", "question",
    "opportunity", "told", "met", "person"), with who may see it. The least `weight` is taken first;
    `until` is its last day, `person` whom it names."""

    kind: str
    title: Words
    url: str
    seen_by: str
    weight: float = 0
    words: str = ""
    until: date | None = None
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """The face of an area.

    `place` is its entry in the navigation, as (words, address name). `examples` gives, for
    each address name that needs words in its path, a function that returns such words from
    what is in the database, so that every page can be opened and tested by itself.
    `every_minute` are done by the clock; each must be safe to do twice. `heard_from` says
    which of these people (by number) ever did or said something there of their own accord. `reads`
    is handed every message that may be an answer, and returns whether it was one of its own.
    `wanted` says what members want most, for whoever plans; `origins` where what was said stands
    together, for whoever writes what came of it; `onward` what this reader may do next with what
    lies at an address; `stewards` what waits for a steward. What is `closed_to` a
    reader is named to them by no book. `news` says what there is for each of these people (by
    number, only those with some) after one moment and up to another, in as many questions to the
    database for five people as for five thousand; `items` what a round-up may tell of the time
    between two moments; `named` which of these people (by number) let it name them.

    One that is not `always_on` is there once stewards turn it on; so are its `parts`, each by
    (words, what work it brings). `lies_at` says how the addresses of its pages in the books begin.
    """

    name: Words
    brings: Words
    place: tuple[Words, str] | None = None
    always_on: bool = True
    parts: Mapping[str, tuple[Words, Words]] = field(default_factory=dict)
    lies_at: tuple[str, ...] = ()
    examples: Mapping[str, Example] = field(default_factory=dict)
    next_date: Callable[[Person | None], NextDate | None] | None = None
    mine: Callable[[Person], Section | None] | None = None
    every_minute: tuple[Callable[[], object], ...] = ()
    leaving: Leaving | None = None
    heard_from: Callable[[Collection[int]], Iterable[int]] | None = None
    reads: Callable[[Mail], bool] | None = None
    wanted: Callable[[Person], Iterable[Onward]] | None = None
    origins: Callable[[Person], Iterable[Onward]] | None = None
    onward: Callable[[str, Person | None], Iterable[Onward]] | None = None
    stewards: Callable[[Person], Section | None] | None = None
    closed_to: Closed | None = None
    news: Callable[[Collection[Person], datetime, datetime], Gathered] | None = None
    items: Callable[[datetime, datetime], Iterable[Item]] | None = None
    named: Callable[[Collection[int]], Iterable[int]] | None = None


_on: ContextVar[Collection[str] | None] = ContextVar("on", default=None)


@contextmanager
def turned_on(names: Collection[str]) -> Iterator[None]:
    """While a page is made, what is on is known, and nobody has to ask for it again."""
    before = _on.set(names)
    try:
        yield
    finally:
        _on.reset(before)


def is_on(name: str) -> bool:
    """Whether stewards turned on this area, or a part of one ("conversations.pictures")."""
    names = _on.get()
    return name in (Community.turned_on() if names is None else names)


@cache
def every_area() -> Mapping[str, Area]:
    """Every area's face by its short name, in the order of the floors, on or not."""
    ours = [app for app in apps.get_app_configs() if app.name.startswith("hearth.")]
    return {app.label: import_module(f"{app.name}.area").AREA for app in ours}


def areas() -> list[Area]:
    """The faces of the areas that are on now, in the order of the floors."""
    return [area for name, area in every_area().items() if area.always_on or is_on(name)]


def away() -> list[str]:
    """How addresses begin that lead nowhere now, as their area is off."""
    off = [area for name, area in every_area().items() if not (area.always_on or is_on(name))]
    return [start for area in off for start in area.lies_at]


def wanted(person: Person) -> list[Onward]:
    """What members want most, whichever area knows it."""
    return [one for area in areas() if area.wanted for one in area.wanted(person)]


def origins(person: Person) -> list[Onward]:
    """Pages with what people said, of which something new may come."""
    return [one for area in areas() if area.origins for one in area.origins(person)]


def onward(url: str, person: Person | None) -> list[Onward]:
    """What this reader may do next with what lies at an address."""
    return [one for area in areas() if area.onward for one in area.onward(url, person)]


def closed_to(person: Person | None) -> list[QuerySet[Any, Any]]:
    """Addresses that no book may name to this reader now, whatever it wrote when."""
    return [area.closed_to.one(person) for area in areas() if area.closed_to]


def next_date(person: Person | None) -> NextDate | None:
    """The soonest date that any area has for this person."""
    dates = [area.next_date(person) for area in areas() if area.next_date]
    return min((date for date in dates if date), key=lambda date: date.starts_at, default=None)
