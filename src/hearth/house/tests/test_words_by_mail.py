"""Words by mail reach the host; what no person wrote is answered by nobody."""

from email.message import EmailMessage

import pytest

from hearth.gatherings.models.places import book
from hearth.ground.books import Letter
from hearth.ground.mailbox import reply_address
from hearth.house.mailbox import take_in
from hearth.house.models import Received
from hearth.house.tests.calendar_programs import google


@pytest.fixture(autouse=True)
def answers_are_read(settings):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"


def write(person, gathering, words, sender=None, **headers):
    message = EmailMessage()
    message["From"], message["To"] = (
        sender or person.email,
        reply_address(person, gathering.live_topic),
    )
    message["Subject"], message["Message-ID"] = "Re: Your place", f"<{hash(words)}@example.org>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(words)
    return take_in(message.as_bytes())


def test_words_go_to_the_host_without_the_letter_they_answer(people, meetup):
    book(meetup, people.amara)
    write(people.amara, meetup, "I may be late.\n\nOn Tue, Hearth wrote:\n> Hello Amara")
    letter = Letter.objects.get(to=people.bola)
    assert "may be late" in letter.text and "Hello Amara" not in letter.text


@pytest.mark.parametrize(
    "mark", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"X_Autoreply": "yes"}]
)
def test_an_absence_note_is_answered_by_nobody(people, meetup, mark):
    book(meetup, people.amara)
    before = Letter.objects.count()
    assert write(people.amara, meetup, "I am away until Monday.", **mark)
    assert Letter.objects.count() == before
    assert not Received.objects.exclude(why="").exists()


def test_words_from_an_unknown_address_wait_for_a_person(people, meetup):
    assert write(people.amara, meetup, "Buy now!", sender="gus@example.org")
    row = Received.objects.get()
    assert "another address" in row.why and "Buy now!" in row.words
    assert not Letter.objects.exists()


def test_another_time_is_passed_on_to_the_host_in_words(people, meetup):
    text = google(
        reply_address(people.amara, meetup.live_topic),
        who=people.amara.email,
        uid=f"{meetup.uid}@hearth",
        answer="TENTATIVE",
    )
    take_in(text.replace(b"METHOD:REPLY", b"METHOD:COUNTER"))
    assert "Tuesday 26 January 2027 at 11.30" in Letter.objects.get(to=people.bola).text
    assert not meetup.booked.exists()
