"""Places that are kept for first-timers and for people whom the host names, until a day."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import localdate, now

from hearth.gatherings.models.holds import free_places
from hearth.gatherings.models.offers import hold_places, keep_offers_moving
from hearth.gatherings.models.places import book, keep_for
from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.ground.refusals import Refused
from tests.proving import proves


@pytest.fixture
def three(people, make_gathering):
    """Three places: one kept for who is new, one for whom the host names, until in two days."""
    gathering = make_gathering(places=3)
    until = localdate() + timedelta(days=2)
    hold_places(gathering, by=people.bola, new=1, named=1, until_on=until)
    return gathering


@proves("J3.9")
def test_a_host_keeps_places_for_first_timers_and_named_people(people, as_, make_gathering):
    gathering = make_gathering(places=3)
    until = localdate() + timedelta(days=2)
    as_(people.bola).post(gathering.page("places"), {"new": 1, "named": 1, "until_on": until})
    assert not book(gathering, people.amara).waits
    assert book(gathering, people.cerys).waits, "the other two are kept"
    page = as_(None).get(gathering.get_absolute_url()).text
    assert "1 place is kept for people who come for the first time" in page
    assert not book(gathering, people.fin, is_first_time=True).waits
    as_(people.bola).post(gathering.page("named_place"), {"name": "Efe", "email": people.efe.email})
    assert not gathering.booked.get(person=people.efe).waits
    assert Letter.objects.get(to=people.efe).subject.startswith("Your place")


@proves("J3.9")
def test_after_their_day_kept_places_go_to_those_who_wait_longest(people, three):
    for person in (people.amara, people.cerys, people.dee, people.efe):
        book(three, person)
    with time_machine.travel(now() + timedelta(days=3)):
        keep_offers_moving()
        offered = [place.person.name for place in three.booked.offered().in_order()]
    assert offered == ["Cerys", "Dee"]


def test_who_is_new_gets_a_kept_place_before_an_open_one(people, three):
    assert book(three, people.fin, is_first_time=True).kept_as == "new"
    assert free_places(three.locked()).for_all == 1


def test_a_kept_place_that_is_given_back_is_offered_to_the_first_who_is_new(people, three):
    held = book(three, people.fin, is_first_time=True)
    book(three, people.amara)
    book(three, people.cerys)
    new = book(three, people.efe, is_first_time=True)
    held.give_up()
    new.refresh_from_db()
    assert new.is_offered and new.kept_as == "new"
    assert three.booked.get(person=people.cerys).number_in_line == 1


def test_a_named_person_who_waits_has_the_place_at_once(people, three):
    book(three, people.amara)
    assert book(three, people.cerys).waits
    assert not keep_for(three, people.cerys, by=people.bola).waits
    assert keep_for(three, people.cerys, by=people.bola).kept_as == "bursary"
    with pytest.raises(Refused, match="No place is free"):
        keep_for(three, people.dee, by=people.bola)


def test_no_more_are_kept_than_there_are_places(people, as_, three):
    until = localdate() + timedelta(days=2)
    page = as_(people.bola).post(three.page("places"), {"new": 3, "named": 1, "until_on": until})
    assert "more than all the places" in page.text
    page = as_(people.bola).post(three.page("places"), {"new": 1, "until_on": ""})
    assert "Say until when" in page.text
    assert {hold.places for hold in three.holds.all()} == {1}


def test_the_host_sees_the_list_in_order_and_nothing_of_needs(people, as_, three):
    book(three, people.amara)
    book(three, people.dee, needs="A quiet corner")
    book(three, people.cerys)
    page = as_(people.bola).get(three.page("places")).text
    assert page.index("Dee") < page.index("Cerys") and "quiet corner" not in page
    assert as_(people.amara).get(three.page("places")).status_code == 403


@pytest.mark.parametrize("waiting", [0, 1, 300])
def test_the_list_is_whole_however_many_wait(people, as_, make_gathering, waiting):
    gathering = make_gathering(places=1)
    book(gathering, people.amara)
    crowd = Person.objects.bulk_create(
        Person(name=f"Person {n:03}", email=f"p{n}@example.org") for n in range(waiting)
    )
    gathering.booked.bulk_create(
        type(gathering.booked.get())(gathering=gathering, person=p) for p in crowd
    )
    page = as_(people.bola).get(gathering.page("places")).text
    assert page.count("Person ") == waiting
    assert ("Nobody waits" in page) == (waiting == 0)
