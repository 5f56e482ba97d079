"""Answers by mail: "Yes" and "No" pressed in somebody's own program do what the page would do."""

from datetime import timedelta

import pytest

from hearth.gatherings.models.places import book
from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.ground.mailbox import reply_address
from hearth.house.mailbox import take_in
from hearth.house.models import Received
from hearth.house.tests.calendar_programs import PROGRAMS, google, outlook, thunderbird

OURS = "hearth+*@tidewater.example"


@pytest.fixture(autouse=True)
def answers_are_read(settings):
    settings.MAIL_REPLIES = OURS


@pytest.fixture
def says(meetup, people):
    """`says(google, "no")`: Amara presses that in that program."""

    def says(program, answer, *, person=people.amara, to=None, gathering=meetup, **more):
        words = {"yes": "ACCEPTED", "no": "DECLINED", "maybe": "TENTATIVE"}
        about = {
            "who": person.email,
            "uid": f"{gathering.uid}@hearth",
            "answer": words[answer],
            "sequence": 0,
        }
        address = to or reply_address(person, gathering.live_topic)
        return take_in(program(address, **(about | more)))

    return says


def comes(gathering, person):
    return gathering.booked.coming().filter(person=person).exists()


def letters(person):
    return [letter.subject for letter in Letter.objects.filter(to=person).order_by("pk")]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
def test_yes_in_a_mail_program_keeps_a_place(people, meetup, says, program):
    assert says(program, "yes")
    assert comes(meetup, people.amara)
    assert letters(people.amara) == ["Your place: Monthly meet-up"]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
def test_no_in_a_mail_program_gives_the_place_back(people, meetup, says, program):
    book(meetup, people.amara)
    assert says(program, "no")
    assert not meetup.booked.filter(person=people.amara).exists()
    assert letters(people.amara)[-1] == "You gave your place back: Monthly meet-up"


def test_maybe_changes_nothing_and_is_answered_once(people, meetup, says):
    book(meetup, people.amara)
    says(google, "maybe")
    says(outlook, "maybe")
    assert comes(meetup, people.amara)
    assert letters(people.amara)[1:] == ["Your answer: Monthly meet-up"]
    assert "You keep your place" in Letter.objects.latest("pk").text


def test_yes_of_somebody_who_comes_keeps_their_wishes_and_writes_no_letter(people, meetup, says):
    book(meetup, people.amara, needs="Captions")
    says(google, "yes")
    assert meetup.booked.get(person=people.amara).needs == "Captions"
    assert len(letters(people.amara)) == 1


def test_no_without_a_place_leaves_no_trace(people, meetup, says):
    assert says(google, "no")
    assert not letters(people.amara)
    (row,) = Received.objects.all()
    assert (row.sender, row.words, row.why) == ("", "", "")


def test_each_message_is_read_once_however_often_it_comes(people, meetup, says):
    says(google, "yes")
    meetup.booked.get(person=people.amara).give_up()
    assert says(google, "yes"), "it is ours, and done already"
    assert not comes(meetup, people.amara)


def test_yes_to_a_time_that_has_moved_is_asked_again(people, meetup, says):
    meetup.move(meetup.starts_at + timedelta(days=1), by=people.bola)
    says(google, "yes", sequence=0)
    assert not comes(meetup, people.amara)
    assert "time that has changed" in Letter.objects.get(to=people.amara).text
    says(outlook, "yes", sequence=1)
    assert comes(meetup, people.amara)


def test_no_to_a_time_that_has_moved_is_asked_again(people, meetup, says):
    book(meetup, people.amara)
    meetup.move(meetup.starts_at + timedelta(days=1), by=people.bola)
    says(google, "no", sequence=0)
    assert comes(meetup, people.amara)
    assert letters(people.amara)[-1] == "Your answer: Monthly meet-up"


def test_other_words_do_not_make_an_answer_old(people, meetup, says):
    book(meetup, people.amara)
    meetup.title = "Monthly meet-up with cake"
    meetup.change("title")
    says(google, "no", sequence=0)
    assert not comes(meetup, people.amara)


@pytest.mark.parametrize("sender", ["amara+hearth@example.org", "a.mara@work.example"])
def test_an_answer_from_another_address_of_theirs_counts(people, meetup, says, sender):
    book(meetup, people.amara)
    says(google, "no", sender=sender)
    assert not comes(meetup, people.amara)


def test_who_got_a_forwarded_letter_takes_no_place_away(people, meetup, says):
    book(meetup, people.amara)
    says(google, "no", who="gus@example.org")
    assert comes(meetup, people.amara)
    assert "gus@example.org" in Letter.objects.filter(to=people.amara).latest("pk").text


def test_a_signature_made_up_opens_nothing(people, meetup, says):
    book(meetup, people.amara)
    theirs = reply_address(people.bola, meetup.live_topic)
    forged = theirs.replace(f".{people.bola.pk}.", f".{people.amara.pk}.")
    says(thunderbird, "no", to=forged)
    assert comes(meetup, people.amara), "as without any proof: a letter asks"
    assert letters(people.amara)[-1] == "Your answer: Monthly meet-up"


def test_where_no_address_can_hold_a_signature_a_no_is_asked_by_letter(
    people, meetup, says, settings
):
    settings.MAIL_REPLIES = "hearth@tidewater.example"
    says(google, "yes")
    assert comes(meetup, people.amara), "anybody may type an address on the page too"
    says(outlook, "no")
    assert comes(meetup, people.amara)
    assert meetup.page("withdrawal") != "" and letters(people.amara)[-1].startswith("Your answer")


def test_a_stranger_with_an_answer_is_left_to_a_person(people, meetup, says, settings):
    settings.MAIL_REPLIES = "hearth@tidewater.example"
    gus = Person(name="Gus", email="gus@example.org", pk=0)
    assert says(google, "yes", person=gus)
    assert "do not know" in Received.objects.get().why
    assert not meetup.booked.exists()


def test_yes_to_what_was_called_off_is_told_so(people, meetup, says):
    meetup.cancel(by=people.bola)
    says(google, "yes", sequence=1)
    assert not meetup.booked.exists()
    assert "called off" in Letter.objects.get(to=people.amara).text
