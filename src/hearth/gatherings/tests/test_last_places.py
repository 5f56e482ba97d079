"""The last place goes to one person, however many press at the same moment (complaint 8)."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.db.models import F
from django.utils.timezone import now

from hearth.gatherings.models.offers import keep_offers_moving
from hearth.gatherings.models.places import book
from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.ground.refusals import Refused

PEOPLE = 60
PLACES = 11
TRIES = 1000


@pytest.fixture
def crowd(people):
    return [Person.objects.meet(name=f"P{n}", email=f"p{n}@example.org") for n in range(PEOPLE)]


def at_once(work, things, threads=8):
    """Do the work for each thing in so many threads; errors come out."""

    def alone(thing):
        try:
            return work(thing)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(alone, things))


@pytest.mark.django_db(transaction=True)
def test_exactly_as_many_come_as_there_are_places_and_the_rest_wait(make_gathering, crowd):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.fail("Races need a database file: in memory, threads share one lock.")
    gathering = make_gathering(places=PLACES)
    places = at_once(lambda person: book(gathering, person), crowd)
    gathering.refresh_from_db()
    assert sum(not place.waits for place in places) == PLACES == gathering.places_taken
    assert gathering.booked.waiting().count() == PEOPLE - PLACES


@pytest.mark.django_db(transaction=True)
def test_a_thousand_tries_for_seventy_places_give_exactly_seventy(make_gathering, people):
    gathering = make_gathering(places=70)
    Person.objects.bulk_create(
        Person(name=f"P{n}", email=f"p{n}@example.org") for n in range(TRIES)
    )
    many = list(Person.objects.filter(email__startswith="p"))
    places = at_once(lambda person: book(gathering, person), many, threads=4)
    gathering.refresh_from_db()
    assert sum(not place.waits for place in places) == 70 == gathering.places_taken
    assert gathering.booked.count() == TRIES
    in_order = gathering.booked.in_order()
    assert list(in_order[:70]) == list(in_order.coming()), "nobody who asked later got in"
    asked = [place.booked_at for place in in_order]
    assert asked == sorted(asked)


@pytest.mark.django_db(transaction=True)
def test_yes_and_the_end_of_the_time_at_the_same_moment_give_the_place_once(make_gathering, crowd):
    gathering = make_gathering(places=1)
    places = [book(gathering, person) for person in crowd[:12]]
    places[0].give_up()
    for _round in range(10):
        gathering.booked.offered().update(answer_by=now() + timedelta(milliseconds=4))
        offered = gathering.booked.offered().get()
        at_once(lambda press, place=offered: press(place), [said_yes, ran_out] * 3)
        gathering.refresh_from_db()
        assert gathering.places_taken == gathering.booked.held().count() == 1
        for place in gathering.booked.coming():
            place.give_up()


def said_yes(place):
    with suppress(Refused):
        place.accept()


def ran_out(place):
    keep_offers_moving()


@pytest.mark.django_db(transaction=True)
def test_two_people_who_say_yes_at_the_same_moment_both_have_their_place(make_gathering, crowd):
    gathering = make_gathering(places=2)
    places = [book(gathering, person) for person in crowd[:6]]
    for place in places[:2]:
        place.give_up()
    at_once(lambda place: place.accept(), places[2:4] * 4)
    assert set(gathering.booked.coming()) == set(places[2:4])
    assert Letter.objects.filter(subject__startswith="Your place", to=crowd[2]).count() == 1


@pytest.mark.django_db(transaction=True)
def test_places_given_back_all_at_once_are_offered_to_those_who_waited_longest(
    make_gathering, crowd
):
    gathering = make_gathering(places=PLACES)
    places = [book(gathering, person) for person in crowd]
    at_once(lambda place: place.give_up(), places[:PLACES])
    gathering.refresh_from_db()
    assert gathering.places_taken == PLACES
    first = gathering.booked.in_order()[:PLACES]
    assert set(first) == set(gathering.booked.offered())


@pytest.mark.django_db(transaction=True)
def test_the_same_person_pressing_eight_times_has_one_place(make_gathering, people):
    gathering = make_gathering(places=PLACES)
    at_once(lambda _: book(gathering, people.fin), range(8))
    gathering.refresh_from_db()
    assert gathering.booked.count() == 1 == gathering.places_taken


@pytest.mark.django_db(transaction=True)
def test_the_database_itself_refuses_one_place_too_many(make_gathering):
    from django.db import IntegrityError

    gathering = make_gathering(places=1)
    mine = type(gathering).objects.filter(pk=gathering.pk)
    with pytest.raises(IntegrityError):
        mine.update(places_taken=F("places") + 1)
