"""Who sits where once rooms are made: late, gone, moved by the host. Nobody else ever moves."""

import pytest

from hearth.gatherings.models import Meeting, Pairing
from hearth.gatherings.models.places import Instead
from hearth.gatherings.models.rooms import make_rooms
from hearth.gatherings.models.seats import forget_choices, seat_late
from hearth.gatherings.tests.test_last_places import at_once
from hearth.gatherings.tests.test_rooms import in_room, in_small_rooms, room_of, seats
from hearth.ground.refusals import Refused


def others(gathering, person):
    return seats(gathering) - set(
        gathering.arrivals.filter(person=person).values_list("person", "room__number", "instead")
    )


def test_the_host_moves_one_person_by_the_menu_and_nobody_else_moves(people, as_, running):
    here = in_small_rooms(running, 8)
    before, to = others(running, here[0]), room_of(running, here[0])
    target = running.rooms.exclude(pk=to.pk).get()
    as_(people.bola).post(running.page("seat"), {"person": here[0].pk, "to": target.pk})
    assert room_of(running, here[0]) == target
    assert others(running, here[0]) == before
    assert as_(people.amara).post(running.page("seat"), {}).status_code == 403


def test_who_has_left_leaves_the_room_and_a_small_one_could_merge_but_does_not(
    people, as_, running
):
    here = in_small_rooms(running, 9)
    room = room_of(running, here[0])
    gone, *stay = room.people.select_related("person")
    before = others(running, gone.person)
    as_(people.bola).post(running.page("seat"), {"person": gone.person_id, "to": "left"})
    assert others(running, gone.person) == before
    page = as_(people.bola).get(running.page("rooms")).text
    assert f"{room} has become" in page.replace("\n", " ")
    assert f"{gone.person.name} (has left)" in " ".join(page.split())
    as_(people.bola).post(running.page("seat"), {"person": gone.person_id, "to": room.pk})
    assert room.people.count() == 1 + len(stay)


def test_a_host_cannot_move_whom_they_cannot_see(people, as_, running):
    here = in_small_rooms(running, 8)
    running.arrivals.filter(person=here[0]).update(instead=Instead.QUIET, room=None)
    reply = as_(people.bola).post(
        running.page("seat"), {"person": here[0].pk, "to": running.rooms.first().pk}, follow=True
    )
    assert "They are not in a small room any more" in reply.text
    assert room_of(running, here[0]) is None


def test_a_room_of_another_gathering_or_nonsense_is_not_found(people, as_, running):
    here = in_small_rooms(running, 6)
    for odd in ("999999", "x", "", "²"):
        reply = as_(people.bola).post(running.page("seat"), {"person": here[0].pk, "to": odd})
        assert reply.status_code == 404


def test_a_late_one_goes_to_whom_they_are_to_be_with_and_never_to_whom_not(people, running):
    here = in_small_rooms(running, 8)
    first, second = running.rooms.all()
    late = running.arrivals.create(person=people.fin)
    friend = second.people.first().person
    wish = Pairing.objects.create(gathering=running, one=people.fin, other=friend)
    seat_late(late)
    assert late.room == second
    for room in (first, second):
        wish.delete()
        late.room = None
        late.save()
        foe = room.people.exclude(person=people.fin).first().person
        wish = Pairing.objects.create(gathering=None, one=people.fin, other=foe, is_apart=True)
        seat_late(late)
        assert late.room not in (None, room)
    enemy = first.people.exclude(person=people.fin).first().person
    Pairing.objects.create(gathering=None, one=people.fin, other=enemy, is_apart=True)
    late.room = None
    late.save()
    seat_late(late)
    assert late.room is None, "where no room will do, they stay in the main room"
    assert len(here) == 8


def test_when_a_small_room_was_left_those_who_sat_there_have_met(people, running):
    in_small_rooms(running, 8)
    make_rooms(running, by=people.bola)
    assert not Meeting.objects.exists(), "made again before anybody met: nothing to remember"
    running.refresh_from_db()
    running.go_on(from_step=running.step.pk, by=people.bola)
    assert Meeting.objects.count() == 12
    running.go_back(from_step=running.step.pk, by=people.bola)
    running.end(by=people.bola)
    assert Meeting.objects.count() == 12, "twice is once"


def test_the_hour_that_ends_in_small_rooms_is_remembered_too(people, running):
    in_small_rooms(running, 4)
    running.refresh_from_db()
    running.end(by=people.bola)
    assert Meeting.objects.count() == 6


def test_who_met_lately_does_not_meet_again(people, make_gathering, running):
    from datetime import timedelta

    here = in_small_rooms(running, 16)
    running.refresh_from_db()
    running.end(by=people.bola)
    again = make_gathering(in_=timedelta(minutes=-1))
    again.begin(by=people.bola)
    for person in here:
        again.arrivals.create(person=person)
    for _month in range(3):
        make_rooms(again, by=people.bola)
        again.refresh_from_db()
        for room in again.rooms.all():
            sitting = list(room.people.values_list("person", flat=True))
            assert not Meeting.objects.filter(one__in=sitting, other__in=sitting).exists()


def test_after_a_day_nobody_knows_who_stayed_out(running):
    here = in_room(running, 1)
    running.arrivals.filter(person=here[0]).update(instead=Instead.QUIET)
    assert forget_choices() == 0
    type(running).objects.update(
        starts_at=running.starts_at.replace(year=2020), ends_at=running.ends_at.replace(year=2020)
    )
    assert forget_choices() == 1


def test_nobody_new_is_left_when_all_wishes_cannot_be_kept(people, running):
    here = in_room(running, 7)
    for other in here[1:]:
        Pairing.objects.create(gathering=running, one=here[0], other=other, is_apart=True)
    with pytest.raises(Refused, match="Take away one of the pairs"):
        make_rooms(running, by=people.bola)
    assert not running.rooms.exists()


@pytest.mark.django_db(transaction=True)
def test_two_hosts_who_make_the_rooms_at_the_same_moment_make_them_once(people, running):
    in_room(running, 16)
    at_once(lambda by: make_rooms(running, by=by, seen=""), [people.bola, people.dee] * 4)
    rooms = running.rooms.all()
    assert sorted(room.people.count() for room in rooms) in ([4] * 4, [3, 3, 3, 3, 4])
    assert [room.number for room in rooms] == list(range(1, len(rooms) + 1))
