"""What a role opens for whoever has it, and thanks by name only where wished."""

import pytest

from hearth.gatherings.models.places import book
from hearth.gatherings.models.roles import welcomer_of
from hearth.gatherings.models.taking_roles import take
from hearth.gatherings.tests.test_roles import letters, press
from hearth.ground.books import Letter


@pytest.mark.parametrize("may", [True, False])
def test_who_did_something_is_thanked_by_name_only_if_wished(people, as_, running, may):
    take(running, "note-maker", people.cerys)
    if may:
        press(as_(people.cerys), running, "note-maker", "thanks", may_be_thanked="on")
    running.arrivals.create(person=people.amara)
    running.end(by=people.bola)
    as_(people.bola).post(running.page("publication"), {"opening": "Lovely", "links": ""})
    as_(people.bola).post(running.page("thanks"))
    words = "Thank you, Cerys, our note-maker."
    assert (words in as_(None).get(running.page("notes")).text) is may
    assert (words in letters(people.amara, "Thank you, and what was said")[0]) is may


def test_the_note_maker_writes_in_the_draft_until_it_is_published(people, as_, running):
    take(running, "note-maker", people.cerys)
    notes = running.page("notes")
    running.end(by=people.bola)
    as_(people.cerys).post(notes, {"opening": "From Cerys", "links": ""})
    assert "From Cerys" in as_(people.bola).get(notes).text
    assert as_(people.cerys).post(running.page("publication"), {}).status_code == 403
    assert as_(people.amara).get(notes).status_code == 404
    as_(people.bola).post(running.page("publication"), {"opening": "Out", "links": ""})
    as_(people.cerys).post(notes, {"opening": "Too late", "links": ""})
    assert "Too late" not in as_(None).get(notes).text


def test_the_time_keeper_presses_next_and_no_more(people, as_, running):
    take(running, "time-keeper", people.cerys)
    book(running, people.amara, needs="A lift")
    first = running.step_id
    assert "A lift" not in as_(people.cerys).get(running.page("host")).text
    for word in ("end", "rooms", "begin"):
        reply = as_(people.cerys).post(running.page("step"), {"press": word, "at": first})
        assert reply.status_code == 403
    as_(people.cerys).post(running.page("step"), {"press": "on", "at": first})
    running.refresh_from_db()
    assert running.step_id != first
    assert as_(people.amara).get(running.page("host")).status_code == 403


def test_a_link_alone_opens_no_clock_and_no_draft(people, running, as_):
    from django.test import Client

    from hearth.ground.links import link

    take(running, "time-keeper", people.cerys)
    take(running, "note-maker", people.cerys)
    by_link = Client()
    by_link.get(link(people.cerys, "/"))
    assert by_link.get(running.page("host")).status_code == 302
    assert by_link.get(running.page("notes")).status_code == 404


def test_a_welcomer_hears_who_said_before_that_they_are_new(people, meetup):
    book(meetup, people.fin, is_first_time=True)
    book(meetup, people.amara)
    take(meetup, "welcomer", people.cerys)
    take(meetup, "sorter", people.cerys)
    assert "Here for the first time, so far: Fin." in letters(people.cerys, "Welcomer")[0]
    assert "Fin" not in letters(people.cerys, "Sorter")[0]


def test_a_newcomer_hears_the_welcomers_name(people, meetup):
    take(meetup, "welcomer", people.cerys)
    assert welcomer_of(meetup) == people.cerys
    book(meetup, people.fin, is_first_time=True)
    assert "Cerys will say hello" in letters(people.fin)[0]


def test_the_letter_about_a_newcomer_leads_its_welcomer_where_they_may_go(people, as_, meetup):
    take(meetup, "welcomer", people.cerys)
    book(meetup, people.amara, is_first_time=True)
    letter = Letter.objects.get(to=people.cerys, subject__contains="first time")
    token = letter.text.split("/l/")[1].split("/")[0]
    assert as_(people.cerys).get(f"/l/{token}/", follow=True).status_code == 200


def test_who_does_not_come_hears_no_name_when_a_role_is_taken(people, as_, meetup):
    take(meetup, "welcomer", people.cerys)
    reply = as_(people.fin).post(f"{meetup.page('roles')}welcomer/", {"press": "take"}, follow=True)
    assert "Somebody has taken this on" in reply.text
    assert "Cerys" not in reply.text
