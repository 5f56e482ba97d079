"""Why two things look alike, in the words that people wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hearth.listening.alike.weights import Weights
from hearth.listening.alike.words import Said

MOST = 4


def shared_words(one: Said, other: Said, order: Sequence[str]) -> tuple[str, ...]:
    """The words behind these stems that both say, in this order, as people wrote them.

    Of "Evening" and "evenings" it is the small one, as the capital may only begin a sentence.
    """
    here, there = _written(one), _written(other)
    both = (max(here[stem], there[stem]) for stem in order if stem in here and stem in there)
    return tuple(dict.fromkeys(both))[:MOST]


def most_telling(one: Weights, other: Weights) -> list[str]:
    """The stems of both, those first that make them most alike."""
    return sorted(one.keys() & other.keys(), key=lambda stem: (-one[stem] * other[stem], stem))


def _written(said: Said) -> Mapping[str, str]:
    """How each stem was first written."""
    return dict(reversed(said))
