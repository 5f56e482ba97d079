"""What is told reaches those who listen when it is told: nobody earlier, nobody later."""

from __future__ import annotations

import asyncio
import threading

import pytest
from django.db import connection

from hearth.ground import carriers

KIND = carriers.Postgres if connection.vendor == "postgresql" else carriers.Notices


class Pages:
    """Those who listen, of whom the test says whether there are any."""

    def __init__(self):
        self.here = True

    def anybody(self):
        return self.here

    def say_goodbye(self):
        raise AssertionError("nobody was to be sent away")


def attend(carrier, pages):
    pages.here = True
    asyncio.run(carrier.attend(pages))


def rest(pages):
    pages.here = False
    for thread in threading.enumerate():
        if thread.name == "hearth-live":
            thread.join(5)
            assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_who_comes_hears_nothing_of_what_was_told_before():
    said, is_said, pages = [], threading.Event(), Pages()

    def say(topic, words):
        said.append(words)
        is_said.set()

    carrier = KIND(say)
    attend(carrier, pages)
    rest(pages)
    for number in range(40):
        carrier.carry("room", f"old {number}")
    attend(carrier, pages)
    carrier.carry("room", "new")
    assert is_said.wait(5)
    rest(pages)
    assert said == ["new"]


def test_who_comes_while_hearing_stops_waits_until_it_is_begun_again():
    pages, heard_on_arrival = Pages(), []

    class Line(carriers.Hearing):
        is_open = False

        def _hear(self):
            self.is_open = True
            self._hears.set()
            try:
                while True:
                    yield None
            finally:
                self.is_open = False
                if not heard_on_arrival:
                    come()

    line = Line(lambda topic, words: None)

    def come():
        def arrive():
            attend(line, pages)
            heard_on_arrival.append(line.is_open)

        arriving = threading.Thread(target=arrive)
        arriving.start()
        arriving.join(5)

    attend(line, pages)
    rest(pages)
    assert heard_on_arrival == [True]
    rest(pages)
