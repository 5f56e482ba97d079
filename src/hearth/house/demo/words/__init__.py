"""What was said in the demo, and by whom: all of it written for it, in a file for each meet-up."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def words_of(name: str) -> dict[str, Any]:
    """The words in the file of this name."""
    with (HERE / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
