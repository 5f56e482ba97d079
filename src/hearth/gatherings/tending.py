"""Looking after what was said: cards that stand open for long, notes that wait for their host."""

from __future__ import annotations

from datetime import timedelta

from django.db import models, transaction
from django.utils.timezone import now
from django.utils.translation import gettext

from hearth.gatherings.models import Answer, Closing, Gathering, Renewal
from hearth.gatherings.models.answers import STAYS_OPEN
from hearth.gatherings.models.cards import RESTS_AFTER, write_about
from hearth.ground.books import post
from hearth.ground.books.post import Kind as Post

AT_ONCE = 200

NOTES_WAIT, NOTES_ARE_OLD = timedelta(hours=18), timedelta(days=4)
"""When a host hears that people wait for notes and thanks: in time for the first 24 hours."""


def tend_cards() -> int:
    """Ask about cards that have stood open for long, and let those rest that nobody spoke up
    for; returns how many changed. Safe at any time and twice: runs that were missed make
    nobody's card rest before they had seven days to answer."""
    old = Answer.objects.cards().unclosed().standing_before(now() - STAYS_OPEN)
    unasked = old.filter(renewal__asked_at=None)
    silent = old.filter(renewal__asked_at__lte=now() - RESTS_AFTER)
    return sum(_rest(card) for card in _some(silent)) + sum(_ask(card) for card in _some(unasked))


def _some(cards: models.QuerySet[Answer]) -> list[Answer]:
    return list(cards.select_related("gathering", "person").order_by("pk")[:AT_ONCE])


@transaction.atomic
def _ask(card: Answer) -> int:
    """One letter, once in the life of a card. Who has no address finds the card on their page."""
    card.gathering.locked()
    Renewal.objects.get_or_create(answer=card)
    asked = Renewal.objects.filter(answer=card, asked_at=None).update(asked_at=now())
    if asked and card.person:
        subject, taken = gettext("Is it still needed?"), card.takings.exists()
        write_about(card.person, card, subject, "still", once="still", taken=taken)
    return asked


@transaction.atomic
def _rest(card: Answer) -> bool:
    """The card leaves the list. Its person can wake it."""
    card.gathering.locked()
    rested = {"why": Closing.Why.RESTED}
    return Closing.objects.get_or_create(answer=card, defaults=rested)[1]


def remind_hosts() -> int:
    """A day is soon over: one letter to the host whose notes or thanks have not gone (J2.8)."""
    met = Gathering.objects.standing().filter(thanks=None, arrivals__isnull=False).distinct()
    lately = met.filter(ends_at__lte=now() - NOTES_WAIT, ends_at__gt=now() - NOTES_ARE_OLD)
    return sum(_remind(gathering) for gathering in lately.select_related("host", "notes"))


def _remind(gathering: Gathering) -> int:
    notes = getattr(gathering, "notes", None)
    return post(
        [gathering.host],
        gettext("Notes and thanks: {title}").format(title=gathering.title),
        "gatherings/letters/notes_wait.txt",
        kind=Post.NOTES,
        button=(gettext("Finish the notes"), gathering.page("notes")),
        once=f"notes-wait:{gathering.pk}",
        gathering=gathering,
        came=gathering.arrivals.count(),
        are_out=notes is not None and notes.published_at is not None,
    )
