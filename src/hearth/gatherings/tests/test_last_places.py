"""The last place goes to one person, however many press at the same moment (complaint 8)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.db.models import F

from hearth.gatherings.models.places import book
from hearth.ground.accounts import Person

PEOPLE = 60
PLACES = 11


@pytest.fixture
def crowd(people):
    return [Person.objects.meet(name=f"P{n}", email=f"p{n}@example.org") for n in range(PEOPLE)]


def at_once(work, things):
    """Do the work for each thing in eight threads; errors come out."""

    def alone(thing):
        try:
            return work(thing)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(alone, things))


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
def test_places_given_back_all_at_once_go_to_those_who_waited_longest(make_gathering, crowd):
    gathering = make_gathering(places=PLACES)
    places = [book(gathering, person) for person in crowd]
    at_once(lambda place: place.give_up(), places[:PLACES])
    gathering.refresh_from_db()
    assert gathering.places_taken == PLACES
    first = gathering.booked.in_order()[:PLACES]
    assert set(first) == set(gathering.booked.coming())


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
