"""Where the cards that are left may go, once people have sorted some of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from hearth.listening.alike.reasons import most_telling, shared_words
from hearth.listening.alike.weights import Weights, likeness, middle, weigh
from hearth.listening.alike.words import Said, names_in, spoken, stems

# Cards with words in them. After one card on each pile, 43 in 100 of those that belonged found
# theirs; after three 59, after four 62, after five 65. What was guessed was as often right.
ABOUT_FIVE = 4
LEAST = 0.05  # at which four guesses in five were right


@dataclass(frozen=True, slots=True)
class Guess:
    """The pile that a card may belong on, how sure that is (0 to 1), and the words of both."""

    pile: int
    sureness: float
    shared: tuple[str, ...]


def places(
    placed: Mapping[int, Sequence[str]], rest: Mapping[int, str], *, names: Collection[str] = ()
) -> dict[int, Guess]:
    """A pile for each card that is left, where one clearly stands out; no other card is named.

    It begins once two piles have about five cards: four, with words in them. Smaller piles get
    nothing yet, but what is more like them goes nowhere else either.
    """
    leave_out = names_in(names)
    known = {pile: _with_words(placed[pile], leave_out) for pile in sorted(placed)}
    ready = {pile for pile, cards in known.items() if len(cards) >= ABOUT_FIVE}
    if len(ready) < 2:
        return {}
    left = {card: spoken(rest[card], leave_out) for card in sorted(rest)}
    board = _Board(known, left)
    guesses = ((card, board.guess(card)) for card in left)
    return {card: guess for card, guess in guesses if guess and guess.pile in ready}


def _with_words(texts: Sequence[str], leave_out: Collection[str]) -> list[Said]:
    return [said for text in texts if (said := spoken(text, leave_out))]


class _Board:
    """Piles by the middle of their cards, and the cards that are left."""

    def __init__(self, known: Mapping[int, list[Said]], left: Mapping[int, Said]) -> None:
        self.known, self.left = known, left
        everything = [said for cards in known.values() for said in cards] + [*left.values()]
        weights = iter(weigh([stems(said) for said in everything]))
        self.piles = {pile: middle([next(weights) for _ in cards]) for pile, cards in known.items()}
        self.cards: dict[int, Weights] = {card: next(weights) for card in left}

    def guess(self, card: int) -> Guess | None:
        """The likeliest pile: sure by how much more like it than the next one the card is."""
        weights = self.cards[card]
        near = sorted(((likeness(weights, self.piles[p]), -p) for p in self.piles), reverse=True)
        (most, pile), (next_best, _) = near[:2]
        sureness = most - next_best
        return Guess(-pile, sureness, self._reasons(card, -pile)) if sureness >= LEAST else None

    def _reasons(self, card: int, pile: int) -> tuple[str, ...]:
        on_it = [word for said in self.known[pile] for word in said]
        order = most_telling(self.cards[card], self.piles[pile])
        return shared_words(self.left[card], on_it, order)
