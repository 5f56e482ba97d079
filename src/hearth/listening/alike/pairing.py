"""Pairs of cards that look alike, the likeliest first, and the words that made each."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice

from hearth.listening.alike.reasons import most_telling, shared_words
from hearth.listening.alike.weights import Weights, weigh
from hearth.listening.alike.words import Said, names_in, spoken, stems

LEAST = 0.12  # below it, every second pair was wrong
MOST_MEETINGS = 1_000_000  # of two cards in one word: a second or two, however large the board

type Found = tuple[float, int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that look alike, how much (up to 1: the same text), and the words of both."""

    one: int
    other: int
    likeness: float
    shared: tuple[str, ...]


def pairs(
    cards: Mapping[int, str],
    at_most: int = 15,
    *,
    names: Collection[str] = (),
    apart: Collection[tuple[int, int]] = (),
) -> list[Pair]:
    """The pairs that look most alike, none of which follows from those above it.

    `names` of people do not count as words. What people turned down stands in `apart` and does
    not come back. Two cards without a word of substance in common are never a pair.
    """
    leave_out, no = names_in(names), {frozenset(two) for two in apart}
    said = {card: spoken(cards[card], leave_out) for card in sorted(cards)}
    said = {card: words for card, words in said.items() if words}
    weights = dict(zip(said, weigh([stems(words) for words in said.values()]), strict=True))
    found = [*_twice(cards, said), *_alike(weights, _enough_for(at_most) + len(no))]
    found.sort(key=_rank, reverse=True)
    left = (one for one in found if frozenset(one[1:]) not in no)
    return [
        Pair(one, other, alike, _why(said, weights, one, other))
        for alike, one, other in islice(_unjoined(left), at_most)
    ]


def meetings(cards: Sequence[Collection[str]]) -> dict[str, list[int]]:
    """Which cards meet in which stem. The rarest stems first, and no more than all can afford:
    on a huge board, words that are everywhere make no pair."""
    among: dict[str, list[int]] = defaultdict(list)
    for place, words in enumerate(cards):
        for stem in sorted(words):
            among[stem].append(place)
    left, kept = MOST_MEETINGS, {}
    for stem, here in sorted(among.items(), key=lambda one: (len(one[1]), one[0])):
        left -= len(here) * (len(here) - 1) // 2
        if left < 0:
            break
        kept[stem] = here
    return kept


def _why(
    said: Mapping[int, Said], weights: Mapping[int, Weights], one: int, other: int
) -> tuple[str, ...]:
    """Of two that say the same, what they say, even where everybody says it."""
    telling = most_telling(weights[one], weights[other])
    return shared_words(said[one], said[other], telling or stems(said[one]))


def _alike(weights: Mapping[int, Weights], count: int) -> list[Found]:
    """So many pairs that share words, the likeliest first."""
    cards, worth = list(weights), list(weights.values())
    where = meetings(worth)
    found = (
        (alike, cards[one], cards[other])
        for one in range(len(cards))
        for other, alike in _like(one, worth, where).items()
    )
    return nlargest(count, (one for one in found if one[0] >= LEAST), key=_rank)


def _like(
    one: int, worth: Sequence[Weights], where: Mapping[str, Sequence[int]]
) -> Mapping[int, float]:
    """How like this card each later one is that it meets."""
    alike: dict[int, float] = defaultdict(float)
    for stem, weight in worth[one].items():
        here = where.get(stem, ())
        for other in here[bisect_right(here, one) :]:
            alike[other] += weight * worth[other][stem]
    return alike


def _twice(cards: Mapping[int, str], said: Mapping[int, Said]) -> Iterator[Found]:
    """Cards that say the same, word for word."""
    first: dict[str, int] = {}
    for card in said:
        before = first.setdefault(" ".join(cards[card].casefold().split()), card)
        if before != card:
            yield 1.0, before, card


def _unjoined(found: Iterable[Found]) -> Iterator[Found]:
    """Those pairs whose cards are not joined already by pairs before them."""
    joined: dict[int, set[int]] = {}
    for pair in found:
        here, there = (joined.setdefault(card, {card}) for card in pair[1:])
        if here is not there:
            here |= there
            joined.update(dict.fromkeys(there, here))
            yield pair


def _enough_for(at_most: int) -> int:
    """So many pairs always hold `at_most` that do not follow from each other: even if the first
    all lie among the same few cards, the last one does not."""
    return at_most * (at_most - 1) // 2 + 1


def _rank(found: Found) -> tuple[float, int, int]:
    """The likeliest is greatest; of two as likely, the one with the older cards."""
    alike, one, other = found
    return alike, -one, -other
