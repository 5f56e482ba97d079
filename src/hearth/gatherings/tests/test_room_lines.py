"""One line a room: all in it write at once, nobody's words are lost, and the notes have it."""

import pytest

from hearth.gatherings.models import Notes, Room
from hearth.gatherings.models.rooms import LONGEST_LINE, lines_of, make_rooms
from hearth.gatherings.tests.test_last_places import at_once
from hearth.gatherings.tests.test_rooms import in_small_rooms, room_of
from hearth.ground.accounts import Person
from tests.proving import proves


def press(as_, person, gathering, words, before="", **more):
    return as_(person).post(gathering.page("line"), {"line": words, "before": before}, **more)


@proves("J3.15")
def test_anyone_in_the_room_edits_its_line_and_two_at_once_lose_nothing(as_, running):
    one, other, *_rest = in_small_rooms(running, 4)
    press(as_, one, running, "We need tea")
    press(as_, one, running, "We really need tea", before="We need tea")
    press(as_, other, running, "We need tea and time", before="We need tea")
    assert Room.objects.get().line == "We really need tea and time"
    assert "We really need tea and time" in as_(other).get(running.page("room")).text


@proves("J3.15")
@pytest.mark.django_db(transaction=True)
def test_eight_who_press_at_the_same_moment_are_all_read(running):
    in_small_rooms(running, 4)
    (room,) = Room.objects.all()
    room.write("so far", before="")
    said = [f"word{number}" for number in range(24)]
    at_once(
        lambda word: Room.objects.get(pk=room.pk).write(f"so far {word}", before="so far"), said
    )
    assert sorted(Room.objects.get().line.split()) == sorted(["so", "far", *said])


def test_a_script_gets_the_line_as_it_stands_now(as_, running):
    one, other, *_rest = in_small_rooms(running, 4)
    press(as_, one, running, "tea")
    reply = press(as_, other, running, "time", headers={"HX-Request": "true"})
    assert (reply.status_code, reply.text) == (200, "tea time")


def test_only_who_is_in_a_room_writes_its_line(people, as_, running):
    here = in_small_rooms(running, 8)
    assert press(as_, people.amara, running, "not mine").status_code == 404
    press(as_, here[0], running, "ours")
    written = room_of(running, here[0])
    assert set(Room.objects.with_a_line()) == {written}


def test_a_line_that_is_full_or_closed_says_so_and_stays(people, as_, running):
    one, *_rest = in_small_rooms(running, 4)
    page = as_(one).post(running.page("line"), {"line": "x" * (LONGEST_LINE + 1)}, follow=True)
    assert "This line is full" in page.text
    assert Room.objects.get().line == ""


def test_making_the_rooms_again_loses_no_line(people, running):
    in_small_rooms(running, 20)
    Room.objects.filter(number=5).update(line="We found tea")
    running.arrivals.filter(person__name__in=[f"Person {n}" for n in range(12)]).delete()
    rooms = make_rooms(running, by=people.bola)
    assert len(rooms) == 2
    assert lines_of(running).get().line == "We found tea"


def test_what_the_rooms_wrote_is_in_the_notes_for_members_and_those_who_came(people, as_, running):
    in_small_rooms(running, 4)
    came = Person.objects.meet(name="Gil", email="gil@example.org")
    running.arrivals.create(person=came)
    Room.objects.get().write("A shared shed", before="")
    running.refresh_from_db()
    running.end(by=people.bola)
    draft = as_(people.bola).get(running.page("notes")).text
    assert "A shared shed" in draft, "the host publishes nothing unseen"
    assert as_(came).get(running.page("notes")).status_code == 404
    notes = Notes.objects.of(running)
    notes.keep(by=people.bola)
    notes.publish(by=people.bola)
    readers = {None: False, people.fin: False, came: True, people.cerys: True, people.dee: True}
    for reader, may_read in readers.items():
        assert ("A shared shed" in as_(reader).get(running.page("notes")).text) == may_read, reader
