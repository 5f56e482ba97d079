"""A board as one reader sees it: loose cards, piles, and what somebody just moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Any, Protocol, cast
from uuid import UUID

from django.db.models import QuerySet, Subquery
from django.utils.translation import gettext as _, ngettext

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, Wish
from hearth.listening.models.boards import Board
from hearth.listening.models.piles import Pile, Placement
from hearth.listening.models.whereabouts import where_said

LOOSE_AT_ONCE = 60
OF_A_PILE, OF_A_PILE_AMONG_MANY, MANY = 30, 8, 150
"""How many cards a page shows before it offers the rest: fewer of each pile on a huge board."""


def in_short(said: Contribution) -> str:
    """The first words, by which people know a card."""
    return shorten(said.words, 40, placeholder="…")


@dataclass(slots=True)
class Card:
    """A card where it lies. The same card on two piles is two of these."""

    said: Contribution
    pile: int | None
    during: str = ""
    is_picked: bool = False
    also_on: list[str] = field(default_factory=list)
    was_suggested: bool = False
    may_belong: tuple[Pile, str] | None = None

    @property
    def step(self) -> str:
        """How a form names it: the card, and the pile that it would leave."""
        return f"{self.said.pk}-{self.pile or 0}"

    @property
    def by(self) -> str:
        """The name, only where the sayer wished for it."""
        sayer = self.said.said_by if self.said.wish == Wish.NAMED else None
        return sayer.name if sayer else ""

    @property
    def in_short(self) -> str:
        return in_short(self.said)


@dataclass(slots=True)
class Laid:
    """All that one reader sees of a board."""

    board: Board
    loose: list[Card]
    piles: list[tuple[Pile, list[Card]]]
    hides_some: bool
    aloud: str
    may_take_back: bool

    @property
    def is_empty(self) -> bool:
        return not (self.loose or self.piles)

    @property
    def of_a_pile(self) -> int:
        """How many cards of each pile are shown, those on top first."""
        return OF_A_PILE if len(self.each) <= MANY else OF_A_PILE_AMONG_MANY

    @property
    def each(self) -> list[Card]:
        """Every card once, however many piles it lies on."""
        on_piles = {card.said.pk: card for _pile, cards in self.piles for card in cards}
        return [*self.loose, *on_piles.values()]


def laid_out(board: Board, person: Person | None, picked: Collection[str] = ()) -> Laid:
    """The board for this reader, in five questions to the database however much lies on it."""
    cards: QuerySet[Any] = board.cards().visible_to(person).annotate(where=where_said(person))
    said = {card.pk: card for card in cards.select_related("said_by")}
    piles = list(board.piles.visible_to(person).shown().in_order())
    is_of_one = len({card.url for card in said.values()}) < 2
    where = {} if is_of_one else {pk: card.where for pk, card in said.items()}
    by_pile: dict[int, list[Card]] = defaultdict(list)
    on: dict[int, list[int]] = defaultdict(list)
    for placed in Placement.objects.filter(pile__board=board).order_by("-pk"):
        if placed.card_id in said:
            card = Card(said[placed.card_id], placed.pile_id, where.get(placed.card_id, ""))
            card.was_suggested = placed.was_suggested
            by_pile[placed.pile_id].append(card)
            on[placed.card_id].append(placed.pile_id)
    loose = [Card(card, None, where.get(pk, "")) for pk, card in said.items() if pk not in on]
    last = _last_press(board, person)
    laid = Laid(
        board=board,
        loose=loose,
        piles=[(pile, by_pile[pile.pk]) for pile in piles],
        hides_some=board.cards().count() > len(said),
        aloud=_aloud(last, person, said, {pile.pk: pile for pile in piles}),
        may_take_back=bool(last) and last[0].my_press is not None,
    )
    _say_where_else(laid, on)
    for card in (*loose, *(card for _pile, cards in laid.piles for card in cards)):
        card.is_picked = card.step in picked
    return laid


def _say_where_else(laid: Laid, on: dict[int, list[int]]) -> None:
    names = {pile.pk: str(pile) for pile, _cards in laid.piles}
    for pile, cards in laid.piles:
        for card in cards:
            others = [one for one in on[card.said.pk] if one != pile.pk]
            card.also_on = [names[one] for one in others if one in names]


class Last(Protocol):
    """A move of the last press, and the press that this reader may take back."""

    my_press: UUID | None
    by_id: int | None
    card_id: int
    into_id: int | None


def _last_press(board: Board, person: Person | None) -> list[Last]:
    """What the last press moved, the latest first."""
    last = board.moves.order_by("-pk").values("press")[:1]
    mine = board.moves.filter(by=person, is_taken_back=False).order_by("-pk").values("press")[:1]
    moved = board.moves.filter(press=Subquery(last)).annotate(my_press=Subquery(mine))
    return cast(list[Last], list(moved.order_by("-pk")))


def _aloud(
    last: list[Last], person: Person | None, said: dict[int, Contribution], piles: dict[int, Pile]
) -> str:
    """The last press in words, for those who hear the page; nothing of what they may not see."""
    moved = [one for one in last if one.card_id in said]
    if not moved:
        return ""
    to = piles.get(moved[0].into_id) if moved[0].into_id else None
    words = in_short(said[moved[0].card_id])
    if person is not None and moved[0].by_id == person.pk:
        return _your_move(len(moved), words, to)
    return _somebodys_move(len(moved), words, to)


def _somebodys_move(many: int, words: str, to: Pile | None) -> str:
    if many > 1:
        some = ngettext("Somebody moved {number} card.", "Somebody moved {number} cards.", many)
        return some.format(number=many)
    if to is None:
        return _("Somebody took “{card}” off its pile.").format(card=words)
    return _("Somebody moved “{card}” to “{pile}”.").format(card=words, pile=to)


def _your_move(many: int, words: str, to: Pile | None) -> str:
    if to is None:
        return _("You took “{card}” off its pile.").format(card=words)
    if many > 1:
        some = ngettext(
            "You moved {number} card to “{pile}”.", "You moved {number} cards to “{pile}”.", many
        )
        return some.format(number=many, pile=to)
    return _("You moved “{card}” to “{pile}”.").format(card=words, pile=to)
