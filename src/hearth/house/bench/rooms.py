"""A year of break-outs: how often people meet again, by our memory and by chance."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from statistics import mean
from typing import Any

from hearth.gatherings.dealing.year import Dealer, Year, at_random, by_memory, year_of_rounds
from hearth.house.demo.building import MEETUPS
from hearth.house.demo.words import words_of

SEEDS = range(20)
MEMBERS = 140  # in the demo
FAITHFUL = 1.0


def figures() -> Iterator[str]:
    """Repeats over a year and milliseconds a round, in years of several kinds."""
    counts = [words_of(month)["came"] for month in MEETUPS]
    demo = list(islice(cycle(counts), 12))
    yield _line("50 people, 15 to 50 present (goal 22, and 60 ms)")
    yield _line("50 people, 15 to 50 present, mostly the same", faithful=FAITHFUL)
    yield _line("50 people, 41 present each month", present=[41] * 12)
    yield _line("50 people, all of them each month", present=[50] * 12)
    yield _line("the demo's year: 140 people", people=MEMBERS, present=demo)
    yield _line("the demo's year, mostly the same", people=MEMBERS, present=demo, faithful=FAITHFUL)


def _line(title: str, **facts: Any) -> str:
    ours, chance = _years(by_memory, facts), _years(at_random, facts)
    seconds = [one for year in ours for one in year.seconds]
    return (
        f"{title:50} {mean(y.repeats for y in ours):6.1f} meet again"
        f" (most {max(y.repeats for y in ours)}), by chance {mean(y.repeats for y in chance):.1f};"
        f" {mean(seconds) * 1000:.0f} ms a round, longest {max(seconds) * 1000:.0f}"
    )


def _years(dealer: Dealer, facts: dict[str, Any]) -> list[Year]:
    return [year_of_rounds(seed, dealer=dealer, **facts) for seed in SEEDS]
