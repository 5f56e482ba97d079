"""What the post does every minute: write what is due, and let go what has waited long enough."""

from __future__ import annotations

from hearth.post.digests import write_digests
from hearth.post.together import let_go


def minute() -> None:
    """The news of slots that are over first, so that it can go with what waited. Safe to do
    twice, late, or in two processes."""
    write_digests()
    let_go()
