"""How much each word of a card weighs, beside all other cards of the board."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

type Weights = Mapping[str, float]

# A card of two words would be too sure of itself: every card is as if it were longer by this
# share of the average one. Worth a right pair and two right guesses in a hundred.
HUMILITY = 0.5

# What more than half of the cards speak of, and more than five, is what the board is about: it
# tells none of them apart.
EVERYWHERE, FIVE = 0.5, 5


def weigh(cards: Sequence[Iterable[str]]) -> list[dict[str, float]]:
    """A weight for each stem of each card: more where few cards have it, hardly more where one
    card says it again (TF-IDF with a logarithm). A card and itself come to less than 1."""
    counts = [Counter(card) for card in cards]
    rare = _rareness(counts)
    raw = [
        {s: (1 + log(n)) * rare[s] for s, n in sorted(one.items()) if s in rare} for one in counts
    ]
    lengths = [length(one) for one in raw]
    more = HUMILITY * sum(lengths) / (len(lengths) or 1)
    return [_over(one, long + more) for one, long in zip(raw, lengths, strict=True)]


def _rareness(counts: Sequence[Counter[str]]) -> dict[str, float]:
    spread = Counter(stem for count in counts for stem in count)
    most = max(FIVE, EVERYWHERE * len(counts))
    every = 1 + len(counts)
    return {stem: log(every / (1 + n)) + 1 for stem, n in spread.items() if n <= most}


def length(weights: Weights) -> float:
    """How long this is as an arrow."""
    return sqrt(sum(weight * weight for weight in weights.values()))


def middle(cards: Iterable[Weights]) -> dict[str, float]:
    """The middle of several cards, as an arrow of length 1."""
    whole: dict[str, float] = defaultdict(float)
    for card in cards:
        for stem, weight in card.items():
            whole[stem] += weight
    return _over(whole, length(whole))


def likeness(one: Weights, two: Weights) -> float:
    """How far the two point the same way, from 0 to 1."""
    return sum(weight * two[stem] for stem, weight in one.items() if stem in two)


def _over(weights: Weights, by: float) -> dict[str, float]:
    return {stem: weight / by for stem, weight in weights.items()} if by else {}
