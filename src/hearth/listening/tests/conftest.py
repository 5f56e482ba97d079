"""What was said and sorted, for tests of listening: one builder, and a theme that waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from hearth.ground.books import Wish, hear
from hearth.listening.models.questions import ask
from hearth.listening.models.themes import open_theme


@pytest.fixture
def make_theme(people):
    """`make_theme("Time of day", (cerys, "Not at 11.30", Wish.PUBLIC), ...)`, opened by Bola."""

    def make(name="Time of day", *said, **more):
        said = said or ((people.cerys, "Not at 11.30"), (people.amara, "An evening would suit me"))
        lines = [
            hear(words, said_by=person, during="June", url="/gatherings/june/",
                 wish=wish[0] if wish else Wish.MEMBERS)
            for person, words, *wish in said
        ]  # fmt: skip
        return open_theme(name, by=people.bola, lines=lines, **more)

    return make


@pytest.fixture
def theme(make_theme):
    """Time of day: two lines, from Cerys and from Amara, for members."""
    return make_theme()


@pytest.fixture
def make_question(people):
    """`make_question("Which day?", form=Form.WHICH, ...)`, asked by Bola for a week."""

    def make(words="What helps?", **more):
        return ask(words, by=people.bola, closes_on=localdate() + timedelta(days=7), **more)

    return make
