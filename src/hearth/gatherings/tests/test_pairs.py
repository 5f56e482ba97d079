"""Together, apart, and whom I have met: kept by the rooms, and shown to nobody it is not for."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from hearth.gatherings.models import Meeting, Pairing
from hearth.gatherings.models.cohosts import name_cohost
from hearth.gatherings.models.meetings import forget_meetings
from hearth.gatherings.models.pairs import ask_to_be_apart, forget_pairs
from hearth.gatherings.models.rooms import make_rooms
from hearth.gatherings.tests.test_rooms import in_room, in_small_rooms, room_of
from hearth.ground.accounts import Person
from tests.proving import proves


def set_pair(as_, host, gathering, one, other, apart="no"):
    return as_(host).post(
        gathering.page("pairs"), {"one": one.pk, "other": other.pk, "is_apart": apart}, follow=True
    )


@proves("J3.14")
def test_pairs_stay_together_or_apart_however_often_the_rooms_are_made(people, as_, running):
    here = in_room(running, 14, new=4)
    set_pair(as_, people.bola, running, here[0], here[1])
    set_pair(as_, people.dee, running, here[13], here[2], apart="yes")
    for _again in range(8):
        make_rooms(running, by=people.bola)
        assert room_of(running, here[0]) == room_of(running, here[1])
        assert room_of(running, here[13]) != room_of(running, here[2])
        assert all(room.people.count() >= 3 for room in running.rooms.all())


def test_the_newer_wish_for_two_people_counts_and_it_can_be_forgotten(people, as_, running):
    one, other = in_room(running, 2)
    set_pair(as_, people.bola, running, one, other)
    set_pair(as_, people.bola, running, other, one, apart="yes")
    (pairing,) = Pairing.objects.all()
    assert pairing.is_apart
    as_(people.bola).post(running.page("pairs"), {"forget": pairing.pk})
    assert not Pairing.objects.exists()


def test_a_pair_is_two_people(people, as_, running):
    one, _other = in_room(running, 2)
    assert "Choose two people" in set_pair(as_, people.bola, running, one, one).text
    assert not Pairing.objects.exists()


def test_only_hosts_and_stewards_open_the_pairs_and_not_those_of_themselves(people, as_, running):
    for person in (people.dee, people.cerys):
        running.arrivals.create(person=person)
    apart = {"is_apart": True, "by": people.bola}
    Pairing.objects.create(gathering=running, one=people.cerys, other=people.dee, **apart)
    assert "Cerys, Dee" in as_(people.bola).get(running.page("pairs")).text
    assert "Cerys, Dee" in as_(people.efe).get(running.page("pairs")).text
    assert "Cerys, Dee" not in as_(people.dee).get(running.page("pairs")).text
    assert as_(people.cerys).get(running.page("pairs")).status_code == 403


def test_what_a_member_asks_for_counts_everywhere_and_stewards_alone_read_it(people, as_, running):
    reply = as_(people.cerys).post("/gatherings/rooms/", {"name": "amara"}, follow=True)
    assert "You will not be in one room" in reply.text
    assert "Amara" in as_(people.cerys).get("/gatherings/rooms/").text
    assert "Cerys" not in as_(people.amara).get("/gatherings/rooms/").text
    in_room(running, 6)
    for person in (people.amara, people.cerys):
        running.arrivals.create(person=person)
    for _again in range(5):
        make_rooms(running, by=people.bola)
        assert room_of(running, people.amara) != room_of(running, people.cerys)
    assert "Amara, Cerys" not in as_(people.bola).get(running.page("pairs")).text
    for_stewards = as_(people.efe).get(running.page("pairs")).text
    assert "Amara, Cerys" in for_stewards
    assert "asked for in private" in for_stewards


def test_seated_together_by_hand_only_the_host_reads_a_warning_without_who_asked(
    people, as_, running
):
    in_small_rooms(running, 6)
    (room, _other) = running.rooms.all()
    for person in (people.amara, people.dee):
        running.arrivals.create(person=person, room=room)
    ask_to_be_apart(people.amara, name="Dee")
    page = as_(people.bola).get(running.page("rooms")).text
    assert "Two people here asked not to share a room." in page
    assert (
        "Amara and Dee are to be apart. Move one of them."
        in as_(people.efe).get(running.page("rooms")).text
    )
    for reader in (people.dee, people.amara):
        for name in ("room", "rooms"):
            seen = as_(reader).get(running.page(name))
            assert "apart." not in seen.text.replace("together or apart", "")
            assert "not to share" not in seen.text


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("Nobody", "no member by that name"), ("Fin", "no member"), ("Bola", "Two members have")],
)
def test_whom_we_do_not_know_is_said_and_what_was_typed_stays(people, as_, name, sentence):
    Person.objects.meet(name="Bola", email="second@example.org").join()
    reply = as_(people.cerys).post("/gatherings/rooms/", {"name": name})
    assert sentence in reply.text
    assert f'value="{name}"' in reply.text


def test_taking_back_takes_back_ones_own_wish_only(people, as_):
    mine = ask_to_be_apart(people.cerys, name="Amara")
    theirs = ask_to_be_apart(people.amara, name="Cerys")
    as_(people.cerys).post("/gatherings/rooms/", {"forget": theirs.pk})
    as_(people.cerys).post("/gatherings/rooms/", {"forget": mine.pk})
    assert Pairing.objects.get() == theirs


def test_how_many_i_have_met_is_for_myself_and_can_be_turned_off(people, as_, running):
    for person in (people.amara, people.cerys, people.efe):
        running.arrivals.create(person=person)
    one, other = sorted((people.amara.pk, people.cerys.pk))
    Meeting.objects.create(gathering=running, one_id=one, other_id=other)
    for path in ("/me/", "/gatherings/rooms/"):
        page = " ".join(as_(people.amara).get(path).text.split())
        assert "You have met 1 of the 2 people" in page
    assert "You have met 0 of the 2" in " ".join(as_(people.efe).get("/me/").text.split())
    as_(people.amara).post("/gatherings/rooms/", {"shows": "no"})
    for path in ("/me/", "/gatherings/rooms/"):
        assert "You have met" not in as_(people.amara).get(path).text
    as_(people.amara).post("/gatherings/rooms/", {"shows": "yes"})
    assert "You have met" in as_(people.amara).get("/me/").text


def test_a_year_later_nobody_remembers(people, running):
    in_small_rooms(running, 4)
    running.refresh_from_db()
    running.end(by=people.bola)
    Pairing.objects.create(gathering=running, one=people.amara, other=people.bola)
    ask_to_be_apart(people.amara, name="Dee")
    with time_machine.travel(now() + timedelta(days=364)):
        assert forget_meetings() == 0
        assert forget_pairs() == 1
    with time_machine.travel(now() + timedelta(days=366)):
        assert forget_meetings() == 6
    assert Pairing.objects.get().gathering is None


def test_a_pair_to_keep_together_never_tells_who_asked_to_be_apart(people, as_, running):
    """A co-host would learn it of themselves: "two people are to be together and apart"."""
    (between, *_rest) = in_room(running, 6)
    for person in (people.amara, people.cerys):
        running.arrivals.create(person=person)
    name_cohost(running, people.cerys, by=people.bola)
    ask_to_be_apart(people.amara, name="Cerys")
    set_pair(as_, people.cerys, running, people.amara, people.cerys)
    set_pair(as_, people.cerys, running, between, people.cerys)
    set_pair(as_, people.cerys, running, people.amara, between)
    page = as_(people.cerys).post(running.page("rooms"), {"size": "0"}, follow=True).text
    assert "Take away one" not in page
    assert room_of(running, people.amara) and room_of(running, people.cerys)
    assert room_of(running, people.amara) != room_of(running, people.cerys)
