"""What holds in every group at once, and what most people say.

Follows Polis: group-aware consensus in `math/src/polismath/math/conversation.clj`, the majority's
statements in `repness.clj` (select-consensus-comments).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hearth.listening.agreement.speaking import CLEARLY, over_half, share
from hearth.listening.agreement.votes import Counts, Numbers

MAJORITY = 5
"""Statements that are shown at most for "most agree", and for "most disagree"."""


def agreed_in_all(groups: Sequence[Counts]) -> Numbers:
    """For each statement, the shares who agree, multiplied over the groups: near 1 only where
    every group agrees (Polis: group-aware-consensus)."""
    return np.asarray(np.prod([share(one.agree, one.seen) for one in groups], axis=0))


def disagreed_in_all(groups: Sequence[Counts]) -> Numbers:
    """The same for "we do not want this", which is a consensus too."""
    return np.asarray(np.prod([share(one.disagree, one.seen) for one in groups], axis=0))


def majority(said: Numbers, seen: Numbers) -> list[int]:
    """Columns of at most five statements of which clearly more than half say so, the surest
    first. `said` are those who agree, or those who disagree."""
    shares, sure = share(said, seen), over_half(said, seen)
    fit = [i for i in range(len(said)) if shares[i] > 0.5 and sure[i] > CLEARLY]
    return sorted(fit, key=lambda i: -shares[i] * sure[i])[:MAJORITY]
