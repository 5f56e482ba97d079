"""Two people always hold the keys (rule G8), or the one who does is asked every week."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from hearth.ground.accounts import Community, Person, Stewardship, ask_to_steward
from hearth.ground.books import Letter
from hearth.ground.links import link
from hearth.ground.refusals import Refused
from hearth.house.starting import next_thing, remind_of_second_key, start_community
from tests.proving import proves


@pytest.fixture
def dee(db):
    return start_community(
        name="Tidewater Makers", about="We mend.", steward="Dee", email="dee@example.org"
    )


def asked(browser, name="Efe"):
    browser.post("/steward/second/", {"name": name, "email": f"{name.lower()}@example.org"})
    return Person.objects.get(email=f"{name.lower()}@example.org")


def test_somebody_is_asked_and_becomes_a_steward_by_saying_yes(dee, as_):
    efe = asked(as_(dee))
    letter = Letter.objects.get(to=efe)
    assert "Dee asks" in letter.subject
    assert "/l/" in letter.text
    browser = as_(None)
    page = browser.get(link(efe, "/steward/asked/"), follow=True)
    assert "Will you look after Tidewater Makers?" in page.text
    efe.refresh_from_db()
    assert not efe.is_active, "Opening the letter's link made a steward."
    browser.post("/steward/asked/", {"yes": "yes"})
    assert {one.name for one in Person.objects.stewards()} == {"Dee", "Efe"}


def test_somebody_who_says_no_is_left_in_peace(dee, as_):
    efe = asked(as_(dee))
    browser = as_(efe)
    browser.post("/steward/asked/", {"no": "no"})
    assert not Stewardship.objects.filter(person=efe).exists()
    assert browser.get("/steward/asked/").status_code == 404


def test_nobody_becomes_a_steward_who_was_not_asked(people, as_):
    for person in (people.amara, people.fin, people.dee):
        assert as_(person).get("/steward/asked/").status_code == 404
        assert as_(person).post("/steward/asked/", {"yes": "yes"}).status_code == 404
    assert {one.name for one in Person.objects.stewards()} == {"Dee", "Efe"}


def test_only_a_steward_can_ask(people, as_):
    answer = as_(people.bola).post("/steward/second/", {"name": "X", "email": "x@example.org"})
    assert answer.status_code == 404
    assert not Stewardship.objects.asked().exists()


def test_asking_twice_asks_once_and_a_steward_is_not_asked(people, as_):
    browser = as_(people.dee)
    asked(browser, "Gwen")
    asked(browser, "Gwen")
    assert Stewardship.objects.asked().count() == 1
    assert Letter.objects.filter(to__name="Gwen").count() == 1
    with pytest.raises(Refused, match="a steward already"):
        ask_to_steward(people.efe, by=people.dee)


def test_where_no_letter_leaves_the_link_can_be_handed_over(dee, as_, settings):
    settings.MAILERS_READY = False
    asked(as_(dee))
    assert "/l/" in as_(dee).get("/steward/second/").text
    settings.MAILERS_READY = True
    assert "/l/" not in as_(dee).get("/steward/second/").text


@proves("G8")
def test_the_last_but_one_cannot_leave_until_another_accepts(people):
    held = Stewardship.objects.now().get(person=people.dee)
    asked = ask_to_steward(people.bola, by=people.dee)
    with pytest.raises(Refused, match="There must be two stewards"):
        held.end(by=people.dee)
    asked.accept()
    held.end(by=people.dee)
    assert {one.name for one in Person.objects.stewards()} == {"Bola", "Efe"}


@proves("G8")
def test_the_only_steward_is_asked_every_seven_days_until_there_are_two(dee, as_, time_machine):
    begun = now()
    for day in range(29):
        time_machine.move_to(begun + timedelta(days=day, hours=1))
        remind_of_second_key()
        remind_of_second_key()
    reminders = Letter.objects.filter(subject__startswith="Still one steward")
    assert reminders.count() == 4
    assert {letter.to for letter in reminders} == {dee}
    ask_to_steward(Person.objects.meet(name="Efe", email="efe@example.org"), by=dee).accept()
    time_machine.move_to(begun + timedelta(days=60))
    assert remind_of_second_key() == 0


@proves("G8")
def test_the_second_key_is_the_first_thing_a_lone_steward_is_told(dee, as_):
    assert "Ask a second" in as_(dee).get("/steward/").text
    assert "Ask a second" in str(next_thing(keys=1, waiting=5).words)


def test_stewards_change_what_the_home_page_says(people, as_):
    words = {
        "name": "Tidewater",
        "about": "We lend ladders.",
        "for_whom": "Anyone.",
        "looked_after_by": "",
        "email": "",
    }
    as_(people.dee).post("/steward/community/", words)
    assert Community.ours().about == "We lend ladders."
    assert "We lend ladders." in as_(None).get("/").text
    assert as_(people.amara).post("/steward/community/", words).status_code == 404


def test_letters_that_wait_are_listed_without_what_stands_in_them(people, as_, settings):
    settings.MAILERS_READY = False
    asked(as_(people.dee), "Gwen")
    page = as_(people.dee).get("/steward/letters/").text
    assert "No mail server is set" in page
    assert "To Gwen" in page
    assert "/l/" not in page
    assert as_(people.amara).get("/steward/letters/").status_code == 404


def test_a_steward_is_asked_for_a_second_step_until_there_is_one(people, as_):
    from allauth.mfa.totp.internal.auth import TOTP

    assert "A second lock on your key" in as_(people.dee).get("/steward/").text
    TOTP.activate(people.dee, "JBSWY3DPEHPK3PXP")
    assert "A second lock on your key" not in as_(people.dee).get("/steward/").text
    assert "A second lock on your key" in as_(people.efe).get("/steward/").text
