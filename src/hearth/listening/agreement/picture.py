"""The agreement map as a page can show it: statements by consensus, groups, places, or why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hearth.listening.agreement.chance import hang_together
from hearth.listening.agreement.consensus import agreed_in_all, disagreed_in_all, majority
from hearth.listening.agreement.groups import AT_LEAST, ENOUGH_ANSWERS, FEWEST, placed
from hearth.listening.agreement.speaking import Spoken, agreed_first, compare
from hearth.listening.agreement.staying import STAYS, seen_as, stay
from hearth.listening.agreement.votes import (
    AGREE,
    DISAGREE,
    Counts,
    Labels,
    Numbers,
    Table,
    Tally,
)

MIN_VOTERS = FEWEST * AT_LEAST
"""Voters who answered enough, below which there cannot be two groups of five."""

MIN_STATEMENTS = ENOUGH_ANSWERS
"""Statements, below which nobody can have answered enough to be placed."""


class WhyNot(StrEnum):
    """Why a map shows no groups, by the first reason that holds. The page finds the words."""

    TOO_FEW_STATEMENTS = "too-few-statements"
    TOO_FEW_VOTERS = "too-few-voters"
    ALL_ALIKE = "all-alike"
    NO_PATTERN = "no-pattern"
    GROUP_TOO_SMALL = "group-too-small"
    NOT_STABLE = "not-stable"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one statement stands, among everybody and in each group."""

    statement: int
    rank: int
    """1 for the widest consensus; statements as wide are in the order of their numbers."""
    everybody: Tally
    by_group: tuple[Tally, ...]
    """In the order of `Map.groups`; empty where there are none."""
    agreed: float
    """From 0 to 1: the share who agree, multiplied over the groups (Polis)."""
    disagreed: float
    majority: int | None
    """`AGREE` or `DISAGREE` where it is among the five that clearly most people say so of."""

    @property
    def answer(self) -> int:
        """The answer that the consensus goes by."""
        return AGREE if self.agreed >= self.disagreed else DISAGREE


@dataclass(frozen=True, slots=True)
class OpinionGroup:
    """At least five voters who answer alike, and what speaks for them."""

    voters: tuple[int, ...]
    x: float
    y: float
    stays: float
    """From 0 to 1: how much of the group stays when a tenth of the voters are left out."""
    says: tuple[Spoken, ...]
    """At most five statements, the best agreed first, what they disagree with last."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one voter stands in the picture, and in which of `Map.groups`. For the page to draw,
    never to name: what somebody answered is theirs."""

    voter: int
    x: float
    y: float
    group: int | None


@dataclass(frozen=True, slots=True)
class Map:
    """All that a page shows. It has groups, or it says why not."""

    voters: int
    placed: int
    """Voters who answered at least seven statements, or all where there are fewer."""
    standings: tuple[Standing, ...]
    """The widest consensus first."""
    groups: tuple[OpinionGroup, ...]
    """The largest first."""
    places: tuple[Place, ...]
    """Those who are placed, in the order of their numbers; nobody where there are too few."""
    why_not: WhyNot | None
    stays: float | None
    """How surely the least sure group stays, also where that is too little; None without groups."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What the maths found in one table, before it is put into words for a page."""

    places: Numbers | None
    """None where there is too little to place anybody by."""
    counted: np.ndarray
    labels: Labels | None
    stays: tuple[float, ...]
    why_not: WhyNot | None

    @property
    def shown(self) -> list[np.ndarray]:
        """The rows of each group, if groups may be shown."""
        if self.labels is None or self.why_not:
            return []
        return [self.labels == group for group in range(int(self.labels.max()) + 1)]


def find(table: Table, *, seed: int) -> Found:
    """Groups, if there are any that stay and hold five people each."""
    counted = placed(table.answers)
    if len(table.statements) < MIN_STATEMENTS:
        return Found(None, counted, None, (), WhyNot.TOO_FEW_STATEMENTS)
    if counted.sum() < MIN_VOTERS:
        return Found(None, counted, None, (), WhyNot.TOO_FEW_VOTERS)
    places, labels = seen_as(table.answers)
    if not np.ptp(places[counted], axis=0).any():
        return Found(places, counted, None, (), WhyNot.ALL_ALIKE)
    if not hang_together(table.answers, seed=seed):
        return Found(places, counted, None, (), WhyNot.NO_PATTERN)
    if labels is None:
        return Found(places, counted, None, (), WhyNot.GROUP_TOO_SMALL)
    stays = stay(table.answers, places, labels, seed=seed)
    return Found(places, counted, labels, stays, WhyNot.NOT_STABLE if min(stays) < STAYS else None)


def draw(table: Table, found: Found) -> Map:
    """The map of what was found."""
    groups = _groups(table, found)
    return Map(
        voters=len(table.voters),
        placed=int(found.counted.sum()),
        standings=_standings(table, found.shown),
        groups=groups,
        places=_places(table, found),
        why_not=found.why_not,
        stays=min(found.stays, default=None),
    )


def _groups(table: Table, found: Found) -> tuple[OpinionGroup, ...]:
    shown, places = found.shown, found.places
    if places is None:
        return ()
    beside = compare([Counts.of(table.answers[rows]) for rows in shown])
    return tuple(
        OpinionGroup(
            voters=tuple(table.voters[i] for i in np.flatnonzero(rows)),
            x=float(places[rows, 0].mean()),
            y=float(places[rows, 1].mean()),
            stays=stays,
            says=tuple(agreed_first(one, table.statements)),
        )
        for rows, one, stays in zip(shown, beside, found.stays, strict=False)
    )


def _places(table: Table, found: Found) -> tuple[Place, ...]:
    shown = found.shown
    everywhere = [] if found.places is None else found.places.tolist()
    return tuple(
        Place(table.voters[i], x, y, _group_of(shown, i))
        for i, (x, y) in enumerate(everywhere)
        if found.counted[i]
    )


def _group_of(shown: Sequence[np.ndarray], row: int) -> int | None:
    return next((group for group, rows in enumerate(shown) if rows[row]), None)


def _standings(table: Table, groups: Sequence[np.ndarray]) -> tuple[Standing, ...]:
    everybody = Counts.of(table.answers)
    by_group = [Counts.of(table.answers[rows]) for rows in groups]
    agreed = agreed_in_all(by_group or [everybody])
    disagreed = disagreed_in_all(by_group or [everybody])
    widest = np.round(np.maximum(agreed, disagreed), 12)
    most = _majorities(everybody)
    return tuple(
        Standing(
            table.statements[i],
            rank,
            everybody.tally(i),
            tuple(one.tally(i) for one in by_group),
            float(agreed[i]),
            float(disagreed[i]),
            most.get(i),
        )
        for rank, i in enumerate(np.argsort(-widest, kind="stable").tolist(), 1)
    )


def _majorities(everybody: Counts) -> dict[int, int]:
    agree = dict.fromkeys(majority(everybody.agree, everybody.seen), AGREE)
    return agree | dict.fromkeys(majority(everybody.disagree, everybody.seen), DISAGREE)
