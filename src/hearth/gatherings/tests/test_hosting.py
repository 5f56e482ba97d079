"""The host's page in the hour: who is here, hands in order, and words to the rooms."""

from datetime import timedelta

import pytest
import time_machine

from hearth.gatherings.models import Arrival, Call, Gathering
from hearth.gatherings.models.calls import call, forget_what_passed
from hearth.gatherings.models.places import book
from hearth.ground.accounts import Person
from hearth.ground.refusals import Refused
from tests.proving import proves


@pytest.fixture
def host(people, as_):
    return as_(people.bola)


def come_in(gathering, *people):
    return [gathering.arrivals.create(person=person) for person in people]


def host_sees(host, gathering):
    return host.get(gathering.page("host")).text


def room_of(browser, gathering):
    return browser.get(gathering.page("room")).text


def press(host, gathering, what):
    at = Gathering.objects.get(pk=gathering.pk).step
    words = {"press": what, "at": at.pk, "minutes": at.minutes}
    return host.post(gathering.page("step"), words, follow=True)


@proves("J3.11")
def test_the_host_sees_how_many_are_here_and_how_many_are_new(people, host, running):
    book(running, people.fin, is_first_time=True)
    come_in(running, people.fin, people.cerys, people.amara)
    about = host.get(running.page("host")).context
    assert (about["here"], about["newcomers"]) == (3, 1)


@proves("J3.11")
def test_hands_go_up_in_order_and_only_hosts_read_the_names(people, as_, host, running):
    come_in(running, people.cerys, people.fin, people.amara)
    for person in (people.fin, people.cerys):
        as_(person).post(running.page("hand"), {"hand": "up"})
        as_(person).post(running.page("hand"), {"hand": "up"})
    page = host_sees(host, running)
    assert page.index("Fin") < page.index("Cerys")
    assert "Amara" not in page
    for other in (people.amara, people.fin, None):
        assert "Cerys" not in room_of(as_(other), running)
    assert "Your hand is up" in room_of(as_(people.fin), running)
    assert "Your hand is up" not in room_of(as_(people.amara), running)


def test_a_lowered_hand_and_a_new_step_leave_no_trace(people, as_, host, running):
    before = list(Arrival.objects.order_by("pk").values())
    cerys, fin = come_in(running, people.cerys, people.fin)
    quiet = list(Arrival.objects.order_by("pk").values())
    assert quiet != before
    as_(people.cerys).post(running.page("hand"), {"hand": "up"})
    as_(people.cerys).post(running.page("hand"), {"hand": "down"})
    assert list(Arrival.objects.order_by("pk").values()) == quiet
    as_(people.fin).post(running.page("hand"), {"hand": "up"})
    host.post(f"{running.page('hand')}{fin.pk}/")
    assert list(Arrival.objects.order_by("pk").values()) == quiet
    for leave in ("on", "end"):
        as_(people.cerys).post(running.page("hand"), {"hand": "up"})
        assert Arrival.objects.get(pk=cerys.pk).hand_up_at
        press(host, running, leave)
        assert list(Arrival.objects.order_by("pk").values()) == quiet


def test_nobody_raises_a_hand_from_outside_or_lowers_one_of_another_hour(
    people, as_, host, running, make_gathering
):
    page = as_(people.fin).post(running.page("hand"), {"hand": "up"}, follow=True)
    assert "Come in first" in page.text
    elsewhere = make_gathering(host=people.dee, title="Another").arrivals.create(person=people.fin)
    assert host.post(f"{running.page('hand')}{elsewhere.pk}/").status_code == 404
    assert as_(people.cerys).post(f"{running.page('hand')}{elsewhere.pk}/").status_code == 403


@proves("J3.11")
def test_words_of_the_host_stand_on_every_page_until_the_step_ends(people, as_, host, running):
    come_in(running, people.fin)
    host.post(running.page("call"), {"words": "Please mute"})
    for reader in (people.fin, people.cerys, None):
        assert "Please mute" in room_of(as_(reader), running)
    host.post(running.page("call"), {"half": "yes"})
    page = room_of(as_(people.fin), running)
    assert "Half of the time is over" in page
    assert "Please mute" not in page
    press(host, running, "on")
    assert "Half of the time" not in room_of(as_(people.fin), running)
    assert not Call.objects.exists()


@proves("J3.11")
def test_words_for_one_room_are_read_in_that_room(people, as_, host, running):
    running._go_to(running.steps.get(kind="rooms"))
    for arrival, number in zip(come_in(running, people.fin, people.cerys), (1, 2), strict=True):
        arrival.room = running.rooms.create(number=number, step=running.step)
        arrival.save()
    host.post(running.page("call"), {"words": "Room one only", "room": "1"})
    host.post(running.page("call"), {"words": "Room two only", "room": "2"})
    fin, cerys = (room_of(as_(who), running) for who in (people.fin, people.cerys))
    assert ("Room one only" in fin, "Room two only" in fin) == (True, False)
    assert ("Room one only" in cerys, "Room two only" in cerys) == (False, True)
    assert "Room one only" not in room_of(as_(people.amara), running)


def test_words_reach_nobody_where_there_is_no_hour(people, running, meetup):
    with pytest.raises(Refused, match="Begin first"):
        call(meetup, "Hello", by=people.bola)
    with pytest.raises(Refused, match="Write what"):
        call(running, "  ", by=people.bola)


def test_an_hour_that_nobody_ended_keeps_no_hand_and_no_word(people, running):
    (arrival,) = come_in(running, people.fin)
    arrival.raise_hand()
    call(running, "Hello", by=people.bola)
    assert forget_what_passed() == 0
    with time_machine.travel(running.ends_at + timedelta(hours=13)):
        assert forget_what_passed() == 2
    assert not Call.objects.exists()
    assert not Arrival.objects.exclude(hand_up_at=None).exists()


def test_others_than_hosts_and_stewards_press_nothing(people, as_, running):
    for page in ("step", "call"):
        answer = as_(people.cerys).post(running.page(page), {"press": "on", "words": "Hi"})
        assert answer.status_code == 403
    assert Person.objects.get(pk=people.cerys.pk).is_member
    assert not Call.objects.exists()
