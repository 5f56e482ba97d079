"""Whether groups stay when a tenth of the voters are left out at random.

Each time all of it is done again without them: axes, places, how many groups, which. For each
group we take the share of people it has in common with the group most like it (Jaccard), and the
mean over all times. It says that groups are no accident of who came; it does not say that there
is a gap between them: people spread evenly along one line can fall into two stable halves. The
bands are those of Hennig (2007), "Cluster-wise assessment of cluster
stability": over 0.85 is highly stable, under 0.75 doubtful. We leave out only a tenth, so we ask
for 0.85 of every group.
"""

from __future__ import annotations

from random import Random

import numpy as np

from hearth.listening.agreement.axes import axes_of, places_of
from hearth.listening.agreement.groups import best_groups, placed
from hearth.listening.agreement.votes import Labels, Numbers

LEFT_OUT = 0.1
TIMES = 20
STAYS = 0.85
NOWHERE = -1
DIGITS = 9
"""Places are rounded, so that the last digits of one machine or another decide nothing."""


def seen_as(answers: Numbers) -> tuple[Numbers, Labels | None]:
    """Where everybody stands, and their groups; `NOWHERE` for who answered too little. None in
    the second place where no way of grouping leaves five people in every group."""
    places = np.round(places_of(answers, axes_of(answers)), DIGITS)
    counted = placed(answers)
    found = best_groups(places[counted]) if counted.sum() else None
    if found is None:
        return places, None
    labels = np.full(len(answers), NOWHERE, dtype=np.int64)
    labels[counted] = found
    return places, labels


def stay(answers: Numbers, places: Numbers, labels: Labels, *, seed: int) -> tuple[float, ...]:
    """For each group how surely it stays, from 0 to 1: the mean share in common over 20 times.
    The same votes and seed give the same numbers."""
    chance = Random(seed)  # noqa: S311 - nothing secret hangs on who is left out
    order = np.lexsort((places[:, 1], places[:, 0]))
    keep = len(order) - max(1, round(len(order) * LEFT_OUT))
    times = [_again(answers, labels, _some(order, keep, chance)) for _ in range(TIMES)]
    return tuple(float(one) for one in np.mean(times, axis=0))


def _some(order: Labels, keep: int, chance: Random) -> Labels:
    return np.sort(order[chance.sample(range(len(order)), keep)])


def _again(answers: Numbers, labels: Labels, kept: Labels) -> Numbers:
    before, after = labels[kept], seen_as(answers[kept])[1]
    groups = labels.max() + 1
    if after is None:
        return np.zeros(groups)
    old = before[:, None] == np.arange(groups)
    new = after[:, None] == np.arange(after.max() + 1)
    both = old.T.astype(float) @ new
    either = old.sum(axis=0)[:, None] + new.sum(axis=0)[None, :] - both
    return np.asarray((both / np.maximum(either, 1)).max(axis=1))
