"""The two directions in which voters differ most, and where each voter stands on them.

Follows Polis, `math/src/polismath/math/pca.clj`: what somebody has not seen counts as the mean of
its statement while the axes are sought; when somebody is placed, only what they answered counts,
and who answered little is pushed out by the root of (statements / answered).

Polis comes near the axes by a hundred steps from a chance or an earlier start. They are the first
two eigenvectors, so we take those at once. Their sign is open: ours has a sum above 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hearth.listening.agreement.votes import Numbers

COMPONENTS = 2
NOTHING = 1e-9
"""Below this, a spread or a sum is rounding and no difference of opinion."""


@dataclass(frozen=True, slots=True, eq=False)
class Axes:
    """The mean answer of each statement, and two rows of weights, of length 1 or all 0."""

    centre: Numbers
    weights: Numbers


def axes_of(answers: Numbers) -> Axes:
    """The axes of all voters. Where nobody differs, the weights are 0."""
    centre, spread = _spread(answers)
    return Axes(centre, _turned(_strongest(spread)))


def widest(answers: Numbers) -> float:
    """How far answers spread along the first axis: the largest eigenvalue."""
    _, spread = _spread(answers)
    wide = spread.shape[1] > spread.shape[0]
    return float(np.linalg.eigvalsh(spread @ spread.T if wide else spread.T @ spread)[-1])


def places_of(answers: Numbers, axes: Axes) -> Numbers:
    """Where each voter stands: a row of two numbers, near 0 for who answers as most do."""
    seen = ~np.isnan(answers)
    apart = np.where(seen, answers - axes.centre, 0.0)
    pushed = np.sqrt(answers.shape[1] / np.maximum(seen.sum(axis=1), 1))
    return np.asarray(apart @ axes.weights.T * pushed[:, None])


def _spread(answers: Numbers) -> tuple[Numbers, Numbers]:
    """The mean of each statement, and how far from it each answer is; what is not seen is 0."""
    seen = ~np.isnan(answers)
    centre = np.where(seen, answers, 0.0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    return centre, np.where(seen, answers - centre, 0.0)


def _strongest(spread: Numbers) -> Numbers:
    """The eigenvectors of the two largest eigenvalues, through the smaller of the two squares."""
    voters, statements = spread.shape
    weights = np.zeros((COMPONENTS, statements))
    wide = statements > voters
    values, vectors = np.linalg.eigh(spread @ spread.T if wide else spread.T @ spread)
    found = vectors[:, ::-1][:, :COMPONENTS].T @ (spread if wide else np.eye(statements))
    for i, (value, one) in enumerate(zip(values[::-1], found, strict=False)):
        if value > NOTHING:
            weights[i] = one / np.linalg.norm(one)
    return weights


def _turned(weights: Numbers) -> Numbers:
    """Each axis with its sum above 0, or where the sum is 0 with its largest weight above 0."""
    sums = weights.sum(axis=1)
    largest = weights[np.arange(len(weights)), np.abs(weights).argmax(axis=1)]
    signs = np.where(np.abs(sums) > NOTHING, np.sign(sums), np.sign(largest))
    return np.asarray(weights * np.where(signs == 0, 1.0, signs)[:, None])
