"""Those who read and speak while we measure: one to a connection, as browsers are."""

from __future__ import annotations

from random import random
from threading import Thread
from time import monotonic, sleep

from hearth.gatherings.models import Gathering
from hearth.ground.accounts import Person
from hearth.ground.links import link
from hearth.ground.live import live_address
from hearth.house.bench.browser import Browser

GATHER_SECONDS = 0.8
"""Pages renew themselves so much later at most, as `live.mjs` does."""


class BareReader:
    """Posts to the bare view."""

    def __init__(self, port: int) -> None:
        self._browser = Browser(port)
        self._browser.get("/")

    def answer(self) -> float:
        started = monotonic()
        self._browser.post("/answers/", {"words": "My bicycle pump"})
        return monotonic() - started


class Member:
    """Somebody in the room: came by the link in their letter, and says one thing after another."""

    def __init__(self, port: int, gathering: Gathering, person: Person) -> None:
        self._browser, self._person, self._said = Browser(port), person, 0
        self._room, self._answers = gathering.page("room"), gathering.page("answers")
        self._browser.get(link(person, self._room))
        room = self._browser.get(self._room)
        self._browser.post(gathering.page("arrival"), self._browser.form(room, "arrival/"))
        self._form = self._browser.form(self._browser.get(self._room), "answers/")

    def answer(self) -> float:
        """Say something; returns the seconds until the page shows it to whoever said it."""
        self._said += 1
        words = f"{self._person} would miss thing {self._said}"
        started = monotonic()
        page = self._browser.post(self._answers, {**self._form, "words": words})
        took = monotonic() - started
        if words not in page:
            raise RuntimeError(f"{self._person} does not see what they said.")
        self._form = self._browser.form(page, "answers/")
        return took


class OpenPage(Thread):
    """The room on somebody's screen: hears of changes, and asks for the part that changed."""

    def __init__(self, port: int, gathering: Gathering, person: Person) -> None:
        super().__init__(daemon=True)
        self.renewals = 0
        self._browser, self._room = Browser(port), gathering.page("room")
        self._browser.get(link(person, self._room))
        self._stream = Browser(port).listen(live_address(gathering.live_topic))

    def run(self) -> None:
        while self._hears():
            sleep(GATHER_SECONDS * random())  # noqa: S311 - spreads the load, hides nothing
            self._browser.get(self._room, part=True)
            self.renewals += 1

    def close(self) -> None:
        self._stream.close()

    def _hears(self) -> bool:
        """Wait for word of a change; what came meanwhile is heard with it."""
        try:
            return any(b"data:" in piece for piece in iter(lambda: self._stream.recv(65_536), b""))
        except OSError:
            return False
