"""Reads the settings of a community that has a folder of its own, for tests that change them."""

from __future__ import annotations

import pytest

from hearth.house.config import read


@pytest.fixture
def home(tmp_path):
    """The folder of a community, not made yet, with a space in its name."""
    return tmp_path / "a home"


@pytest.fixture
def settings_of(home):
    """Reads settings as they would be with these in the environment."""
    return lambda **outside: read({"HEARTH_HOME": str(home), **outside})
