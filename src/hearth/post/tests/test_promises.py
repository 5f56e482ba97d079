"""At most so many letters a week, a pause that holds, and nothing of it lost."""

from datetime import date, timedelta

import pytest

from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.ground.books.post import Kind, post
from hearth.post.clock import minute
from hearth.post.sender import clear_old_letters, send_waiting
from hearth.post.waiting import why_waiting

MINUTES, HOURS, DAYS = (timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))
pytestmark = pytest.mark.usefixtures("clock")


def wants(person, **wishes):
    Person.objects.get_queryset().filter(pk=person.pk).update(**wishes)
    person.refresh_from_db()


def write(person, subject, kind=Kind.NOTES, **more):
    words = "ground/letters/new_link.txt"
    return post([person], subject, words, kind=kind, button=("Open", "/"), **more)


@pytest.fixture
def pass_time(clock):
    def pass_time(long, step=timedelta(hours=2)):
        for _step in range(max(1, round(long / step))):
            clock.shift(min(step, long))
            minute()
            send_waiting()

    minute()
    return pass_time


def to(person, server):
    return [message.subject for message in server if message.to == [person.email]]


def test_what_is_above_the_promise_waits_and_comes_in_one_letter(people, pass_time, server):
    wants(people.cerys, letters_a_week=2)
    for number in range(5):
        write(people.cerys, f"Notes {number}")
    pass_time(MINUTES)
    assert to(people.cerys, server) == ["Notes 0", "Notes 1"]
    waits = Letter.objects.waiting().first()
    assert why_waiting(waits) == "They had as many letters this week as they want."
    pass_time(7 * DAYS)
    assert to(people.cerys, server)[2:] == ["What waited for you"]
    whole = server[-1]
    assert all(f"Notes {number}" in whole.body for number in (2, 3, 4))
    assert not Letter.objects.waiting().exists()


def test_what_waited_comes_with_the_news_of_the_week_in_one_letter(people, talk, pass_time, server):
    wants(people.cerys, letters_a_week=1)
    talk.say("Bread", [people.cerys])
    for number in range(3):
        write(people.cerys, f"Notes {number}")
    pass_time(5 * DAYS)
    assert to(people.cerys, server) == ["Notes 0", "What waited for you"]
    assert "This week: Bread" in server[-1].body and "Notes 2" in server[-1].body
    assert "Bread" in server[-1].alternatives[0].content


def test_answers_to_what_one_did_come_in_any_case_and_do_not_count(people, pass_time, server):
    wants(people.cerys, letters_a_week=1, paused_until=date(2026, 4, 1))
    for number in range(3):
        write(people.cerys, f"Place {number}", Kind.PLACE)
    pass_time(MINUTES)
    wants(people.cerys, paused_until=None)
    write(people.cerys, "Notes")
    pass_time(MINUTES)
    assert to(people.cerys, server) == ["Place 0", "Place 1", "Place 2", "Notes"]


def test_in_a_pause_nothing_comes_and_then_one_letter(people, talk, pass_time, server):
    wants(people.cerys, rhythm="at-once", paused_until=date(2026, 4, 15))
    for number in range(3):
        write(people.cerys, f"Notes {number}")
        talk.say(f"Thread {number}", [people.cerys])
        pass_time(10 * DAYS, 12 * HOURS)
    clear_old_letters()
    assert to(people.cerys, server) == []
    assert why_waiting(Letter.objects.waiting()[0]) == "They want no letters until a day."
    pass_time(20 * DAYS, 12 * HOURS)
    assert to(people.cerys, server) == ["While you were away"]
    assert all(f"Notes {n}" in server[0].body for n in range(3))
    assert all(f"Thread {n}" in server[0].body for n in range(3))


def test_a_pause_that_holds_news_alone_ends_with_these(people, talk, pass_time, server):
    wants(people.cerys, paused_until=date(2026, 3, 20))
    talk.say("Bread", [people.cerys])
    talk.say("Tea", [people.cerys])
    pass_time(15 * DAYS)
    assert to(people.cerys, server) == []
    pass_time(2 * DAYS)
    assert to(people.cerys, server) == ["While you were away: Bread and one more"]


def test_one_letter_that_waited_comes_as_itself(people, pass_time, server):
    wants(people.cerys, paused_until=date(2026, 3, 6))
    write(people.cerys, "Notes")
    pass_time(3 * DAYS)
    assert to(people.cerys, server) == ["Notes"]


def test_what_is_not_true_any_more_or_not_wanted_falls_out_of_the_one(people, pass_time, server):
    wants(people.cerys, paused_until=date(2026, 3, 6))
    write(people.cerys, "Lapsed", until=people.cerys.joined_at + 2 * DAYS)
    write(people.cerys, "Reminder", Kind.REMINDER)
    write(people.cerys, "Taken back", once="gone")
    write(people.cerys, "Notes")
    write(people.cerys, "More notes")
    pass_time(HOURS)
    people.cerys.silences.create(kind=Kind.REMINDER)
    Letter.objects.filter(once__startswith="gone").delete()
    pass_time(3 * DAYS)
    assert to(people.cerys, server) == ["While you were away"]
    body = server[0].body
    assert "More notes" in body and "Notes" in body
    assert "Lapsed" not in body and "Reminder" not in body and "Taken back" not in body


def test_one_click_on_the_one_letter_stops_such_letters(people, pass_time, server, client):
    wants(people.cerys, letters_a_week=1)
    for number in range(4):
        write(people.cerys, f"Notes {number}")
    pass_time(6 * DAYS)
    headers = server[-1].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Id"].startswith("<together.")
    link = headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    client.get(f"/{link}")
    assert not people.cerys.silences.exists()
    client.post(f"/{link}", {"List-Unsubscribe": "One-Click"})
    assert people.cerys.silences.get().kind == Kind.TOGETHER
