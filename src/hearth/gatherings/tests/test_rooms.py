"""Break-outs: small rooms, made in one tap, in which nobody new is left among the new."""

import pytest

from hearth.gatherings.models.places import book
from hearth.gatherings.models.rooms import deal, make_rooms
from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.ground.refusals import Refused
from tests.proving import proves


def in_room(gathering, count, *, new=0):
    """So many people come in; the first `new` of them said it is their first time."""
    people = [Person.objects.meet(name=f"P{n}", email=f"p{n}@example.org") for n in range(count)]
    for number, person in enumerate(people):
        book(gathering, person, is_first_time=number < new)
        gathering.arrivals.create(person=person)
    return people


def room_of(gathering, person):
    return gathering.arrivals.get(person=person).room


@pytest.mark.parametrize("present", range(6, 90))
def test_rooms_have_three_or_four_people_and_everybody_is_in_one(present):
    rooms = deal(range(present), [])
    assert {len(room) for room in rooms} <= {3, 4}
    assert sorted(person for room in rooms for person in room) == list(range(present))


@pytest.mark.parametrize("present", range(1, 6))
def test_fewer_than_six_stay_together(present):
    assert deal(range(present), []) == [list(range(present))]


@pytest.mark.parametrize(("regulars", "new"), [(9, 3), (4, 8), (3, 12), (2, 9), (1, 5), (20, 30)])
def test_every_room_has_a_regular_if_numbers_allow(regulars, new):
    rooms = deal(range(regulars), range(100, 100 + new))
    assert all(min(room) < 100 for room in rooms)
    assert 3 <= min(map(len, rooms)) <= max(map(len, rooms)) <= 6
    assert sum(map(len, rooms)) == regulars + new


@proves("J2.3")
def test_a_first_timer_meets_a_named_welcomer_and_never_only_newcomers(people, as_, running):
    running.roles.create(kind="welcomer", person=people.amara)
    newcomers = in_room(running, 12, new=7)[:7]
    first = newcomers[0]
    assert "Amara will say hello to you" in Letter.objects.get(to=first).text
    assert "Amara will say hello to you" in as_(first).get(running.page("room")).text
    assert Letter.objects.filter(to=people.amara, subject__startswith="P0 comes").count() == 1
    host = as_(people.bola)
    running._go_to(running.steps.get(kind="rooms"))
    for _again in range(5):
        host.post(running.page("step"), {"press": "rooms"})
        for newcomer in newcomers:
            room = room_of(running, newcomer)
            seats = room.people.values_list("person", flat=True)
            assert set(seats) - {person.pk for person in newcomers}, "somebody who knows the way"
            assert len(seats) >= 3
    page = as_(first).get(running.page("room"), headers={"HX-Request": "true"}).text
    assert f"You are in room {room_of(running, first).number}." in page


def test_somebody_who_comes_late_goes_to_the_smallest_room_and_nobody_moves(people, as_, running):
    in_room(running, 7)
    running._go_to(running.steps.get(kind="rooms"))
    make_rooms(running, by=people.bola)
    before = set(running.arrivals.values_list("room__number", "person"))
    as_(people.fin).post(running.page("arrival"))
    assert before < set(running.arrivals.values_list("room__number", "person"))
    assert room_of(running, people.fin).people.count() == 4


def test_rooms_are_for_those_who_are_here(people, running):
    with pytest.raises(Refused, match="Nobody has come in yet"):
        make_rooms(running, by=people.bola)


def test_only_the_host_sees_who_is_in_which_room(people, as_, running):
    in_room(running, 8)
    running._go_to(running.steps.get(kind="rooms"))
    make_rooms(running, by=people.bola)
    assert "P3" in as_(people.bola).get(running.page("host")).text
    assert "P3" not in as_(people.amara).get(running.page("room")).text
