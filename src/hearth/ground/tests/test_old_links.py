"""Old links: they still stop letters, and ask for a new one at most once an hour."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import now

from hearth.ground.books.post import Kind, Letter
from hearth.ground.links import LIVES, link


@pytest.fixture
def old():
    """`old(person, path)`: a link of theirs; from then on its time is over."""
    with time_machine.travel(now(), tick=False) as clock:

        def make(person, to):
            made = link(person, to)
            clock.shift(LIVES + timedelta(days=1))
            return made

        yield make


def test_a_click_on_no_more_of_these_works_however_old_the_letter(people, old):
    stop = old(people.amara, "/letters/fewer/invitation/")
    reply = Client(enforce_csrf_checks=True).post(stop, {"List-Unsubscribe": "One-Click"})
    assert reply.status_code == 200
    assert people.amara.silences.get().kind == Kind.INVITATION
    assert not Letter.objects.exists()


def test_that_click_opens_no_other_page(people, old):
    reply = Client().post(old(people.amara, "/"), {"List-Unsubscribe": "One-Click"})
    assert reply.status_code == 404 and not people.amara.silences.exists()


def test_an_old_link_sends_one_new_link_an_hour_for_each_page(people, old):
    first, browser = old(people.amara, "/one/"), Client()
    second = old(people.amara, "/two/")
    for address in (first, first, second, first):
        assert "on its way" in browser.post(address).text
    assert Letter.objects.filter(to=people.amara).count() == 2
    with time_machine.travel(now() + timedelta(hours=1)):
        browser.post(first)
    assert Letter.objects.filter(to=people.amara).count() == 3
