"""Keeping a place, waiting for one, and giving it back."""

from datetime import timedelta

import pytest

from hearth.gatherings.models import Place
from hearth.gatherings.models.places import book
from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.ground.refusals import Refused
from hearth.post.envelope import as_message
from tests.proving import proves


def letters_to(person):
    return list(Letter.objects.filter(to=person).order_by("pk"))


@proves("J2.1")
def test_a_guest_with_the_invitation_is_booked_by_one_button(people, as_, make_gathering):
    gathering = make_gathering(phone="0330 000 0000", video_url="https://meet.example/secret")
    browser = as_(people.fin)
    browser.post(gathering.page("place"))
    assert not gathering.booked.get(person=people.fin).waits
    (letter,) = letters_to(people.fin)
    assert "DTSTART;TZID=Europe/London" in letter.calendar
    assert f"LOCATION:http://127.0.0.1:8000{gathering.page('room')}" in letter.calendar
    assert "0330 000 0000" in letter.calendar and "0330 000 0000" in letter.text
    assert "meet.example" not in letter.calendar + letter.text + letter.html


def test_the_calendar_letter_is_a_mail_with_three_parts(people, meetup):
    book(meetup, people.fin)
    message = as_message(letters_to(people.fin)[0]).message()
    kinds = {part.get_content_type() for part in message.walk()}
    assert {"text/plain", "text/html", "text/calendar"} <= kinds


def test_who_came_by_no_link_gives_a_name_and_an_address(people, as_, meetup):
    as_(None).post(meetup.page("place"), {"name": "Sam", "email": "Sam@Example.org"})
    sam = Person.objects.get(email="sam@example.org")
    assert sam.name == "Sam" and sam.joined_at is None
    assert meetup.booked.filter(person=sam).exists()
    assert len(letters_to(sam)) == 1


def test_the_answer_to_a_stranger_is_the_same_for_known_and_unknown_addresses(as_, people, meetup):
    book(meetup, people.cerys, needs="Captions, please")
    pages = [
        as_(None).post(meetup.page("place"), {"name": "Sam", "email": email}, follow=True)
        for email in ("sam@example.org", "cerys@example.org")
    ]
    unknown, known = (page.content for page in pages)
    assert pages[0].redirect_chain == pages[1].redirect_chain
    assert known == unknown
    assert meetup.booked.get(person=people.cerys).needs == "Captions, please"
    assert Person.objects.get(email="cerys@example.org").name == "Cerys"


def test_nothing_typed_is_lost_when_the_address_is_wrong(as_, people, meetup):
    page = as_(None).post(
        meetup.page("place"), {"name": "Sam", "email": "nonsense", "needs": "A step-free room"}
    )
    assert page.status_code == 422
    assert "A step-free room" in page.content.decode() and not Place.objects.exists()


def test_pressing_twice_keeps_one_place_and_the_newer_wishes(people, meetup):
    book(meetup, people.fin)
    book(meetup, people.fin, needs="Captions")
    assert meetup.booked.get().needs == "Captions"
    meetup.refresh_from_db()
    assert meetup.places_taken == 1 and len(letters_to(people.fin)) == 1


def test_when_it_is_full_people_wait_in_order_and_the_first_is_offered_the_free_place(
    people, make_gathering
):
    gathering = make_gathering(places=1)
    first, second, third = (book(gathering, p) for p in (people.amara, people.cerys, people.fin))
    assert [p.waits for p in (first, second, third)] == [False, True, True]
    first.give_up()
    second.refresh_from_db()
    third.refresh_from_db()
    assert [second.is_offered, third.is_offered] == [True, False]
    assert letters_to(people.cerys)[-1].subject.startswith("A place is free for you")
    second.accept()
    assert letters_to(people.cerys)[-1].subject.startswith("Your place")
    gathering.refresh_from_db()
    assert gathering.places_taken == 1


def test_giving_up_a_wait_frees_no_place(people, make_gathering):
    gathering = make_gathering(places=1)
    book(gathering, people.amara)
    book(gathering, people.cerys).give_up()
    gathering.refresh_from_db()
    assert gathering.places_taken == 1 and gathering.booked.count() == 1


def test_one_link_and_one_button_withdraw(people, as_, meetup):
    book(meetup, people.fin)
    browser = as_(people.fin)
    assert browser.get(meetup.page("withdrawal")).status_code == 200
    assert meetup.booked.count() == 1, "opening the page withdraws nobody"
    browser.post(meetup.page("withdrawal"))
    browser.post(meetup.page("withdrawal"))
    assert meetup.booked.count() == 0


def test_more_places_are_offered_to_those_who_wait(people, as_, make_gathering):
    gathering = make_gathering(places=1)
    book(gathering, people.amara)
    waiting = book(gathering, people.cerys)
    form = {
        "title": gathering.title,
        "host_name": "bola@example.org",
        "seen_by": "everyone",
        "places": "2",
        "minutes": "60",
        "day": "2030-01-01",
        "clock": "11:30",
    }
    as_(people.bola).post(gathering.page("edit"), form)
    waiting.refresh_from_db()
    assert waiting.is_offered
    as_(people.bola).post(gathering.page("edit"), form | {"places": ""})
    waiting.refresh_from_db()
    assert not waiting.waits, "without a limit nobody needs to say yes again"


def test_places_cannot_shrink_below_those_given(people, as_, make_gathering):
    gathering = make_gathering(places=2)
    book(gathering, people.amara)
    book(gathering, people.cerys)
    form = {
        "title": gathering.title,
        "host_name": "bola@example.org",
        "seen_by": "everyone",
        "places": "1",
    }
    page = as_(people.bola).post(gathering.page("edit"), form)
    assert "2 people have a place already" in page.content.decode()


def test_a_gathering_that_is_over_gives_no_place(people, make_gathering):
    gathering = make_gathering(in_=timedelta(days=-3))
    with pytest.raises(Refused, match="This gathering is over"):
        book(gathering, people.fin)


def test_the_welcomer_of_a_first_timer_gets_one_letter(people, meetup):
    meetup.roles.create(kind="welcomer", person=people.amara)
    place = book(meetup, people.fin, is_first_time=True)
    assert "Amara will say hello to you" in letters_to(people.fin)[0].text
    place.give_up()
    book(meetup, people.fin, is_first_time=True)
    assert [letter.subject for letter in letters_to(people.amara)] == [
        "Fin comes for the first time"
    ]
