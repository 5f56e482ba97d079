"""Which cards look alike, and where the rest may go: what that costs on boards of all sizes."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from time import process_time

from hearth.house.demo.building import MEETUPS
from hearth.house.demo.words import words_of
from hearth.listening.alike import pairs, places

PILES, ON_EACH = 7, 5


def figures() -> Iterator[str]:
    """CPU for the cards of a meet-up, for 500 (goal: 2 seconds), and for far too many."""
    for size in (60, 500, 5000):
        laid = dict(enumerate(_said(size)))
        begun = process_time()
        found = len(pairs(laid))
        yield f"{size:5,} cards: {found} pairs in {_since(begun):.0f} ms"
        yield f"{size:5,} cards: {_placed(laid)}"


def _placed(laid: dict[int, str]) -> str:
    """How long the rest takes, with the first cards on piles as they come."""
    on_piles = PILES * ON_EACH
    piles = {pile: [laid[n] for n in range(pile, on_piles, PILES)] for pile in range(PILES)}
    rest = {card: text for card, text in laid.items() if card >= on_piles}
    begun = process_time()
    found = len(places(piles, rest))
    return f"{found} of {len(rest):,} may go on a pile, in {_since(begun):.0f} ms"


def _since(begun: float) -> float:
    return (process_time() - begun) * 1000


def _said(count: int) -> list[str]:
    """So many cards: what was said in the demo, and then ten words of two of them, anew."""
    chance = Random(5)  # noqa: S311 - nothing secret hangs on it
    said = [w for month in MEETUPS for part in words_of(month)["said"] for w in part["words"]]
    mixed = (_ten_words(chance, chance.sample(said, 2)) for _ in range(len(said), count))
    return [*said, *mixed][:count]


def _ten_words(chance: Random, texts: list[str]) -> str:
    return " ".join(chance.choices(" ".join(texts).split(), k=10))
