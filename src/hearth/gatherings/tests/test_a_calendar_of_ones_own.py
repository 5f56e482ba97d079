"""One's own calendar is opened and renewed by oneself, and not by who reads a forwarded letter."""

import re

import pytest
from django.test import Client

from hearth.gatherings.models.own_calendar import own_address
from hearth.gatherings.models.places import book
from hearth.ground.books import Letter
from hearth.ground.links import link


def by_link(person, path="/me/calendar/"):
    browser = Client()
    return browser, browser.get(link(person, path), follow=True)


def test_a_member_signs_in_to_see_or_renew_it(people):
    address = own_address(people.cerys)
    browser, page = by_link(people.cerys)
    assert address not in page.text and "Sign in" in page.text
    assert browser.post("/me/calendar/").status_code == 302
    assert own_address(people.cerys) == address


def test_who_reads_a_guests_forwarded_letter_gets_no_feed_and_cuts_nobody_off(people, as_, meetup):
    book(meetup, people.fin)
    address = own_address(people.fin)
    browser, page = by_link(people.fin)
    assert address not in page.text
    for _press in range(2):
        page = browser.post("/me/calendar/", follow=True)
        assert address not in page.text
    assert own_address(people.fin) == address
    letter = Letter.objects.get(subject="Your calendar with us")
    assert letter.to == people.fin and address in letter.text


def test_a_guest_who_has_the_address_makes_another_which_comes_by_mail(people, as_, meetup):
    book(meetup, people.fin)
    old = own_address(people.fin)
    as_(people.fin).post("/me/calendar/")
    (button,) = re.findall(r"/l/\S+", Letter.objects.latest("pk").text)[:1]
    browser = Client()
    page = browser.get(button, follow=True)
    assert old in page.text
    after = browser.post(page.wsgi_request.get_full_path(), follow=True)
    new = own_address(people.fin)
    assert new != old and new not in after.text and as_(None).get(old).status_code == 404
    assert new in Letter.objects.filter(to=people.fin).latest("pk").text


@pytest.mark.parametrize("of", ["", "x", "WzEsMF0.x", "\0"])
def test_an_address_that_is_somebody_elses_or_nonsense_renews_nothing(people, as_, of):
    mine, theirs = own_address(people.fin), own_address(people.cerys).split("/")[-2]
    for token in (of, theirs):
        as_(people.fin).post("/me/calendar/", query_params={"of": token})
    assert own_address(people.fin) == mine and own_address(people.cerys).split("/")[-2] == theirs
