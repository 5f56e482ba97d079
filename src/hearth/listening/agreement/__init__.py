"""The agreement map: what people agree on, and which groups of opinion there are, if any stay.

Pure: no database, no clock, no chance but a seed. `map_of` is all that a page needs; `exports`
reads the files that Polis gives out. The maths follows Polis, each file says which part of it.

    drawn = map_of(Vote(voter, statement, AGREE) for ...)
    drawn.standings      # statements, the widest consensus first
    drawn.groups or drawn.why_not
"""

from __future__ import annotations

from collections.abc import Iterable

from hearth.listening.agreement.picture import (
    MIN_STATEMENTS,
    MIN_VOTERS,
    Map,
    OpinionGroup,
    Place,
    Standing,
    WhyNot,
    draw,
    find,
)
from hearth.listening.agreement.speaking import Spoken
from hearth.listening.agreement.votes import AGREE, DISAGREE, PASS, Table, Tally, Vote

__all__ = [
    "AGREE",
    "DISAGREE",
    "MIN_STATEMENTS",
    "MIN_VOTERS",
    "PASS",
    "Map",
    "OpinionGroup",
    "Place",
    "Spoken",
    "Standing",
    "Tally",
    "Vote",
    "WhyNot",
    "map_of",
]

SEED = 20


def map_of(votes: Iterable[Vote], *, seed: int = SEED) -> Map:
    """The map of these votes, the same whatever order they come in. No votes make an empty map.

    Refuses (`ValueError`) an answer that is none of the three, and two different answers of one
    voter to one statement."""
    table = Table.of(votes)
    return draw(table, find(table, seed=seed))
