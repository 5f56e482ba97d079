"""The nineteen lines that a community may begin with, until it has found its own."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext

from hearth.charter.models import Version, Wording, publish
from hearth.ground.accounts import Person

STARTING_LINES = Path(__file__).parent / "defaults" / "charter.json"


def starting_lines(path: Path = STARTING_LINES) -> list[Wording]:
    """Quality and what it looks like, as a file of ours lists them."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return [(quality, words) for quality, words in found["qualities"]]


def publish_starting_lines(*, by: Person | None, at: datetime | None = None) -> Version:
    """Publish them where no charter is yet; where there is one, it stays."""
    why = gettext("A charter to begin with. Change it when you know what you need.")
    return Version.current() or publish(starting_lines(), by=by, why=why, at=at)
