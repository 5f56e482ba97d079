"""Who looks after a space gets one letter a day while words wait, and never its words."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from hearth.conversations.held_letters import tell_who_looks_after
from hearth.conversations.models import Keeping, start_thread, write
from hearth.conversations.models.decisions import decide, let_through
from hearth.ground.books import Letter

MORNING = datetime(2026, 3, 3, 10, tzinfo=ZoneInfo("Europe/London"))
WORDS = "a marlquoin"


@pytest.fixture
def clock():
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


@pytest.fixture
def held(clock, people, spaces):
    """Words of Bola's that wait in the hall, which Efe looks after."""
    Keeping.objects.create(space=spaces.members, person=people.efe)
    thread = start_thread(spaces.members, "Paint", "Which?", by=people.cerys)
    return write(thread, WORDS, by=people.bola, held_because="a test")


def told():
    """Who was told, once for each letter, in order of their names."""
    asked = Letter.objects.filter(once__startswith="held:").order_by("to__name")
    return [letter.to.name for letter in asked]


def test_who_looks_after_the_space_is_told_once_a_day(clock, people, held):
    for _ in range(3):
        tell_who_looks_after()
        clock.shift(timedelta(minutes=1))
    assert told() == ["Efe"]
    clock.shift(timedelta(days=1))
    tell_who_looks_after()
    assert told() == ["Efe", "Efe"]


def test_the_letter_says_how_many_and_none_of_the_words(clock, people, held):
    write(held.thread, "a spandrel", by=people.amara, held_because="a test")
    tell_who_looks_after()
    letter = Letter.objects.get(to=people.efe, once__startswith="held:")
    assert letter.subject == "2 messages wait until you look at them"
    assert "2 messages wait for a person" in letter.text
    assert WORDS not in letter.text + letter.html


def test_where_nobody_is_named_stewards_are_told(clock, people, spaces, held):
    Keeping.objects.all().delete()
    tell_who_looks_after()
    assert told() == ["Dee", "Efe"]


def test_a_group_asks_its_own_keepers_alone(clock, people, spaces):
    thread = start_thread(spaces.group, "Vices", "Which?", by=people.cerys)
    write(thread, WORDS, by=people.bola, held_because="a test")
    tell_who_looks_after()
    assert told() == ["Cerys"]


def test_nobody_is_told_at_night_or_once_somebody_looked(clock, people, spaces, held):
    clock.shift(timedelta(hours=13))
    tell_who_looks_after()
    clock.shift(timedelta(hours=11))
    let_through(held, by=people.efe)
    other = write(held.thread, "a spandrel", by=people.amara, held_because="a test")
    decide("hide", by=people.efe, message=other, line="Kind", reason="It hurts")
    tell_who_looks_after()
    assert told() == []


def test_who_wrote_it_is_not_asked_to_look_at_it(clock, people, spaces):
    thread = start_thread(spaces.members, "Paint", "Which?", by=people.cerys)
    write(thread, WORDS, by=people.dee, held_because="a test")
    tell_who_looks_after()
    assert told() == ["Efe"]
