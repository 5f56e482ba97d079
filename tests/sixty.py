"""Sixty cards on a board, in a house of its own, and whoever sorts them.

`python -m tests.sixty` fills an empty house and prints what a test needs to know.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import timedelta

import django

from conftest import REPOSITORY

CARDS = 60
BY_KEYS, ON_A_PHONE, WITHOUT_SCRIPT, BY_MOUSE = "Amara", "Bola", "Cerys", "Dee"
NAMES = ("Amara", "Bola", "Cerys", "Dee", "Efe")

WATCH = """
window.lost = [];
setInterval(() => {
  const here = document.activeElement;
  if (window.watched && (here === document.body || !here.isConnected)) window.lost.push(Date.now());
}, 10);
"""
"""Notes each moment in which the keyboard is nowhere."""


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.house.settings")
    from hearth.house.home import make_home

    make_home(os.environ)
    django.setup()
    print(json.dumps(_fill()))


def _fill():
    from django.test import Client

    from hearth.ground.accounts import Community, Person, make_steward
    from hearth.listening.models.boards import open_board
    from tests.world import BACKEND

    Community.objects.create(name="Tidewater Makers")
    people = [Person.objects.meet(name=n, email=f"{n.lower()}@example.org") for n in NAMES]
    for person in people:
        make_steward(person, by=None) if person.name in ("Dee", "Efe") else person.join()
    gathering, answers = _said(host=people[1], by=people[4])
    source = (gathering.get_absolute_url(), gathering.title)
    board = open_board("What we heard", sources=[source], by=people[3])
    cookies = {}
    for person in people:
        browser = Client(headers={"host": "127.0.0.1"})
        browser.force_login(person, backend=BACKEND)
        cookies[person.name] = {name: one.value for name, one in browser.cookies.items()}
    return {
        "board": board.get_absolute_url(),
        "cards": [answer.heard.pk for answer in answers],
        "mine": [f"{gathering.get_absolute_url()}said/{answer.pk}/" for answer in answers],
        "cookies": cookies,
    }


def _said(*, host, by):
    from django.utils.timezone import now

    from hearth.gatherings.models import Gathering
    from hearth.gatherings.models.answers import say

    start = now() - timedelta(hours=2)
    gathering = Gathering.objects.create(
        slug="june",
        title="June",
        host=host,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        announced_at=start,
        ended_at=start + timedelta(hours=1),
    )
    answers = [say(gathering, f"Card {n}: {_words(n)}", person=by, step=None) for n in range(CARDS)]
    return gathering, answers


def _words(number):
    return ("evenings are hard", "fares cost too much", "the hall is loud", "we ate well")[
        number % 4
    ]


def filled(home):
    """The same from a test: a house in this folder is filled, and what it holds comes back."""
    outside = os.environ | {
        "HEARTH_HOME": str(home),
        "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
    }
    outside.pop("DATABASE_URL", None)
    words = [sys.executable, "-m", "tests.sixty"]
    return json.loads(subprocess.check_output(words, env=outside, cwd=REPOSITORY))


class Table:
    """The board as each of them has it open, and what each was told that it was done."""

    def __init__(self, chromium, address, about):
        self.cards, self.done = about["cards"], set()
        self.mine = [f"{address}{path}" for path in about["mine"]]
        self.url, self.pages, self.about, self.address = (
            f"{address}{about['board']}", {}, about, address,
        )  # fmt: skip
        for name in (BY_KEYS, ON_A_PHONE, WITHOUT_SCRIPT, BY_MOUSE, "Efe"):
            self._arrives(chromium, name)

    def _arrives(self, chromium, name):
        phone = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
        context = chromium.new_context(
            java_script_enabled=name != WITHOUT_SCRIPT, **(phone if name == ON_A_PHONE else {})
        )
        context.set_default_timeout(20_000)
        context.add_init_script(WATCH)
        context.add_cookies(
            [{"name": n, "value": v, "url": self.address}
             for n, v in self.about["cookies"][name].items()]
        )  # fmt: skip
        self.pages[name] = page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.goto(self.url)

    def __getitem__(self, name):
        return self.pages[name]

    def loose(self, name, card):
        return self[name].locator(f"#loose [data-card='{card}']")

    def lies(self, name, card, pile):
        """Wait until somebody's page says so; then it was acknowledged."""
        there = self[name].locator(f".pile[data-pile='{pile}'] [data-card='{card}']")
        there.wait_for(state="attached")
        self.done.add((card, pile))

    def everything(self, name):
        """What lies where, as somebody's page shows it."""
        return {
            (int(card), int(pile))
            for card, pile in self[name].evaluate(
                "[...document.querySelectorAll('.pile [data-card]')]"
                ".map(one => [one.dataset.card, one.closest('.pile').dataset.pile])"
            )
        }


if __name__ == "__main__":
    main()
