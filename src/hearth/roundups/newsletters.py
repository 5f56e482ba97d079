"""Beginning a newsletter: a person asks for it, and it fills itself from what the quarter left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _

from hearth.ground.access import Shared
from hearth.ground.accounts import Person
from hearth.ground.areas import next_date
from hearth.ground.quarters import Quarter
from hearth.ground.refusals import Refused
from hearth.ground.time import LONDON
from hearth.roundups.editions import Edition
from hearth.roundups.for_everyone import candidates
from hearth.roundups.gathering_in import Candidate
from hearth.roundups.models import Piece, Roundup
from hearth.roundups.models.pieces import KINDS, Kind
from hearth.roundups.models.rota import may_edit

OF_EACH = 3
FILLED_WITH = (Kind.TOLD, Kind.MET, Kind.READ)
LOOKS_BACK = timedelta(days=184)
"""However long there was none, a newsletter looks back no further before its quarter."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What editors find: the drafts that wait, and the quarters whose newsletter can be begun."""

    draft: Roundup | None
    newsletter: Roundup | None
    quarters: list[Quarter]


def desk() -> Desk:
    """This quarter's can be begun; in its first month the last one's too, if it had none.
    Whoever began this quarter's has no other to begin."""
    today = localtime(now(), LONDON).date()
    this = Quarter.of_day(today)
    waits = Q(sent_at=None, missed_at=None)
    lately = Q(edition=Edition.NEWSLETTER, on__gte=this.before.first)
    rows = list(Roundup.objects.filter(waits | lately).newest_first())
    made = {one.on for one in rows if one.is_newsletter}
    both = [this, this.before] if today.month == this.first.month else [this]
    return Desk(
        draft=next((one for one in rows if not one.is_newsletter), None),
        newsletter=next((one for one in rows if one.is_newsletter and not one.is_over), None),
        quarters=[] if this.first in made else [one for one in both if one.first not in made],
    )


@transaction.atomic
def begin_newsletter(quarter: Quarter, *, by: Person) -> Roundup:
    """Make the draft of a quarter's newsletter, or find the one that somebody began: pressed
    twice, by two people too, it is one. One before it that nobody sent is missed from now on."""
    if not may_edit(by):
        raise Refused(_("Only editors and stewards begin a newsletter."))
    begun = Roundup.objects.newsletters().filter(on=quarter.first).first()
    if begun is not None:
        return begun
    if quarter not in desk().quarters:
        raise Refused(_("That newsletter cannot be begun now. Begin this quarter’s."))
    until = comes_up_to(quarter)
    newsletter, is_new = Roundup.objects.get_or_create(
        edition=Edition.NEWSLETTER,
        on=quarter.first,
        defaults={
            "since": _since(quarter),
            "until": until,
            "closes_at": quarter.ends,
            "seen_by": Shared.SeenBy.EVERYONE,
        },
    )
    if is_new:
        Roundup.objects.newsletters().waiting().exclude(pk=newsletter.pk).update(missed_at=now())
        _fill(newsletter)
    return newsletter


def comes_up_to(quarter: Quarter) -> datetime:
    """Up to when it can tell of something: now, as long as its quarter runs."""
    return min(now(), quarter.ends)


def in_reserve(newsletter: Roundup) -> list[Candidate]:
    """What it could tell besides, with what came since it was begun."""
    return candidates(newsletter, comes_up_to(Quarter.of_day(newsletter.on)))


def _since(quarter: Quarter) -> datetime:
    """From where the last one that was sent ended; of those before the first, from the first
    that was begun. So nothing falls between two."""
    before = Roundup.objects.newsletters().filter(on__lt=quarter.first)
    last = before.sent().order_by("-until").first()
    first = before.order_by("since").first()
    since = last.until if last else first.since if first else quarter.begins
    return max(since, quarter.begins - LOOKS_BACK)


def _fill(newsletter: Roundup) -> None:
    """A few of each, and the next date. All else stays in reserve for its editor."""
    date = next_date(None)
    found = candidates(newsletter, newsletter.until)
    if date is not None:
        found = [one for one in found if one.url != date.url]
    for kind in FILLED_WITH:
        of_kind = [one for one in found if one.kind == kind]
        newsletter.pieces.bulk_create(_placed(newsletter, of_kind[:OF_EACH]))
    if date is not None:
        place = KINDS[Edition.NEWSLETTER].index(Kind.DATE) * OF_EACH
        newsletter.pieces.create(kind=Kind.DATE, url=date.url, at=date.starts_at, place=place)


def _placed(newsletter: Roundup, few: list[Candidate]) -> list[Piece]:
    pieces = [one.as_piece() for one in few]
    for number, piece in enumerate(pieces):
        piece.roundup = newsletter
        piece.place = KINDS[Edition.NEWSLETTER].index(Kind(piece.kind)) * OF_EACH + number
    return pieces
