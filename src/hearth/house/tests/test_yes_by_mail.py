"""A plain yes or no to an invitation does what the button does; other words reach the host."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from hearth.gatherings.models.places import book
from hearth.ground.books import Letter
from hearth.ground.mailbox import reply_address
from hearth.house.mailbox import take_in
from hearth.house.models import Received
from hearth.post.answers import says_no, says_yes

LETTER = "\n\nOn Tue, 3 Nov 2026, Hearth wrote:\n> Do you come?\n"


@pytest.fixture(autouse=True)
def answers_are_read(settings):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"


def answer(person, gathering, words, sender=""):
    message = EmailMessage()
    message["From"], message["Subject"] = sender or person.email, "Re: You are invited"
    message["To"] = reply_address(person, gathering.live_topic)
    message["Message-ID"] = f"<{hash(words)}@example.org>"
    message.set_content(words + LETTER)
    return take_in(message.as_bytes())


@pytest.mark.parametrize(
    "words",
    ["Yes", "yes please!", "Yes, I'll come.", "I'll be there", "Hello,\n\nYes.",
     "Byddaf, diolch", "YES\n\nSent from my iPhone"],
)  # fmt: skip
def test_yes_keeps_a_place(people, meetup, words):
    assert answer(people.amara, meetup, words)
    assert meetup.booked.coming().filter(person=people.amara).exists()
    assert "Your place" in Letter.objects.get(to=people.amara).subject


@pytest.mark.parametrize("words", ["No", "No thanks", "Sorry, I can't come.", "Na"])
def test_no_gives_it_back(people, meetup, words):
    book(meetup, people.amara)
    answer(people.amara, meetup, words)
    assert not meetup.booked.filter(person=people.amara).exists()


@pytest.mark.parametrize("words", ["Yes, but only after noon", "No idea, who hosts?", "Yes or no?"])
def test_anything_more_is_read_by_the_host(people, meetup, words):
    assert not says_yes(words) and not says_no(words)
    answer(people.amara, meetup, words)
    assert not meetup.booked.exists()
    assert words in Letter.objects.get(to=people.bola).text


def test_a_yes_from_another_sender_waits_for_a_person(people, meetup):
    answer(people.amara, meetup, "Yes", sender="gus@example.org")
    assert not meetup.booked.exists()
    assert Received.objects.for_a_person().count() == 1


def test_a_no_of_whoever_has_no_place_leaves_no_trace(people, meetup):
    answer(people.amara, meetup, "No")
    assert not Letter.objects.exists() and not Received.objects.for_a_person().exists()
