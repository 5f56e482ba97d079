"""A round-up as one reader sees it: names and titles are asked anew each time, never copied."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, OuterRef
from django.utils.timezone import localtime
from django.utils.translation import gettext

from hearth.ground.access import Shared
from hearth.ground.accounts import Person
from hearth.ground.areas import areas, away
from hearth.ground.books.index import Entry, EntryQuerySet
from hearth.ground.time import LONDON
from hearth.roundups.models import Piece, Roundup
from hearth.roundups.models.pieces import Kind

NAMED_AT_MOST = 20


@dataclass(frozen=True, slots=True)
class Told:
    """One piece, for one reader."""

    piece: Piece
    heading: str
    title: str = ""
    url: str = ""
    names: list[str] = field(default_factory=list)
    more_names: int = 0
    is_for_members: bool = False

    @property
    def line(self) -> str:
        return self.piece.line

    @property
    def until(self) -> date | None:
        return self.piece.until

    @property
    def at(self) -> datetime | None:
        return self.piece.at

    @property
    def day_in_words(self) -> str:
        """When it is, or until when."""
        if self.at:
            return f"{localtime(self.at, LONDON):%A %-d %B, %-H.%M}"
        return gettext("Until {day}.").format(day=f"{self.until:%-d %B}") if self.until else ""

    @property
    def in_words(self) -> str:
        """All of it, to be counted."""
        for_members = gettext("members") if self.is_for_members else ""
        names = ", ".join(self.names)
        parts = (self.heading, self.title, names, self.day_in_words, for_members, self.line)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Shown:
    """All of it, for one reader; `kept_back` says how many pieces are not for them."""

    roundup: Roundup
    pieces: list[Told]
    kept_back: int

    @property
    def words(self) -> int:
        return sum(len(part.split()) for part in self._parts())

    @property
    def is_too_long(self) -> bool:
        return self.words > self.roundup.room.words

    def _parts(self) -> Iterator[str]:
        yield self.roundup.opening
        yield from (told.in_words for told in self.pieces)
        yield self.roundup.closing
        yield gettext("That is all.")


def shown(roundup: Roundup, person: Person | None) -> Shown:
    """What this reader may see of it now. A page that was closed to them since is not there."""
    return shown_all([roundup], person)[0]


def shown_all(
    roundups: Collection[Roundup], person: Person | None, *, with_names: bool = True
) -> list[Shown]:
    """The same for several, in the same number of questions to the database, whatever is in
    them. A list that shows no names need not ask for any. A newsletter has what everyone may
    read, whoever looks: its editor sees what goes out."""
    pieces = _pieces(roundups)
    titles, open_ones = _titles({piece.url for piece in pieces}, person)
    newcomers = _newcomers(roundups) if with_names else {}
    return [_shown(one, pieces, titles, open_ones, newcomers) for one in roundups]


def shown_to_each(
    roundups: Collection[Roundup], people: Collection[Person]
) -> dict[int, list[Shown]]:
    """What `shown_all` gives each of these people (by number), in as many questions for fifty
    of them as for one. Readers who may open the same pages have the same before them."""
    pieces, newcomers = _pieces(roundups), _newcomers(roundups)
    lines = _lines({piece.url for piece in pieces})
    titles = dict(lines.values_list("url", "title"))
    open_ones = set(lines.visible_to(None).values_list("url", flat=True))
    theirs = seen_by_each(lines, people)
    alike = {
        mine: [
            _shown(one, pieces, {url: titles[url] for url in mine}, open_ones, newcomers)
            for one in roundups
        ]
        for mine in set(theirs.values())
    }
    return {person: alike[mine] for person, mine in theirs.items()}


def seen_by_each(lines: EntryQuerySet, people: Collection[Person]) -> dict[int, frozenset[str]]:
    """Which of these addresses, none of them a group's, each person (by number) may open: what
    `visible_to` says to each, asked once for all."""
    off = tuple(away())
    rows = lines.values_list("url", "seen_by")
    seen_by = {url: audience for url, audience in rows if not url.startswith(off)}
    everyones = {url for url, audience in seen_by.items() if audience == Shared.SeenBy.EVERYONE}
    closed: dict[int, set[str]] = defaultdict(set)
    for area in areas():
        for person, url in area.closed_to.each(seen_by, people) if area.closed_to else ():
            closed[person].add(url)
    return {
        one.pk: frozenset((set(seen_by) if one.is_member else everyones) - closed[one.pk])
        for one in people
    }


def _pieces(roundups: Collection[Roundup]) -> list[Piece]:
    numbers = [roundup.pk for roundup in roundups]
    rows = Piece.objects.in_it().filter(roundup__in=numbers).select_related("flag__by")
    return list(rows)


def _shown(
    roundup: Roundup,
    pieces: Collection[Piece],
    titles: dict[str, str],
    open_ones: set[str],
    newcomers: dict[int, list[str]],
) -> Shown:
    """One of them, out of the pieces of several, under the titles that its reader may see."""
    own = [piece for piece in pieces if piece.roundup_id == roundup.pk]
    if roundup.is_newsletter:
        titles = {url: title for url, title in titles.items() if url in open_ones}
    told = [_told(piece, titles, open_ones, newcomers.get(roundup.pk, [])) for piece in own]
    seen = [one for one in told if one is not None]
    return Shown(roundup, seen, 0 if roundup.is_newsletter else len(own) - len(seen))


def _lines(urls: Collection[str]) -> EntryQuerySet:
    """What stands in the index of these pages. What belongs to a group is in no round-up,
    whoever reads."""
    return Entry.objects.exclude(seen_by=Shared.SeenBy.GROUP).filter(url__in=urls)


def _titles(urls: Collection[str], person: Person | None) -> tuple[dict[str, str], set[str]]:
    """What these pages are called, as far as this reader may open them, and which of them
    everyone may."""
    everybodys = Entry.objects.visible_to(None).filter(pk=OuterRef("pk"))
    seen = _lines(urls).visible_to(person).annotate(is_open=Exists(everybodys))
    rows = list(seen.values_list("url", "title", "is_open"))
    return {url: title for url, title, _ in rows}, {url for url, _, is_open in rows if is_open}


def _told(
    piece: Piece, titles: dict[str, str], open_ones: set[str], names: list[str]
) -> Told | None:
    heading = str(Kind(piece.kind).label)
    if piece.kind == Kind.PEOPLE:
        few, more = names[:NAMED_AT_MOST], len(names[NAMED_AT_MOST:])
        return Told(piece, heading, names=few, more_names=more) if names else None
    if piece.is_outside:
        return Told(piece, heading, piece.title or piece.url, piece.url)
    if piece.url not in titles:
        return None
    is_for_members = piece.url not in open_ones
    return Told(piece, heading, titles[piece.url], piece.url, is_for_members=is_for_members)


def _newcomers(roundups: Collection[Roundup]) -> dict[int, list[str]]:
    """Who is new and lets us say so now, by round-up."""
    numbers = [roundup.pk for roundup in roundups]
    rows = Roundup.objects.filter(pk__in=numbers, newcomers__isnull=False)
    named = rows.order_by("newcomers__joined_at", "newcomers")
    pairs = list(named.values_list("pk", "newcomers", "newcomers__name"))
    yes = may_be_named({person for _roundup, person, _name in pairs})
    found: dict[int, list[str]] = {}
    for roundup, person, name in pairs:
        if person in yes:
            found.setdefault(roundup, []).append(name)
    return found


def may_be_named(numbers: Collection[int]) -> set[int]:
    """Which of these people said yes, and still do."""
    return {pk for area in areas() if area.named for pk in area.named(numbers)}
