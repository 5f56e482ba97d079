"""Break-outs: small rooms, made in one tap, in which nobody new is left among the new."""

import pytest

from hearth.gatherings.models import Meeting
from hearth.gatherings.models.places import book
from hearth.gatherings.models.rooms import RoomWishes, make_rooms, mark_of
from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.ground.refusals import Refused
from tests.proving import proves


def in_room(gathering, count, *, new=0):
    """So many people come in; the first `new` of them said it is their first time."""
    people = [
        Person.objects.meet(name=f"Person {n}", email=f"p{n}@example.org") for n in range(count)
    ]
    for number, person in enumerate(people):
        book(gathering, person, is_first_time=number < new)
        gathering.arrivals.create(person=person)
    return people


def room_of(gathering, person):
    return gathering.arrivals.get(person=person).room


def in_small_rooms(gathering, count, *, new=0):
    """So many come in, the step for small groups begins, and the rooms are made."""
    people = in_room(gathering, count, new=new)
    gathering._go_to(gathering.steps.get(kind="rooms"))
    make_rooms(gathering, by=gathering.host, seed=1)
    return people


def seats(gathering):
    return set(gathering.arrivals.values_list("person", "room__number", "instead"))


@proves("J2.3")
def test_a_first_timer_meets_a_named_welcomer_and_never_only_newcomers(people, as_, running):
    running.roles.create(kind="welcomer", person=people.amara)
    newcomers = in_room(running, 12, new=7)[:7]
    first = newcomers[0]
    assert "Amara will say hello to you" in Letter.objects.get(to=first).text
    assert "Amara will say hello to you" in as_(first).get(running.page("room")).text
    assert Letter.objects.filter(to=people.amara, subject__startswith="Person 0 comes").count() == 1
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
    assert f"Room {room_of(running, first).number}<" in page


@pytest.mark.parametrize(("count", "sizes"), [(5, {5}), (6, {3}), (50, {3, 4})])
def test_five_stay_together_six_sit_in_threes_and_fifty_in_threes_and_fours(running, count, sizes):
    in_small_rooms(running, count)
    assert {room.people.count() for room in running.rooms.all()} == sizes
    assert running.arrivals.exclude(room=None).count() == count


def test_somebody_who_comes_late_goes_to_the_smallest_room_and_nobody_moves(people, as_, running):
    in_small_rooms(running, 7)
    before = seats(running)
    as_(people.fin).post(running.page("arrival"))
    assert before < seats(running)
    assert room_of(running, people.fin).people.count() == 4


def test_of_two_small_rooms_the_late_one_goes_where_they_have_met_nobody(people, as_, running):
    sitting = in_small_rooms(running, 6)
    known = room_of(running, sitting[0])
    for person in known.people.values_list("person", flat=True):
        one, other = sorted((person, people.fin.pk))
        Meeting.objects.create(gathering=running, one_id=one, other_id=other)
    as_(people.fin).post(running.page("arrival"))
    assert room_of(running, people.fin) != known


def test_rooms_are_for_those_who_are_here(people, running):
    with pytest.raises(Refused, match="Nobody has come in yet"):
        make_rooms(running, by=people.bola)


def test_only_the_host_sees_who_is_in_which_room(people, as_, running):
    here = in_small_rooms(running, 8)
    assert "Person 3" in as_(people.bola).get(running.page("host")).text
    assert "Person 3" in as_(people.bola).get(running.page("rooms")).text
    assert "Person 3" not in as_(people.amara).get(running.page("room")).text
    assert as_(people.amara).get(running.page("rooms")).status_code == 403
    assert as_(here[0]).get(running.page("rooms")).status_code == 302


@proves("J2.6")
def test_in_the_break_out_i_see_my_room_its_link_the_prompt_who_writes_and_who_is_there(
    people, as_, running
):
    mine, *others = in_small_rooms(running, 4)
    running.step.refresh_from_db()
    page = as_(mine).get(running.page("room")).text
    assert "Room 1" in page
    assert "The host opens it in the video call." in page
    assert str(running.steps.get(kind="rooms").prompt) in page
    assert "Person 1, Person 2, Person 3" in page
    assert "One of you writes a line." in page
    running.rooms.update(video_url="https://video.example.org/3", writer=others[0])
    page = as_(mine).get(running.page("room")).text
    assert 'href="https://video.example.org/3"' in page
    assert "Person 1 writes the line." in page


@proves("J2.6")
@pytest.mark.parametrize(
    ("press", "words"), [("quiet", "The quiet room"), ("main", "The main room")]
)
def test_i_can_be_elsewhere_and_nobody_is_told_why(people, as_, running, press, words):
    mine, *_others, other = in_small_rooms(running, 4)
    as_(mine).post(running.page("my_seat"), {"press": press})
    assert words in as_(mine).get(running.page("room")).text
    page = as_(other).get(running.page("room")).text
    assert "Person 1, Person 2" in page
    assert "Person 0" not in page
    for name in ("rooms", "host"):
        page = as_(people.bola).get(running.page(name)).text
        assert "Person 0" not in page
        assert "1 person s" in page
    make_rooms(running, by=people.bola)
    assert room_of(running, mine) is None, "made again, they are still left in peace"
    as_(mine).post(running.page("my_seat"), {"press": "room"})
    assert room_of(running, mine).number == 1


def test_pressing_twice_or_two_hosts_at_once_make_the_rooms_once(people, as_, running):
    in_small_rooms(running, 9)
    seen = mark_of(running.rooms.all())
    as_(people.bola).post(running.page("rooms"), {"size": 3, "made": seen})
    after_the_first = seats(running), mark_of(running.rooms.all())
    as_(people.dee).post(running.page("rooms"), {"size": 3, "made": seen})
    assert (seats(running), mark_of(running.rooms.all())) == after_the_first
    assert after_the_first[1] != seen


def test_made_again_the_rooms_are_other_ones_and_are_as_large_as_wished(people, as_, running):
    in_small_rooms(running, 12)
    for size, count in ((4, 3), (3, 4)):
        before = seats(running)
        as_(people.bola).post(
            running.page("rooms"), {"size": size, "made": mark_of(running.rooms.all())}
        )
        assert running.rooms.count() == count
        assert seats(running) != before


def test_each_room_has_somebody_who_writes_if_wished(people, as_, running):
    for person in (people.amara, people.dee, people.efe):
        running.arrivals.create(person=person)
    running.roles.create(kind="welcomer", person=people.amara)
    RoomWishes.objects.create(gathering=running, size=3, has_leads=True)
    in_small_rooms(running, 6)
    writers = set(running.rooms.values_list("writer__name", flat=True))
    assert writers == {"Amara", "Dee", "Efe"}


def test_rooms_of_a_second_round_leave_the_first_ones_lines_alone(people, running):
    in_small_rooms(running, 6)
    running.rooms.get(number=1).write("Tea", before="")
    first, second = running.step, running.steps.last()
    second.kind = "rooms"
    second.save()
    running._go_to(second)
    make_rooms(running, by=people.bola)
    assert running.rooms.filter(step=first, line="Tea").count() == 1
    assert set(running.arrivals.values_list("room__step", flat=True)) == {second.pk}
