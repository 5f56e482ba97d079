"""From opening the draft to sent: every press counted, every page read from top to bottom."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

import pytest

from hearth.roundups.models import Roundup
from hearth.roundups.models.rota import offer
from hearth.roundups.sending import write_letters
from tests.proving import proves

OPENING = "It rained, and thirty of us came all the same. Bring a dry sock to the next one."
LINE = "Read it if you ever lent somebody a key and did not get it back."


A_PRESS, READ_A_MINUTE, WRITE_A_MINUTE = 1.1 + 0.2 + 1.35, 238, 20
"""As docs/stopwatch.md reckons: to point, press and think; reading; words of one's own."""


@dataclass
class Step:
    """How often somebody pressed, read and wrote, and how long that takes."""

    presses: int = 0
    read: int = 0
    written: int = 0

    @property
    def minutes(self):
        by_hand = self.presses * A_PRESS / 60
        return by_hand + self.read / READ_A_MINUTE + self.written / WRITE_A_MINUTE


class Main(HTMLParser):
    """The words that a browser shows in the main part of a page, as the stopwatch counts them:
    what somebody typed into a field is not among them."""

    def __init__(self, html):
        super().__init__()
        self.words, self._inside, self._typed = [], False, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._inside = self._inside or tag == "main"
        self._typed = tag == "textarea"

    def handle_endtag(self, tag):
        self._inside = self._inside and tag != "main"
        self._typed = False

    def handle_data(self, data):
        if self._inside and not self._typed:
            self.words += data.split()


class Hand:
    """Somebody who presses, writes and reads, counted as docs/stopwatch.md reckons it."""

    def __init__(self, browser):
        self.browser, self.step = browser, Step()

    def open(self, path):
        return self._read(self.browser.get(path, follow=True))

    def press(self, path, **fields):
        return self._read(self.browser.post(path, fields, follow=True))

    def write(self, words):
        """A press into the field, and words of one's own."""
        self.step.presses += 1
        self.step.written += len(words.split())
        return words

    def _read(self, reply):
        self.step.presses += 1
        self.step.read += len(Main(reply.text).words)
        assert reply.status_code == 200
        return reply


@pytest.fixture
def full(draft, tells, people):
    """A draft with all that there can be: seven things, each with a title of its own."""
    from hearth.roundups.models import Piece
    from hearth.roundups.models.pieces import Kind, put_in

    for number in range(3):
        title = f"A story from elsewhere that somebody sent in, number {number}"
        put_in(draft, Piece(kind=Kind.MORE, url=f"https://far.example/{number}", title=title))
    offer(people.bola)
    return draft


@proves("J7.5")
def test_a_full_round_up_takes_under_fifteen_minutes_from_opening_it_to_sent(people, as_, full):
    """Two moves, one thing left out, an opening, a closing, and a line for each of the seven."""
    hand = Hand(as_(people.bola))
    hand.open(full.page("draft"))
    lines = {f"line-{piece.pk}": hand.write(LINE) for piece in full.pieces.in_it()}
    said = {"opening": hand.write(OPENING), "closing": hand.write("See you."), **lines}
    said["seen_by"] = "everyone"
    first, last = full.pieces.in_it()[0], full.pieces.in_it()[6]
    hand.press(full.page("draft"), up=last.pk, **said)
    hand.press(full.page("draft"), down=first.pk, **said)
    hand.press(full.page("draft"), out=last.pk, **said)
    page = hand.press(full.page("draft"), send="yes", **said)
    assert "Send it" in page.text
    page = hand.press(full.page("sending"))
    assert "It is out." in page.text
    assert Roundup.objects.get().is_sent
    assert write_letters() == 5
    assert hand.step.minutes < 15, f"{hand.step.minutes:.1f} minutes"


def test_a_draft_that_is_fine_goes_out_with_three_presses(people, as_, draft):
    hand = Hand(as_(people.dee))
    page = hand.open(draft.page("draft"))
    [seen_by] = re.findall(r'value="(\w+)"[^>]*checked', page.text)
    hand.press(draft.page("draft"), send="yes", seen_by=seen_by)
    hand.press(draft.page("sending"))
    assert Roundup.objects.get().is_sent
    assert hand.step.presses == 3
    assert hand.step.minutes < 5


def test_the_reckoning_is_that_of_the_stopwatch():
    hand = Hand(None)
    hand.write("word " * WRITE_A_MINUTE)
    hand.step.read = READ_A_MINUTE
    assert 2 < hand.step.minutes < 2.1
