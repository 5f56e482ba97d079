"""What a round-up could tell: what areas have for it, and what people flagged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Self

from hearth.ground.access import Shared
from hearth.ground.accounts import Person
from hearth.ground.areas import Item, areas
from hearth.ground.books.index import Entry, EntryQuerySet
from hearth.roundups.editions import Edition
from hearth.roundups.models.flags import Flag
from hearth.roundups.models.pieces import KINDS, Kind, Piece
from hearth.roundups.models.roundup import Roundup

FLAGGED_FIRST = -1000
NOT_TOLD_AGAIN = timedelta(days=60)
MAY_COME_AGAIN = {Kind.QUESTION, Kind.DATE, Kind.PEOPLE}
"""Of what was told in the last weeks, only these are told once more."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that could go in, as its editor sees it."""

    kind: Kind
    title: str
    url: str
    weight: float = 0
    words: str = ""
    until: date | None = None
    flag: Flag | None = None
    line: str = ""

    @classmethod
    def of(cls, item: Item) -> Self | None:
        """As an area has it; None for a person, or for what no round-up looks for."""
        known = item.kind in Kind.values
        until = item.until
        return (
            cls(Kind(item.kind), str(item.title), item.url, item.weight, item.words, until)
            if known
            else None
        )

    def as_piece(self) -> Piece:
        outside = not self.url.startswith("/")
        return Piece(
            kind=self.kind,
            url=self.url,
            title=self.title[:120] if outside else "",
            line=self.line,
            until=self.until,
            flag=self.flag,
        )


@dataclass(frozen=True, slots=True)
class Harvest:
    """All that there is for one round-up: candidates, the best first, and who is new."""

    candidates: list[Candidate]
    newcomers: list[int]

    def of(self, kind: Kind) -> list[Candidate]:
        return [one for one in self.candidates if one.kind == kind]


def harvest(roundup: Roundup) -> Harvest:
    """What there is for a round-up now. What a group keeps to itself, and what no reader could
    open, is not among it; nor what an earlier round-up told."""
    items = list(items_of(roundup.since, roundup.until))
    newcomers = [item.person.pk for item in items if item.person is not None]
    every = [one for item in items if (one := Candidate.of(item)) is not None]
    found = [one for one in every if one.kind in KINDS[Edition.ROUNDUP]]
    both = _with_flags(found, list(Flag.objects.open().select_related("by")[:100]))
    open_ones = _open(both, _told_lately(roundup), Entry.objects.all())
    return Harvest(sorted(open_ones, key=lambda one: (one.weight, one.title)), newcomers)


def in_reserve(roundup: Roundup, editor: Person) -> list[Candidate]:
    """What the draft did not take when it filled itself or its editor left out, and what people
    flagged since: flags first. Titles are those that pages have now, of pages that this editor
    may open."""
    rows = list(roundup.pieces.select_related("flag__by").order_by("place", "pk"))
    inside = {piece.url for piece in rows if piece.aside_at is None}
    found = [
        Candidate(Kind(piece.kind), piece.title, piece.url, until=piece.until)
        for piece in rows
        if piece.url and piece.url not in inside
    ]
    unique = list({one.url: one for one in found}.values())
    flags = Flag.objects.open().select_related("by")[:100]
    both = _with_flags(unique, [flag for flag in flags if flag.url not in inside])
    seen = Entry.objects.visible_to(editor)
    return sorted(_open(both, set(), seen), key=lambda one: one.weight)


def items_of(since: datetime, until: datetime) -> Iterable[Item]:
    """What areas have of the time between two moments and no group keeps to itself."""
    for area in areas():
        if area.items:
            for item in area.items(since, until):
                if item.seen_by != Shared.SeenBy.GROUP:
                    yield item


def _with_flags(found: list[Candidate], flags: list[Flag]) -> list[Candidate]:
    """What somebody flagged comes first of its kind; what no area has is something to read."""
    known = {one.url: one for one in found}
    for flag in reversed(flags):
        one = known.get(flag.url)
        if one is None:
            one = Candidate(Kind.READ, flag.title or flag.url, flag.url)
        words = flag.words or one.words
        known[flag.url] = replace(one, weight=FLAGGED_FIRST, flag=flag, words=words)
    return list(known.values())


def _open(every: list[Candidate], told: set[str], seen: EntryQuerySet) -> Iterable[Candidate]:
    """Those with a page among these entries that is not a group's own, under the title it has
    there; and pages elsewhere."""
    inside = seen.filter(url__in=[one.url for one in every])
    titles = dict(inside.exclude(seen_by=Shared.SeenBy.GROUP).values_list("url", "title"))
    for one in every:
        if one.url in told and one.kind not in MAY_COME_AGAIN:
            continue
        if one.url in titles:
            yield replace(one, title=titles[one.url])
        elif not one.url.startswith("/"):
            yield one


def _told_lately(roundup: Roundup) -> set[str]:
    lately = roundup.since - NOT_TOLD_AGAIN
    sent = Roundup.objects.weekly().sent().filter(sent_at__gt=lately).exclude(pk=roundup.pk)
    told = Piece.objects.filter(roundup__in=sent.values("pk"), aside_at=None)
    return set(told.values_list("url", flat=True))
