"""What a newsletter could tell: answers, where we met, what round-ups told, and more to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet

from hearth.ground.books.index import Entry
from hearth.roundups.editions import Edition
from hearth.roundups.gathering_in import Candidate, items_of
from hearth.roundups.models.pieces import KINDS, Kind, Piece
from hearth.roundups.models.roundup import Roundup

MINE = KINDS[Edition.NEWSLETTER]
CARRIED_ON = (Kind.READ, Kind.MORE, Kind.TOLD)
LEFT_OUT, CHOSEN_FIRST, AS_WE_TOLD_IT_LAST = -2000, -1000, 1000


def candidates(newsletter: Roundup, until: datetime) -> list[Candidate]:
    """What there is for it of the time up to this moment, the best first, each page once and
    under the title that it has now. Only what everyone may open, or lies elsewhere; nothing
    that is in it, and nothing that a newsletter told before."""
    sent = Roundup.objects.weekly().sent()
    sent = sent.filter(sent_at__gt=newsletter.since, sent_at__lte=until)
    pieces = _carried_on(sent)
    found = [*_left_out(newsletter), *_of_areas(newsletter, until)]
    found += [*_to_read(pieces), *_round_ups(sent)]
    lines = {piece.url: piece for piece in pieces if piece.roundup.is_public}
    titles = _everybodys({one.url for one in found})
    taken = _told_before(newsletter)
    best: dict[str, Candidate] = {}
    for one in sorted(found, key=lambda one: (MINE.index(one.kind), one.weight, one.title)):
        is_open = one.url in titles or not one.url.startswith("/")
        if is_open and one.url not in taken:
            best.setdefault(one.url, replace(one, title=titles.get(one.url, one.title)))
    return [_with_line(one, lines.get(one.url)) for one in best.values()]


def _with_line(one: Candidate, told: Piece | None) -> Candidate:
    """With the words that an editor wrote for everyone about this page. What was said ahead of
    a meeting is of no use after it."""
    if one.weight == LEFT_OUT:
        return one
    held = one.until if one.kind == Kind.MET else None
    late = told is None or (held is not None and told.roundup.on < held)
    said = "" if told is None or late else told.line
    line = f"{one.line} {said}".strip()[:600] if held else said or one.line
    return replace(one, line=line, until=None if held else one.until)


def _everybodys(urls: Iterable[str]) -> dict[str, str]:
    rows = Entry.objects.visible_to(None).filter(url__in=urls)
    return dict(rows.values_list("url", "title"))


def _of_areas(newsletter: Roundup, until: datetime) -> Iterator[Candidate]:
    """Of where we met and what was answered, its words are a first line for the editor."""
    for item in items_of(newsletter.since, until):
        one = Candidate.of(item)
        if one is not None and one.kind in MINE:
            yield replace(one, line=one.words[:600]) if one.kind in (Kind.MET, Kind.TOLD) else one


def _carried_on(sent: QuerySet[Roundup]) -> list[Piece]:
    """What editors put in that was to be read or was answered, the oldest first."""
    told = Piece.objects.in_it().filter(roundup__in=sent, kind__in=CARRIED_ON)
    return list(told.select_related("roundup").order_by("roundup__on", "-place", "pk"))


def _to_read(pieces: list[Piece]) -> Iterator[Candidate]:
    """Of these what was to be read; the newest weighs least. What was answered, and how it
    stands now, areas say. A page elsewhere that was for members stays with them."""
    for number, piece in enumerate(pieces):
        is_public = piece.roundup.is_public
        if piece.kind != Kind.TOLD and (is_public or not piece.is_outside):
            words = piece.line if is_public else ""
            yield Candidate(Kind.READ, piece.title, piece.url, CHOSEN_FIRST - number, words)


def _round_ups(sent: QuerySet[Roundup]) -> Iterator[Candidate]:
    """The round-ups themselves, which end the list."""
    for number, one in enumerate(sent.order_by("-on")):
        weight = AS_WE_TOLD_IT_LAST + number
        yield Candidate(Kind.READ, str(one), one.get_absolute_url(), weight, one.opening)


def _left_out(newsletter: Roundup) -> Iterator[Candidate]:
    """What its editor left out can be put in again, with the line that it had."""
    for piece in newsletter.pieces.exclude(aside_at=None).order_by("place", "pk"):
        one = Candidate(Kind(piece.kind), piece.title, piece.url, LEFT_OUT, piece.line)
        yield replace(one, line=piece.line, until=piece.until)


def _told_before(newsletter: Roundup) -> set[str]:
    """Pages that are in this one, or were in one that went out: not as a date ahead, for then
    it can be told how it was."""
    others = Roundup.objects.newsletters().sent().values("pk")
    told = Piece.objects.in_it().filter(roundup__in=others).exclude(kind=Kind.DATE)
    mine = newsletter.pieces.in_it()
    return {url for rows in (told, mine) for url in rows.values_list("url", flat=True)}
