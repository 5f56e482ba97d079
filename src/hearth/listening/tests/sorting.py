"""Real questions that people have sorted, and how often our guesses agree with them."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple

from hearth.listening.alike import pairs, places

SORTED = Path(__file__).parent / "sorted"


class Agreement(NamedTuple):
    """How many guesses were right, of how many, where how many were possible; and how many
    cards that belong nowhere were placed, of how many."""

    right: int
    guessed: int
    possible: int
    astray: int = 0
    strangers: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.guessed

    @property
    def found(self) -> float:
        return self.right / self.possible


def themes(name):
    """The texts of each theme in this file."""
    found, here = {}, []
    for line in (SORTED / f"{name}.txt").read_text().splitlines():
        if line.startswith("= "):
            here = found.setdefault(line[2:], [])
        elif not line.startswith("#"):
            here.append(line)
    return found


def every_other(sorted_texts, first):
    """Half of the themes: one half chose our numbers, and the other one tests them."""
    return {name: sorted_texts[name] for name in sorted(sorted_texts)[first::2]}


def agreement_on_pairs(sorted_texts, *, boards=60, cards=60, of_one=3, seed=1):
    """Boards of so many cards, at most so many of one theme: are both of a pair of one?"""
    chance, right, guessed = Random(seed), 0, 0  # noqa: S311
    for _ in range(boards):
        laid = [
            (theme, text)
            for theme, texts in sorted(sorted_texts.items())
            for text in chance.sample(texts, min(of_one, len(texts)))
        ]
        laid = chance.sample(laid, min(cards, len(laid)))
        found = pairs({card: text for card, (_, text) in enumerate(laid)})
        right += sum(laid[pair.one][0] == laid[pair.other][0] for pair in found)
        guessed += len(found)
    return Agreement(right, guessed, boards * 15)


def agreement_on_places(sorted_texts, *, boards=60, piles=7, placed=5, loners=12, seed=2):
    """Boards of so many piles, five cards on each: where do five more of each go, and what
    becomes of cards from themes that have no pile?"""
    chance, told = Random(seed), Agreement(0, 0, 0)  # noqa: S311
    large = sorted(name for name, texts in sorted_texts.items() if len(texts) > placed)
    for _ in range(boards):
        open_ones = chance.sample(large, min(piles, len(large)))
        strangers = [
            t for name in sorted(sorted_texts) if name not in open_ones for t in sorted_texts[name]
        ]
        laid, rest, number = {}, {}, count()
        for pile, name in enumerate(open_ones):
            texts = chance.sample(sorted_texts[name], len(sorted_texts[name]))
            laid[pile] = texts[:placed]
            rest |= {next(number): (pile, text) for text in texts[placed : placed + 5]}
        belong = len(rest)
        lonely = chance.sample(strangers, min(loners, len(strangers)))
        rest |= {next(number): (None, text) for text in lonely}
        found = places(laid, {card: text for card, (_, text) in rest.items()})
        right = sum(rest[card][0] == guess.pile for card, guess in found.items())
        astray = sum(rest[card][0] is None for card in found)
        here = (right, len(found), belong, astray, len(lonely))
        told = Agreement(*map(sum, zip(told, here, strict=True)))
    return told
