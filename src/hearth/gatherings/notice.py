"""How long beforehand some help must be booked, by the words in which it was asked for."""

from __future__ import annotations

import re
from datetime import timedelta

_NOTICE = (
    (
        r"\bbsl\b|sign(ed)? language|\bsigner|interpret|live typ|speech.to.text|palantyp|\bsttr?\b",
        5,
    ),
    (r"caption|subtitle", 1),
)
"""Weeks, by what people call it. One university advises five weeks for sign language and live
typing (practices, "Accessible sessions"); a week for captions is our own default."""


def notice_of(words: str) -> timedelta | None:
    """How long beforehand this is usually booked; None for what needs no booking."""
    found = (weeks for pattern, weeks in _NOTICE if re.search(pattern, words, re.IGNORECASE))
    weeks = next(found, None)
    return timedelta(weeks=weeks) if weeks else None
