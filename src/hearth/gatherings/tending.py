"""Looking after cards: after thirty days we ask once whether one is still needed; then it rests."""

from __future__ import annotations

from django.db import models, transaction
from django.utils.timezone import now
from django.utils.translation import gettext

from hearth.gatherings.models import Answer, Closing, Renewal
from hearth.gatherings.models.answers import STAYS_OPEN
from hearth.gatherings.models.cards import RESTS_AFTER, write_about

AT_ONCE = 200


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
