"""Coming in without having registered, by typing a name; also when it is full."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client

from hearth.gatherings.models.places import book, come_in
from hearth.ground.accounts import Person


@pytest.fixture
def open_doors(make_gathering):
    return make_gathering(in_=timedelta(minutes=10), places=1)


def key_on(page):
    return page.text.split('name="key" value="')[1].split('"')[0]


def test_a_name_is_enough_also_when_every_place_is_taken(people, open_doors):
    book(open_doors, people.amara)
    browser = Client()
    browser.post(open_doors.page("arrival"), {"name": "Sam"})
    assert open_doors.arrivals.get().person.name == "Sam"
    assert "You are here" in browser.get(open_doors.page("room")).text
    open_doors.refresh_from_db()
    assert open_doors.places_taken == 1, "coming in takes nobody's place"


def test_two_presses_in_the_same_instant_are_one_person(open_doors):
    said = {"name": "Sam", "key": key_on(Client().get(open_doors.page("room")))}
    first, second = Client(), Client()
    for browser in (first, second):
        browser.post(open_doors.page("arrival"), said)
        assert "You are here" in browser.get(open_doors.page("room")).text
    assert open_doors.arrivals.count() == 1
    Client().post(open_doors.page("arrival"), said | {"name": "Kit"})
    assert open_doors.arrivals.count() == 2, "somebody else at the same screen is somebody else"


def test_two_who_type_the_same_name_on_two_pages_are_two(open_doors):
    for _person in range(2):
        browser = Client()
        key = key_on(browser.get(open_doors.page("room")))
        browser.post(open_doors.page("arrival"), {"name": "Sam", "key": key})
    assert open_doors.arrivals.count() == 2


@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_are_one_person(open_doors):
    def press(_n):
        try:
            return come_in(open_doors, None, name="Sam", key="of this page")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        came = list(threads.map(press, range(8)))
    assert sum(is_new for _here, is_new in came) == 1
    assert Person.objects.filter(name="Sam").count() == 1
