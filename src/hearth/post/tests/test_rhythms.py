"""Each rhythm has its moments; what is new comes once, whatever happens to clock and person."""

from datetime import timedelta

import pytest

from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.post import digests
from hearth.post.clock import minute
from hearth.post.models import Bookmark
from hearth.post.sender import send_waiting
from tests.proving import proves

MINUTES, HOURS, DAYS = (timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))
pytestmark = pytest.mark.usefixtures("clock", "server")


def rhythm(person, rhythm, **more):
    Person.objects.get_queryset().filter(pk=person.pk).update(rhythm=rhythm, **more)


@pytest.fixture
def pass_time(clock):
    """Time goes by in steps, and the clock looks and sends at each."""

    def pass_time(long, step=timedelta(minutes=30)):
        for _step in range(max(1, round(long / step))):
            clock.shift(min(step, long))
            minute()
            send_waiting()

    minute()
    return pass_time


def to(person, server):
    return [message.subject for message in server if message.to == [person.email]]


@proves("J1.9")
def test_once_a_week_is_monday_at_eight(people, talk, pass_time, server):
    talk.say("Bread", [people.cerys])
    talk.say("Tea", [people.cerys])
    pass_time(4 * DAYS + 19.5 * HOURS)
    assert to(people.cerys, server) == []
    pass_time(HOURS)
    assert to(people.cerys, server) == ["This week: Bread and one more"]
    pass_time(8 * DAYS)
    assert len(to(people.cerys, server)) == 1


@proves("J1.9")
def test_once_a_day_is_at_eight(people, talk, pass_time, server):
    rhythm(people.cerys, "daily")
    talk.say("Bread", [people.cerys])
    pass_time(19.5 * HOURS)
    assert to(people.cerys, server) == []
    pass_time(HOURS)
    assert to(people.cerys, server) == ["New for you: Bread"]


@proves("J1.9")
def test_as_it_happens_makes_one_letter_of_what_is_said_together(people, talk, pass_time, server):
    rhythm(people.cerys, "at-once")
    for words in ("One.", "Two.", "Three."):
        talk.say("Bread", [people.cerys], words=words)
    talk.say("Tea", [people.cerys])
    pass_time(8 * MINUTES, MINUTES)
    assert sorted(to(people.cerys, server)) == ["Bread", "Tea"]
    bread = next(message for message in server if message.subject == "Bread")
    assert all(words in bread.body for words in ("One.", "Two.", "Three."))


@proves("J1.9")
def test_nothing_but_replies_means_that(people, talk, pass_time, server):
    rhythm(people.cerys, "replies")
    talk.say("Bread", [people.cerys])
    talk.say("Tea", [people.cerys], to_you=True, by="Dee")
    pass_time(15 * DAYS, 6 * HOURS)
    assert to(people.cerys, server) == ["Tea"]


def test_another_rhythm_tells_nothing_twice_and_skips_nothing(people, talk, pass_time, server):
    talk.say("Bread", [people.cerys])
    pass_time(HOURS)
    rhythm(people.cerys, "daily")
    pass_time(DAYS)
    assert to(people.cerys, server) == ["New for you: Bread"]
    rhythm(people.cerys, "weekly")
    talk.say("Tea", [people.cerys])
    pass_time(8 * DAYS)
    assert to(people.cerys, server)[1:] == ["This week: Tea"]


def test_who_joins_hears_of_what_was_said_since(people, talk, pass_time, clock, server):
    gil = Person.objects.meet(name="Gil", email="gil@example.org")
    talk.say("Before", [gil])
    clock.shift(HOURS)
    gil.join()
    clock.shift(HOURS)
    talk.say("After", [gil])
    pass_time(7 * DAYS)
    assert to(gil, server) == ["This week: After"]


def test_a_clock_that_stood_still_for_weeks_makes_one_letter(people, talk, pass_time, clock):
    for day in range(20):
        talk.say(f"Thread {day}", [people.cerys])
        clock.shift(DAYS)
    pass_time(MINUTES)
    pass_time(MINUTES)
    letter = Letter.objects.get(to=people.cerys)
    assert all(f"Thread {day}" in letter.text for day in range(19))


def test_a_run_that_looked_before_another_one_wrote_tells_nothing(people, talk, clock):
    talk.say("Bread", [people.cerys])
    minute()
    clock.shift(5 * DAYS)
    due = digests._due(digests.now())
    assert digests.write_digests() == 1
    [((since, until), some)] = [(slot, p) for slot, p in due.items() if people.cerys in p]
    assert digests._tell(some, since, until) == 0
    assert set(Bookmark.objects.values_list("up_to", flat=True)) >= {until}


def test_one_who_stopped_these_letters_gets_none_and_none_later(people, talk, pass_time, as_):
    rhythm(people.cerys, "daily")
    as_(people.cerys).post("/letters/fewer/talk/")
    talk.say("Bread", [people.cerys])
    pass_time(2 * DAYS)
    as_(people.cerys).post("/letters/fewer/talk/", {"resume": "yes"})
    pass_time(2 * DAYS)
    assert not Letter.objects.exists()
