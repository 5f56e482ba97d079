"""A conversation that Polis published, and what Polis made of it. The README beside says whence."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from hearth.listening.agreement.exports import read_participants, votes_of
from hearth.listening.agreement.votes import Table

HERE = Path(__file__).parent
PANDEMICS = (HERE / "pandemics-participants-votes.csv").read_bytes()


class Published:
    """The votes as our table, and Polis's numbers by Polis's names."""

    def __init__(self):
        self.table = Table.of(votes_of(read_participants(PANDEMICS)))
        self.polis = json.loads((HERE / "pandemics-math.json").read_text())
        self.answers = self.table.answers.copy()
        self.answers[:, self.polis["mod-out"]] = 0
        self.statements = [s for s in self.table.statements if s not in self.polis["mod-out"]]

    def rows(self, voters):
        return [self.table.voters.index(voter) for voter in voters]

    @property
    def groups(self):
        """The rows of Polis's three groups."""
        return [self.rows(one["members"]) for one in self.polis["group-clusters"]]

    @property
    def based(self):
        """The rows of those whom Polis places, in its order, and where."""
        base = self.polis["base-clusters"]
        return self.rows(base["members"]), np.array([base["x"], base["y"]]).T
