"""A stopwatch for hands and eyes: it uses the pages as a person does, and counts what that takes.

Minutes are reckoned by the Keystroke-Level Model (Card, Moran and Newell, "The keystroke-level
model for user performance time with interactive systems", CACM 23(7), 1980): 0.28 seconds a
key for somebody who types neither fast nor slowly, 1.1 to point, 0.2 to press and let go,
1.35 to think before each. Reading is 238 words a minute (Brysbaert, Journal of Memory and
Language 109, 2019), and every page is reckoned as read from top to bottom. Words of one's own
take thought: 20 a minute are reckoned for them (our assumption), instead of the keys alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

from playwright.sync_api import Page

KEY, POINT, PRESS, THINK = 0.28, 1.1, 0.2, 1.35
READ_A_MINUTE, WRITE_A_MINUTE = 238, 20


@dataclass
class Step:
    """One thing that a steward does: how often they press, type, read, and how long it takes."""

    name: str
    presses: int = 0
    keys: int = 0
    written: int = 0
    read: int = 0
    script_seconds: float = 0.0
    _started: float = field(default_factory=monotonic)

    @property
    def minutes(self) -> float:
        by_hand = self.presses * (POINT + PRESS + THINK) + self.keys * KEY
        return by_hand / 60 + self.read / READ_A_MINUTE + self.written / WRITE_A_MINUTE

    def over(self) -> None:
        self.script_seconds = monotonic() - self._started


class Stopwatch:
    """Drives one browser page, and keeps count for the step that is under way."""

    def __init__(self, page: Page, house: str) -> None:
        self.page, self._house = page, house
        self.steps: list[Step] = []

    @contextmanager
    def timing(self, name: str) -> Iterator[None]:
        """What is done inside counts as this step."""
        self.steps.append(Step(name))
        yield
        self._now.over()

    def open(self, path: str) -> None:
        """Follow a link to this page: one press, and the page is read."""
        self.page.goto(self._house + path)
        self._pressed()

    def press(self, button: str) -> None:
        """Press the button or link with these words, and read what comes."""
        named = re.compile(f"^{re.escape(button)}")
        of_words = self.page.get_by_role("button", name=named).or_(
            self.page.get_by_role("link", name=named)
        )
        of_words.first.click()
        self.page.wait_for_load_state()
        self._pressed()

    def choose(self, label: str) -> None:
        """Tick a box or pick a choice."""
        self.page.get_by_label(label).first.check()
        self._now.presses += 1

    def fill(self, label: str, words: str) -> None:
        """Type a short answer: a name, a day, a number."""
        self.page.get_by_label(label).first.fill(words)
        self._now.presses += 1
        self._now.keys += len(words)

    def write(self, label: str, words: str) -> None:
        """Write in one's own words."""
        self.page.get_by_label(label).first.fill(words)
        self._now.presses += 1
        self._now.written += len(words.split())

    def _pressed(self) -> None:
        self._now.presses += 1
        self._now.read += len(self.page.inner_text("main").split())

    @property
    def _now(self) -> Step:
        return self.steps[-1]
