"""Filling the draft: one of each kind, the next date, and who is new and may be named."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import now

from hearth.ground.areas import next_date
from hearth.roundups.editions import Edition
from hearth.roundups.gathering_in import Harvest, harvest
from hearth.roundups.models import Habit, Piece, Roundup
from hearth.roundups.models.pieces import KINDS, Kind
from hearth.roundups.slots import Slot

ONE_OF_EACH = (Kind.READ, Kind.QUESTION, Kind.OPPORTUNITY, Kind.TOLD)
IN_RESERVE = 12
LOOKS_BACK = timedelta(days=35)
"""However long there was none, a draft looks back no further."""


@transaction.atomic
def fill(slot: Slot, habit: Habit) -> Roundup | None:
    """Make the draft of this slot. None where there is one already: whoever comes second to the
    same day, in another process too, makes nothing."""
    roundup, is_new = Roundup.objects.get_or_create(
        edition=Edition.ROUNDUP,
        on=slot.on,
        defaults={
            "since": _since(slot.opens_at, habit),
            "until": slot.opens_at,
            "closes_at": slot.closes_at,
            "seen_by": habit.seen_by,
        },
    )
    if not is_new:
        return None
    found = harvest(roundup)
    pieces = [of_kind[0].as_piece() for kind in ONE_OF_EACH if (of_kind := found.of(kind))]
    if found.newcomers:
        roundup.newcomers.set(found.newcomers)
        pieces.append(Piece(kind=Kind.PEOPLE))
    if date := next_date(None):
        pieces.append(Piece(kind=Kind.DATE, url=date.url, at=date.starts_at))
    _keep_the_rest(roundup, found, {piece.url for piece in pieces})
    order = KINDS[Edition.ROUNDUP]
    for place, piece in enumerate(sorted(pieces, key=lambda one: order.index(Kind(one.kind)))):
        piece.roundup, piece.place = roundup, place
        piece.save()
    return roundup


def _keep_the_rest(roundup: Roundup, found: Harvest, taken: set[str]) -> None:
    """In reserve, so that the editor can swap: some of each kind, the best first."""
    rest = [one for kind in Kind for one in found.of(kind)[:IN_RESERVE] if one.url not in taken]
    rows = [one.as_piece() for one in rest]
    for place, piece in enumerate(rows):
        piece.roundup, piece.place, piece.aside_at = roundup, place, now()
    Piece.objects.bulk_create(rows)


def _since(opens_at: datetime, habit: Habit) -> datetime:
    """From where the last one that was sent ended. A missed one leaves what it had to the next."""
    last = Roundup.objects.weekly().sent().filter(until__lt=opens_at).newest_first().first()
    earliest = opens_at - LOOKS_BACK
    usual = opens_at - timedelta(weeks=habit.weeks)
    return max(last.until, earliest) if last else usual
