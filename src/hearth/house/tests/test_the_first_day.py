"""Starting a community: once, by whoever sits at the machine, with a way in at once."""

from __future__ import annotations

import pytest
from django.test import Client

from hearth.charter.models import Version
from hearth.ground.accounts import Community, Person, is_demo
from hearth.ground.books import Letter
from hearth.ground.refusals import Refused
from hearth.house.starting import start_community

OURS = {
    "name": "Tidewater Makers",
    "about": "We mend things and lend what cannot be mended.",
    "steward": "Dee",
    "email": "Dee@example.org",
}


@pytest.fixture
def browser(db):
    return Client()


def test_before_the_first_day_every_page_leads_to_the_two_doors(browser):
    for path in ("/", "/gatherings/", "/steward/", "/nothing/", "/me/", "/search/?q=x"):
        assert browser.get(path).headers["Location"] == "/start/", path
    doors = browser.get("/start/").text
    assert "Start our community" in doors
    assert "Look around a demo" in doors
    assert browser.get("/healthy/").text == "open\n"


def test_whoever_starts_it_is_a_steward_and_is_in_at_once(browser):
    answer = browser.post("/start/", OURS, follow=True)
    assert answer.redirect_chain == [("/start/begun/", 302)]
    dee = Person.objects.get(email="dee@example.org")
    assert dee.is_steward
    assert Community.ours().name == "Tidewater Makers"
    assert not is_demo()
    assert "/sign-in/" in answer.text
    assert browser.get("/steward/").status_code == 200
    assert Letter.objects.get().to == dee


def test_the_link_on_the_first_page_signs_them_in_elsewhere_once(browser):
    page = browser.post("/start/", OURS, follow=True).text
    way_in = page.split("<code>")[1].split("</code>")[0]
    path = way_in[way_in.index("/sign-in/") :]
    elsewhere = Client()
    assert elsewhere.get("/steward/").status_code == 302
    assert elsewhere.get(path).status_code == 200
    assert elsewhere.get("/steward/").status_code == 302, "Opening it changed something."
    elsewhere.post(path)
    assert elsewhere.get("/steward/").status_code == 200
    third = Client()
    third.post(path)
    assert third.get("/steward/").status_code == 302


def test_the_form_works_once_also_in_two_tabs(browser):
    browser.post("/start/", OURS)
    late = Client().post("/start/", OURS | {"name": "Ours, not yours", "email": "e@example.org"})
    assert late.headers["Location"] == "/"
    assert [one.name for one in Community.objects.all()] == ["Tidewater Makers"]
    assert Person.objects.count() == 1


def test_of_two_who_start_at_the_same_moment_the_second_is_told(browser):
    start_community(**OURS)
    with pytest.raises(Refused, match="started here a moment ago"):
        start_community(**OURS | {"name": "Second", "email": "second@example.org"})
    assert Community.objects.get().name == "Tidewater Makers"
    assert not Person.objects.filter(email="second@example.org").exists()


def test_too_many_words_come_back_with_all_that_was_typed(browser):
    answer = browser.post("/start/", OURS | {"about": "word " * 61})
    assert "one word too long" in answer.text
    assert "Dee@example.org" in answer.text
    assert Community.ours() is None


def test_one_button_begins_with_the_starting_lines(browser):
    assert "Start from these 19 lines" in browser.post("/start/", OURS, follow=True).text
    browser.post("/steward/charter/")
    assert Version.current().lines.count() == 19
    browser.post("/steward/charter/")
    assert Version.objects.count() == 1


def test_nobody_starts_a_second_community_in_a_house_that_has_one(people, as_):
    assert as_(None).get("/start/").headers["Location"] == "/"
    as_(None).post("/start/demo/")
    assert Community.objects.count() == 1
    assert Person.objects.count() == 6
    assert not is_demo()


def test_the_first_page_is_for_stewards_only(people, as_):
    assert as_(people.amara).get("/start/begun/").status_code == 404
    assert as_(None).get("/start/begun/").status_code == 302
    assert as_(people.dee).get("/start/begun/").status_code == 200
