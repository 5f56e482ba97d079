"""Letters that calendars understand: asked by name, kept up to date, and gone when it is off."""

from datetime import timedelta

import icalendar
import pytest
import time_machine
from django.utils.timezone import now

from hearth.gatherings.models.places import book
from hearth.ground.books import Letter
from hearth.ground.mailbox import answered
from hearth.post.envelope import as_message
from tests.proving import proves


@pytest.fixture(autouse=True)
def answers_are_read(settings):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"


def latest(person):
    """The newest letter to somebody, as a message, and the entry that it brings."""
    message = as_message(Letter.objects.filter(to=person).latest("pk")).message()
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    calendar = icalendar.Calendar.from_ical(parts[0].get_payload(decode=True)) if parts else None
    return message, calendar, calendar.walk("VEVENT")[0] if calendar else None


@proves("J2.1")
def test_the_letter_for_a_place_can_be_answered_in_a_mail_program(people, make_gathering):
    gathering = make_gathering(phone="0330 000 0000")
    book(gathering, people.fin)
    message, calendar, entry = latest(people.fin)
    assert calendar["METHOD"] == "REQUEST"
    attendee, organizer = entry["ATTENDEE"], entry["ORGANIZER"]
    assert attendee == "mailto:fin@example.org"
    said = {name: attendee.params[name] for name in ("PARTSTAT", "RSVP", "ROLE", "CN")}
    assert said == {"PARTSTAT": "ACCEPTED", "RSVP": "TRUE", "ROLE": "REQ-PARTICIPANT", "CN": "Fin"}
    assert organizer == f"mailto:{message['Reply-To']}"
    assert answered(message["Reply-To"]) == (people.fin, f"gathering-{gathering.pk}")
    assert entry["UID"] == f"{gathering.uid}@hearth" and entry["SEQUENCE"] == 0
    assert entry["DTSTART"].dt == gathering.starts_at.replace(microsecond=0)
    assert str(entry["LOCATION"]).endswith(gathering.page("room"))
    assert "0330 000 0000" in entry["DESCRIPTION"]


def test_the_entry_is_an_alternative_with_its_method_and_a_file_as_well(people, meetup):
    book(meetup, people.fin)
    message, _, _ = latest(people.fin)
    assert message.get_content_type() == "multipart/mixed"
    words, file = message.get_payload()
    kinds = [part.get_content_type() for part in words.get_payload()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    part = words.get_payload()[-1]
    assert (part.get_param("method"), part.get_param("charset")) == ("REQUEST", "utf-8")
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invite.ics")
    assert file.get_payload(decode=True).split() == part.get_payload(decode=True).split()


def test_an_invitation_asks_and_tells_no_number_to_dial(people, make_gathering):
    gathering = make_gathering(phone="0330 000 0000")
    gathering.invite(type(people.cerys).objects.members(), by=people.bola)
    _, calendar, entry = latest(people.cerys)
    assert calendar["METHOD"] == "REQUEST"
    assert entry["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"
    assert "0330" not in entry["DESCRIPTION"]


@proves("J3.8")
def test_a_move_brings_the_next_number_and_calling_off_takes_the_entry_away(people, meetup):
    book(meetup, people.fin)
    meetup.move(meetup.starts_at + timedelta(days=1), by=people.bola)
    _, calendar, entry = latest(people.fin)
    assert (calendar["METHOD"], entry["SEQUENCE"]) == ("REQUEST", 1)
    meetup.cancel(by=people.bola)
    _, calendar, entry = latest(people.fin)
    assert (calendar["METHOD"], entry["SEQUENCE"]) == ("CANCEL", 2)
    assert entry["STATUS"] == "CANCELLED"


def test_a_number_rises_with_the_time_and_not_with_the_words(people, meetup):
    meetup.title = "Monthly meet-up with cake"
    meetup.change("title", "ends_at")
    meetup.refresh_from_db()
    assert meetup.sequence == 0
    meetup.ends_at += timedelta(minutes=5)
    meetup.change("ends_at")
    meetup.refresh_from_db()
    assert meetup.sequence == 1


def test_who_gives_a_place_back_keeps_no_stale_entry_and_may_come_again(people, meetup):
    with time_machine.travel(now()) as clock:
        book(meetup, people.fin).give_up()
        _, calendar, gone = latest(people.fin)
        assert (calendar["METHOD"], gone["STATUS"]) == ("CANCEL", "CANCELLED")
        clock.shift(60)
        book(meetup, people.fin)
        _, calendar, entry = latest(people.fin)
    assert calendar["METHOD"] == "REQUEST"
    assert entry["UID"] == gone["UID"] and entry["DTSTAMP"].dt > gone["DTSTAMP"].dt


def test_whose_calendar_holds_the_invitation_hears_of_a_move_and_nobody_else(people, meetup):
    members = type(people.cerys).objects.members()
    meetup.invite(members.filter(name__in=["Amara", "Cerys", "Dee"]), by=people.bola)
    Letter.objects.update(sent_at=now())
    book(meetup, people.amara)
    book(meetup, people.dee).give_up()
    meetup.move(meetup.starts_at + timedelta(days=1), by=people.bola)
    moved = Letter.objects.filter(subject__startswith="Moved")
    told = {letter.to.name: letter for letter in moved}
    assert sorted(told) == ["Amara", "Cerys"]
    assert "You keep your place" not in told["Cerys"].text
    assert "PARTSTAT=NEEDS-ACTION" in told["Cerys"].calendar.replace("\r\n ", "")


def test_each_letter_names_its_own_reader_and_no_other(people, meetup):
    for person in (people.fin, people.amara):
        book(meetup, person)
    meetup.move(meetup.starts_at + timedelta(days=1), by=people.bola)
    for person in (people.fin, people.amara):
        _, calendar, entry = latest(person)
        assert entry["ATTENDEE"] == f"mailto:{person.email}"
        other = {"Fin": "amara@", "Amara": "fin@"}[person.name]
        assert other not in str(calendar.to_ical())


def test_where_nobody_reads_answers_no_letter_asks_for_one(people, meetup, settings):
    settings.MAIL_REPLIES = ""
    book(meetup, people.fin)
    message, calendar, entry = latest(people.fin)
    assert calendar["METHOD"] == "PUBLISH" and "ATTENDEE" not in entry
    assert message["Reply-To"] is None
    meetup.invite(type(people.cerys).objects.members(), by=people.bola)
    assert latest(people.cerys)[1] is None
