"""Made-up votes in which we know who belongs together."""

from __future__ import annotations

import random

from hearth.listening.agreement.votes import AGREE, DISAGREE, Vote


def camps(*sizes, statements=12, slips=0.08, seed=1):
    """So many voters in each camp; each camp has its own answers, and each voter slips at times.
    All camps agree with statement 0 and disagree with statement 1."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret in made-up votes
    votes, voter = [], 0
    for size in sizes:
        creed = [AGREE, DISAGREE, *chance.choices((AGREE, DISAGREE), k=statements - 2)]
        for _ in range(size):
            votes += [
                Vote(voter, at, -said if at > 1 and chance.random() < slips else said)
                for at, said in enumerate(creed)
            ]
            voter += 1
    return votes
