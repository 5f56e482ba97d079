"""The host's page shows what is the host's, and odd requests break nothing."""

from datetime import timedelta

import pytest
import time_machine

from hearth.charter.models import Line, Mark
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.places import book
from hearth.ground.books import Wish

ODD = ["abc", "\0", "-1", "", "9" * 30, "9" * 5000, "²"]


def host_page(browser, gathering):
    return browser.get(gathering.page("host")).content.decode()


def test_a_steward_who_is_not_there_reads_no_words_for_the_room(people, as_, running):
    say(running, "Between us", person=people.amara, step=running.step, wish=Wish.ROOM)
    assert "Between us" not in host_page(as_(people.efe), running)
    assert "Between us" in host_page(as_(people.bola), running)
    running.arrivals.create(person=people.efe)
    assert "Between us" in host_page(as_(people.efe), running)


def test_only_the_host_sees_what_people_need(people, as_, running):
    book(running, people.amara, needs="A lift")
    assert "A lift" in host_page(as_(people.bola), running)
    steward = host_page(as_(people.dee), running)
    assert "A lift" not in steward and "1 person asked for something" in steward


def test_an_hour_that_nobody_ended_does_not_stay_open_for_ever(people, as_, running):
    say(running, "Between us", person=people.amara, step=running.step, wish=Wish.ROOM)
    running.arrivals.create(person=people.cerys)
    with time_machine.travel(running.ends_at + timedelta(hours=13)):
        room = as_(people.cerys).get(running.page("room")).content.decode()
        assert "Between us" not in room + host_page(as_(people.bola), running)


@pytest.mark.parametrize("odd", ODD)
def test_a_step_or_line_that_is_none_changes_nothing(people, as_, running, odd):
    at = running.step_id
    assert as_(people.bola).post(running.page("step"), {"press": "on", "at": odd}).status_code < 400
    running.refresh_from_db()
    assert running.step_id == at
    note = {"line": odd, "words": "x"}
    assert as_(people.amara).post(running.page("charter_note"), note).status_code == 404


def test_a_note_keeps_no_sign_that_a_database_cannot(people, as_, running):
    note = {"line": Line.objects.first().pk, "words": "Say\0 it"}
    as_(people.amara).post(running.page("charter_note"), note)
    assert Mark.objects.get().words == "Say it"


def test_nobody_arrives_where_it_was_called_off(people, as_, running):
    running.cancel(by=people.bola)
    as_(None).post(running.page("arrival"), {"name": "Sam"})
    as_(people.fin).post(running.page("arrival"))
    assert not running.arrivals.exists()


def test_who_waits_for_a_place_is_not_shown_the_way_in(people, as_, make_gathering):
    gathering = make_gathering(
        places=1, in_=timedelta(minutes=5), video_url="https://meet.example/x", phone="0330 1"
    )
    book(gathering, people.cerys)
    assert book(gathering, people.fin).waits
    page = as_(people.fin).get(gathering.page("room")).text
    assert "meet.example" not in page
    assert "0330 1" not in page
