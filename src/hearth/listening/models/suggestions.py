"""What the machine proposes on a board, in grey: these look alike, this may belong there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import ClassVar

from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution
from hearth.ground.live import tell
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.listening import alike
from hearth.listening.models.boards import Board
from hearth.listening.models.laid import Card, Laid
from hearth.listening.models.piles import Pile

AT_ONCE, ENOUGH = 3, 60
"""So many pairs are shown at once, of so many that are worked out."""
KEPT = 3600  # seconds


class NotAlike(models.Model):
    """Somebody said no to this pair, so it does not come back."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="not_alike")
    one = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    other = models.ForeignKey(Contribution, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    objects = Rows.as_manager()

    personal: ClassVar = {
        "by": Personal("to know who said no", "nobody", Erase.EMPTIED, exported=False)
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["board", "one", "other"], name="one_no_a_pair")
        ]

    def __str__(self) -> str:
        return f"{self.one} / {self.other}"


@dataclass(frozen=True, slots=True)
class Alike:
    """Two cards that look alike to the machine, and the words that make it think so."""

    one: Card
    other: Card
    why: str

    @property
    def value(self) -> str:
        """How a form names them."""
        return f"{self.one.said.pk}-{self.other.said.pk}"


@dataclass(frozen=True, slots=True)
class Suggested:
    """What one reader is shown in grey. It is worked out from the cards that this reader may
    read and from nothing else, so that no likeness tells of a card that is hidden from them."""

    pairs: list[Alike]
    many: int

    @property
    def is_empty(self) -> bool:
        return not self.pairs


def suggest(laid: Laid) -> Suggested:
    """Work out pairs, and say on each loose card where it may belong. Nothing is moved."""
    cards = {card.said.pk: card for card in laid.each}
    names = sorted({card.by for card in cards.values() if card.by})
    _say_where_each_may_belong(laid, names)
    refused = set(laid.board.not_alike.values_list("one", "other"))
    loose = {card.said.pk for card in laid.loose}
    found = [
        Alike(cards[one], cards[other], _both_say(shared))
        for one, other, shared in _pairs({pk: card.said.words for pk, card in cards.items()}, names)
        if (one, other) not in refused and loose & {one, other}
    ]
    return Suggested(found[:AT_ONCE], len(found))


@transaction.atomic
def say_no(board: Board, one: int, other: int, *, by: Person) -> None:
    """This pair does not come back, for anybody. Twice changes nothing."""
    board = board.locked()
    seen = board.cards().visible_to(by).filter(pk__in={one, other})
    if len(seen) != 2:
        raise Refused(_("This card is not on the board any more."))
    first, second = sorted(seen, key=lambda card: card.pk)
    board.not_alike.get_or_create(one=first, other=second, defaults={"by": by})
    tell(board.live_topic)


def _pairs(words: Mapping[int, str], names: list[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    """The same cards always give the same pairs, so they are worked out once."""
    said = sha256(repr((sorted(words.items()), names)).encode()).hexdigest()
    found: list[tuple[int, int, tuple[str, ...]]] | None = cache.get(f"alike-{said}")
    if found is None:
        pairs = alike.pairs(words, ENOUGH, names=names)
        found = [
            (min(pair.one, pair.other), max(pair.one, pair.other), pair.shared) for pair in pairs
        ]
        cache.set(f"alike-{said}", found, KEPT)
    return found


def _say_where_each_may_belong(laid: Laid, names: list[str]) -> None:
    placed = {pile.pk: [card.said.words for card in cards] for pile, cards in laid.piles}
    piles = {pile.pk: pile for pile, _cards in laid.piles}
    rest = {card.said.pk: card.said.words for card in laid.loose}
    guesses = alike.places(placed, rest, names=names)
    for card in laid.loose:
        guess = guesses.get(card.said.pk)
        if guess:
            card.may_belong = (piles[guess.pile], _both_say(guess.shared))


def _both_say(shared: tuple[str, ...]) -> str:
    return _("both say {words}").format(words=", ".join(f"“{word}”" for word in shared))


def on_which(laid: Laid, number: int) -> Pile | None:
    """The first pile that a card lies on, as this reader sees it."""
    places = (pile for pile, cards in laid.piles if number in {card.said.pk for card in cards})
    return next(places, None)
