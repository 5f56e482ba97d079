"""`@proves("J3.12")` on a test says which criterion would fail if the test's subject broke."""

from __future__ import annotations

import pytest


def proves(*numbers: str) -> pytest.MarkDecorator:
    """Mark a test as the proof of criteria by their numbers in `docs/journeys.md`."""
    return pytest.mark.proves(*numbers)
