"""Words by mail reach the host; what no person wrote is answered by nobody."""

from email.message import EmailMessage

import pytest

from hearth.gatherings.models.places import book
from hearth.ground.books import Letter
from hearth.ground.mailbox import reply_address
from hearth.house.mailbox import take_in
from hearth.house.models import Received
from hearth.house.tests.calendar_programs import google
from hearth.people.leaving import leave


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
    letter = Letter.objects.get()
    assert letter.to == people.amara and "gus@example.org" in letter.text
    assert "Buy now!" not in letter.text


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


@pytest.mark.parametrize("method", [b"METHOD:REPLY", b"METHOD:COUNTER"])
def test_words_in_somebodys_name_reach_the_host_only_with_the_address_that_we_signed(
    people, meetup, method
):
    """Anybody can read the number of a gathering in its calendar, and write any sender."""
    forged = google(
        "hearth@tidewater.example",
        who=people.amara.email,
        uid=f"{meetup.uid}@hearth",
        answer="ACCEPTED",
    )
    assert take_in(
        forged.replace(b"METHOD:REPLY", method).replace(
            b"STATUS:CONFIRMED", b"COMMENT:I hate this\r\nSTATUS:CONFIRMED"
        )
    )
    assert not Letter.objects.filter(to=people.bola).exists()
    assert "nothing shows" in Received.objects.get().why


def test_mail_that_waits_for_a_person_is_forgotten_when_its_sender_leaves(people, meetup):
    write(people.amara, meetup, "Amara here, in private", sender="Amara@Example.org")
    message = EmailMessage()
    message["From"], message["To"] = "Amara@example.org", reply_address(people.amara, "nothing-1")
    message.set_content("I am Amara, and this is private")
    take_in(message.as_bytes())
    assert Received.objects.exclude(why="").exists()
    leave(people.amara, remove_words=True)
    for row in Received.objects.all():
        assert (row.sender, row.words, row.why) == ("", "", "")
