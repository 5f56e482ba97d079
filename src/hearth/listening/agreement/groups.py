"""Groups of voters who stand near each other: k-means, with as many groups as fit best.

Follows Polis, `math/src/polismath/math/clusters.clj` and `conversation.clj`: two to five groups,
never more than 2 + voters / 12, chosen by the silhouette. Polis starts from the groups of its last
round, so its groups depend on the order in which people came. Ours depend on the votes alone: we
try the same ten starts each time and keep the tightest groups.
"""

from __future__ import annotations

import numpy as np

from hearth.listening.agreement.votes import Labels, Numbers

FEWEST, MOST = 2, 5
AT_LEAST = 5
"""People in a group: fewer could be found out by what the page says of them."""

ENOUGH_ANSWERS = 7
"""Answers that somebody must have given to be placed, or all where there are fewer (Polis)."""

FIRST_ROUNDS, ROUNDS = 3, 20
"""Steps from each start, and from the best two (Polis takes twenty)."""

SAMPLE = 500
"""Voters among whom the silhouette is taken. Where there are more, every n-th is taken."""

DIRECTIONS = np.linspace(0, np.pi, 8, endpoint=False)


def placed(answers: Numbers) -> np.ndarray:
    """Which voters have answered enough to be placed. Polis fills up to fifteen with whoever
    answered most; we do not, as it would place people by one or two answers."""
    needed = min(ENOUGH_ANSWERS, answers.shape[1])
    return np.asarray((~np.isnan(answers)).sum(axis=1) >= needed)


def best_groups(places: Numbers) -> Labels | None:
    """A group for each place, numbered by size from 0; or None if each way of grouping them
    leaves a group under five."""
    tried = [k_means(places, k) for k in range(FEWEST, most_groups(len(places)) + 1)]
    fit = [labels for labels in tried if _sizes(labels).min() >= AT_LEAST]
    if not fit or len(np.unique(places, axis=0)) < FEWEST:
        return None
    how_well = silhouettes(places, fit)
    return _by_size(places, fit[int(np.argmax(np.round(how_well, 9)))])


def most_groups(voters: int) -> int:
    return min(MOST, FEWEST + voters // 12)


def k_means(places: Numbers, k: int) -> Labels:
    """The tightest k groups that any of our starts leads to: a few steps from each, then on from
    the two that are tightest so far. Fewer groups come out where fewer than k places differ."""
    starts = _starts(places, k)
    labels, centres = settled(places, starts, rounds=FIRST_ROUNDS)
    best = np.argsort(_looseness(places, labels, centres), kind="stable")[:2]
    labels, centres = settled(places, centres[best])
    return np.asarray(labels[int(np.argmin(_looseness(places, labels, centres)))])


def settled(places: Numbers, centres: Numbers, *, rounds: int = ROUNDS) -> tuple[Labels, Numbers]:
    """Lloyd's steps from several starts at once (start, group, axis), until nothing moves."""
    labels = _nearest(places, centres)
    for _ in range(rounds):
        centres = _means(places, labels, centres)
        moved = _nearest(places, centres)
        if (moved == labels).all():
            break
        labels = moved
    return labels, centres


def _looseness(places: Numbers, labels: Labels, centres: Numbers) -> Numbers:
    """The squares of the ways from each voter to their group's middle, for each start."""
    away = places - np.take_along_axis(centres, labels[:, :, None], axis=1)
    return np.round((away**2).sum(axis=(1, 2)), 9)


def silhouettes(places: Numbers, groupings: list[Labels]) -> list[float]:
    """How well each grouping fits, from -1 to 1: the mean over voters of how much nearer their
    own group is than the next. Somebody alone counts 0."""
    few = _every_nth(places)
    across, up = places[few].T
    far = np.sqrt((across[:, None] - across) ** 2 + (up[:, None] - up) ** 2)
    return [_silhouette(far, labels[few]) for labels in groupings]


def _silhouette(far: Numbers, labels: Labels) -> float:
    mine = labels[:, None] == np.unique(labels)[None, :]
    sizes = mine.sum(axis=0)
    if len(sizes) < FEWEST:
        return -1.0
    summed = far @ mine
    own = (summed * mine).sum(axis=1) / np.maximum((sizes * mine).sum(axis=1) - 1, 1)
    next_one = np.where(mine, np.inf, summed / sizes).min(axis=1)
    alone = (sizes * mine).sum(axis=1) == 1
    most = np.maximum(own, next_one)
    nearer = np.divide(next_one - own, most, out=np.zeros_like(most), where=most > 0)
    return float(np.where(alone, 0.0, nearer).mean())


def _every_nth(places: Numbers) -> Labels:
    """All voters, or five hundred of them evenly from one side of the picture to the other."""
    order = np.lexsort((places[:, 1], places[:, 0]))
    every = np.linspace(0, len(order) - 1, min(len(order), SAMPLE)).astype(int)
    return np.asarray(order[every])


def _starts(places: Numbers, k: int) -> Numbers:
    """Ten sets of k centres that depend on no order: slices across eight directions, and those
    farthest from each other, from the middle and from the edge."""
    slices = [_slices(places, k, np.array([np.cos(a), np.sin(a)])) for a in DIRECTIONS]
    middle = _farthest(places, k, places.mean(axis=0))
    return np.array([*slices, middle, _farthest(places, k, middle[0])])


def _slices(places: Numbers, k: int, direction: Numbers) -> Numbers:
    order = np.argsort(places @ direction, kind="stable")
    parts = np.array_split(order, k)
    return np.array([places[part if len(part) else order].mean(axis=0) for part in parts])


def _farthest(places: Numbers, k: int, first: Numbers) -> Numbers:
    away = ((places - first) ** 2).sum(axis=1)
    chosen: list[Numbers] = []
    for _ in range(k):
        chosen.append(places[int(np.argmax(away))])
        away = np.minimum(away, ((places - chosen[-1]) ** 2).sum(axis=1))
    return np.array(chosen)


def _nearest(places: Numbers, centres: Numbers) -> Labels:
    """The number of the nearest centre, for each start and place. What the squares of the places
    add is the same for all centres, so it is left out."""
    apart = (centres**2).sum(axis=2)[:, :, None] - 2 * (centres @ places.T)
    labels = np.zeros((len(centres), len(places)), dtype=np.int64)
    least = apart[:, 0]
    for group in range(1, centres.shape[1]):
        nearer = apart[:, group] < least
        labels[nearer] = group
        least = np.where(nearer, apart[:, group], least)
    return labels


def _means(places: Numbers, labels: Labels, centres: Numbers) -> Numbers:
    """The middle of each group; an empty group keeps its old one."""
    starts, k, axes = centres.shape
    flat = (labels + k * np.arange(starts)[:, None]).ravel()
    sizes = np.bincount(flat, minlength=starts * k)[:, None]
    sums = [np.bincount(flat, np.tile(one, starts), starts * k) for one in places.T]
    means = np.stack(sums, axis=1) / np.maximum(sizes, 1)
    return np.where(sizes > 0, means, centres.reshape(-1, axes)).reshape(centres.shape)


def _sizes(labels: Labels) -> Labels:
    return np.unique(labels, return_counts=True)[1]


def _by_size(places: Numbers, labels: Labels) -> Labels:
    """The same groups, the largest as 0; of two as large, the one farther left is first."""
    old, sizes = np.unique(labels, return_counts=True)
    left = [tuple(places[labels == one].mean(axis=0)) for one in old]
    order = sorted(range(len(old)), key=lambda i: (-sizes[i], left[i]))
    new = np.empty(int(old.max()) + 1, dtype=np.int64)
    new[old[order]] = np.arange(len(old))
    return new[labels]
