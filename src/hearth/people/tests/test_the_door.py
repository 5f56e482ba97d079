"""One question before joining, and a steward's yes: off unless turned on, and then told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from hearth.ground.accounts import Person
from hearth.ground.books.post import Letter
from hearth.ground.refusals import Refused
from hearth.people.models import Door, Joining, Waiting
from hearth.people.models.door import (
    clear_old_answers,
    remind_of_those_who_wait,
    tell_stewards_who_waits,
)
from hearth.people.models.joining import forget_strangers
from tests.proving import proves

SAM = {"name": "Sam", "email": "sam@example.org"}
WHY = "Made-up people wrote to our members."


@pytest.fixture
def by_hand(people, as_):
    as_(people.dee).post("/steward/door/", {"question": "", "by_hand": "on", "why": WHY})


@pytest.fixture
def knock(letters_to, link_in):
    """`knock("Sam")`: they ask, and confirm; gives their browser and the last page."""

    def knocks(name="Sam"):
        email = f"{name.lower()}@example.org"
        browser = Client()
        browser.post("/join/", {"name": name, "email": email, "brings": "A boiler"})
        page = browser.post(link_in(letters_to(email)[-1], "/join/"), follow=True)
        return browser, page

    return knocks


@proves("J1.11")
def test_nothing_is_asked_and_nobody_is_approved_by_hand_unless_turned_on(people, knock):
    assert (Door.ours().question, Door.ours().by_hand) == ("", False)
    assert "Stewards read your answer" not in Client().get("/join/").text
    _browser, page = knock()
    assert page.redirect_chain == [("/join/welcome/", 302)]
    assert Person.objects.get(name="Sam").is_active
    assert not Waiting.objects.exists()


@proves("J1.11")
def test_a_steward_turns_on_one_question_and_reads_the_answer(people, as_):
    question = "What would you like to mend?"
    as_(people.bola).post("/steward/door/", {"question": "Why?"})
    assert Door.ours().question == "", "only stewards turn it on"
    as_(people.dee).post("/steward/door/", {"question": question})
    assert question in Client().get("/join/").text
    refused = Client().post("/join/", SAM)
    assert "Answer in a few words." in refused.text and not Joining.objects.exists()
    Client().post("/join/", SAM | {"answer": "A kettle"})
    joining = Joining.objects.get()
    assert (joining.question, joining.answer) == (question, "A kettle")
    assert joining.confirm().is_active, "a question is not approval by hand"


@proves("J1.11")
def test_who_waits_sees_that_and_why_on_the_page_and_in_a_letter(by_hand, knock, letters_to):
    assert WHY in Client().get("/join/").text, "said before the button"
    browser, page = knock()
    assert page.redirect_chain == [("/join/wait/", 302)]
    letter = letters_to("sam@example.org")[-1]
    for words in (page.text, browser.get("/join/wait/").text, letter.text):
        assert "by hand" in words and "Made-up people wrote to our members" in words
    assert not Person.objects.get(name="Sam").is_active
    assert "_auth_user_id" not in browser.session


def test_the_link_shows_the_wait_again_and_lets_nobody_in(by_hand, knock, letters_to, link_in):
    knock()
    link = link_in(letters_to("sam@example.org")[0], "/join/")
    for again in (Client().get(link), Client().post(link)):
        assert "You are at the door" in again.text
    assert not Person.objects.get(name="Sam").is_active


def test_a_yes_brings_the_same_welcome_as_everybody_gets(by_hand, knock, people, as_, letters_to):
    knock()
    path = Waiting.objects.get().get_absolute_url()
    assert "A boiler" in as_(people.dee).get(path).text
    assert as_(people.bola).post(path, {"yes": "yes"}).status_code == 404
    as_(people.dee).post(path, {"yes": "yes"})
    assert Person.objects.get(name="Sam").is_active
    assert "You are in" in letters_to("sam@example.org")[-1].subject
    assert "Dee has let them in already." in as_(people.efe).get(path).text


def test_a_no_says_why_and_they_are_forgotten_a_week_later(
    by_hand, knock, people, as_, letters_to, time_machine
):
    knock()
    path = Waiting.objects.get().get_absolute_url()
    assert "Say why. They read it." in as_(people.dee).post(path, {"no": "no"}).text
    as_(people.dee).post(path, {"no": "no", "words": "You sell boilers, we think."})
    assert "You sell boilers, we think." in letters_to("sam@example.org")[-1].text
    assert not Person.objects.get(name="Sam").is_active
    time_machine.move_to(now() + timedelta(days=6))
    assert forget_strangers() == 0
    time_machine.move_to(now() + timedelta(days=2))
    assert forget_strangers() == 1
    assert not Person.objects.filter(name="Sam").exists()


def test_who_was_refused_may_ask_again(by_hand, knock, people, time_machine):
    knock()
    Waiting.objects.get().decline("Not now", by=people.dee)
    time_machine.move_to(now() + timedelta(hours=1))
    knock()
    assert Waiting.objects.open().count() == 1


def test_stewards_get_one_letter_a_day_with_those_who_wait(by_hand, knock, time_machine):
    begun = now().replace(hour=9)
    time_machine.move_to(begun)
    for name in ("Sam", "Tess"):
        knock(name)
        tell_stewards_who_waits()
    letters = Letter.objects.filter(once__startswith="door:")
    assert letters.count() == 2, "one for each of two stewards"
    time_machine.move_to(begun + timedelta(days=1))
    tell_stewards_who_waits()
    assert letters.count() == 4
    assert "Sam" in letters.last().text and "Tess" in letters.last().text
    for day in range(2, 9):
        time_machine.move_to(begun + timedelta(days=day))
        tell_stewards_who_waits()
    assert letters.count() == 4, "nobody new, no letter"


def test_after_14_days_stewards_are_reminded_once_and_the_person_is_told(
    by_hand, knock, letters_to, time_machine
):
    knock()
    begun = now()
    for day in range(1, 60):
        time_machine.move_to(begun + timedelta(days=day))
        forget_strangers()
        told = remind_of_those_who_wait()
        assert told == (1 if day == 14 else 0)
    assert Letter.objects.filter(once__startswith="door-late:").count() == 2
    theirs = [one for one in letters_to("sam@example.org") if "our fault" in one.subject]
    assert len(theirs) == 1
    assert Waiting.objects.open().count() == 1, "who waits is not forgotten meanwhile"


def test_what_became_of_them_goes_after_30_days(by_hand, knock, people, time_machine):
    knock()
    Waiting.objects.get().let_in(by=people.dee)
    time_machine.move_to(now() + timedelta(days=31))
    assert clear_old_answers() == 1
    assert Person.objects.get(name="Sam").is_active


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("second", ["let_in", "decline"])
def test_of_two_stewards_who_answer_at_once_one_does(by_hand, knock, people, second):
    knock()
    waiting = Waiting.objects.get()

    def answer(one):
        try:
            one()
        except Refused:
            return False
        finally:
            connection.close()
        return True

    other = {
        "let_in": lambda: waiting.let_in(by=people.efe),
        "decline": lambda: waiting.decline("Not now", by=people.efe),
    }
    with ThreadPoolExecutor(2) as both:
        went = list(both.map(answer, (lambda: waiting.let_in(by=people.dee), other[second])))
    assert sorted(went) == [False, True]
    letters = Letter.objects.filter(
        to__name="Sam", subject__in=["You are in. Welcome!", "You cannot join for now"]
    )
    assert letters.count() == 1
    assert Person.objects.get(name="Sam").is_active == bool(
        letters.filter(subject__contains="Welcome")
    )
