"""A letter about several things is answered: nothing is lost, and its reader learns how."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from hearth.ground.accounts import Person
from hearth.ground.books import Letter, post
from hearth.ground.books.post import Kind, stop
from hearth.ground.mailbox import answered
from hearth.house.models import Received
from hearth.post.clock import minute
from hearth.post.sender import send_waiting
from hearth.post.together import fill
from tests.proving import proves
from tests.replying import reply_to

WORDS = "I would like the second one"


@pytest.fixture(autouse=True)
def answers_are_read(settings):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"


@pytest.fixture
def a_week_later(talk, clock):
    """`a_week_later("Bread", "Tea")`: what Cerys gets of these threads on Monday."""

    def letter(people, *titles):
        for number, title in enumerate(titles, 1):
            talk.say(title, [people.cerys], topic=f"thread-{number}")
        minute()
        clock.shift(timedelta(days=6))
        minute()
        return Letter.objects.filter(to=people.cerys, kind="talk").get()

    return letter


def test_a_digest_with_one_thread_is_answered_in_that_thread(people, a_week_later):
    assert a_week_later(people, "Bread").topic == "thread-1"


@proves("G2")
def test_one_with_several_waits_for_a_steward_and_says_how_to_answer_one(people, a_week_later):
    letter = a_week_later(people, "Bread", "Tea")
    reply_to(letter, WORDS)
    row = Received.objects.for_a_person().get()
    assert WORDS in row.words and "It answers a letter" in row.why
    told = Letter.objects.get(to=people.cerys, kind="mail")
    assert WORDS in told.text and "Bread" in told.text and "/threads/thread-2/" in told.text
    named = [answered(line)[1] for line in told.text.splitlines()]
    assert [topic for topic in named if topic] == ["thread-1", "thread-2"]


def test_a_stranger_who_answers_one_learns_nothing_of_what_is_in_it(people, a_week_later):
    reply_to(a_week_later(people, "Bread", "Tea"), WORDS, sender="gus@example.org")
    told = Letter.objects.get(kind="mail")
    assert told.to == people.cerys and "Bread" not in told.text and WORDS not in told.text


def test_an_absence_note_to_one_is_answered_by_nobody(people, a_week_later):
    reply_to(a_week_later(people, "Bread", "Tea"), "I am away", Auto_Submitted="auto-replied")
    assert not Letter.objects.filter(kind="mail").exists()
    assert not Received.objects.for_a_person().exists()


@pytest.fixture
def held(people, clock, server):
    """`held("thread-1", "thread-2")`: letters about these that leave as one after a pause."""

    def whole(*topics):
        away = Person.objects.get_queryset().filter(pk=people.cerys.pk)
        away.update(paused_until=localdate() + timedelta(days=2))
        people.cerys.refresh_from_db()
        for topic in topics:
            words = "ground/letters/new_link.txt"
            about = {"kind": Kind.NOTES, "button": ("Open", "/"), "topic": topic}
            post([people.cerys], f"About {topic}", words, **about)
        for _day in range(4):
            minute()
            send_waiting()
            clock.shift(timedelta(days=1))
        minute()
        send_waiting()
        return Letter.objects.filter(to=people.cerys).exclude(sent_at=None).latest("pk")

    return whole


@proves("G2")
def test_letters_that_waited_and_came_as_one_are_told_apart(people, held):
    whole = held("thread-1", "thread-2")
    assert whole.kind == Kind.TOGETHER and whole.topic == ""
    reply_to(whole, WORDS)
    told = Letter.objects.get(to=people.cerys, kind="mail")
    named = [answered(line)[1] for line in told.text.splitlines()]
    assert [topic for topic in named if topic] == ["thread-1", "thread-2"]
    assert "About thread-1" in told.text


def test_where_one_of_them_is_not_wanted_any_more_the_other_is_answered(people, held):
    whole = held("thread-1", "thread-2")
    Letter.objects.filter(within=whole).update(sent_at=None)
    Letter.objects.filter(within=whole, topic="thread-1").update(kind=Kind.CARDS)
    stop(people.cerys, Kind.CARDS)
    fill(whole)
    whole.refresh_from_db()
    assert whole.topic == "thread-2"
