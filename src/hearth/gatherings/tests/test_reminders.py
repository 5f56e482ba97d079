"""Reminders: the day before for all, an hour before on wish, once each, never for an old time."""

from datetime import timedelta

import time_machine

from hearth.gatherings.models.places import book
from hearth.gatherings.reminders import DAY, send_reminders
from hearth.ground.books import Letter
from tests.proving import proves


def reminders():
    return sorted(
        (x.to.name, x.subject.split(":")[0]) for x in Letter.objects.filter(kind="reminder")
    )


@proves("J3.8")
def test_reminders_go_a_day_before_and_an_hour_before_to_those_who_asked(people, meetup):
    book(meetup, people.amara)
    book(meetup, people.fin, wants_hour_reminder=True)
    clock = meetup.starts_at
    for before, expected in (
        (timedelta(days=2), []),
        (DAY, [("Amara", "Tomorrow"), ("Fin", "Tomorrow")]),
        (
            timedelta(minutes=59),
            [("Amara", "Tomorrow"), ("Fin", "In an hour"), ("Fin", "Tomorrow")],
        ),
    ):
        with time_machine.travel(clock - before):
            send_reminders()
            send_reminders()
        assert reminders() == expected


def test_who_booked_within_the_last_day_has_the_letter_of_the_place_and_no_reminder(
    people, make_gathering
):
    gathering = make_gathering(in_=timedelta(hours=20))
    book(gathering, people.amara)
    send_reminders()
    assert reminders() == []


def test_a_moved_gathering_reminds_for_the_new_time_only(people, meetup):
    book(meetup, people.amara)
    with time_machine.travel(meetup.starts_at - DAY):
        send_reminders()
        meetup.move(meetup.starts_at + timedelta(days=3), by=people.bola)
        assert reminders() == [], "the one for the old time had not left and never does"
        send_reminders()
        assert reminders() == []
    with time_machine.travel(meetup.starts_at - DAY):
        send_reminders()
    assert reminders() == [("Amara", "Tomorrow")]


def test_who_withdrew_or_waits_is_not_reminded(people, make_gathering):
    gathering = make_gathering(places=1)
    gone = book(gathering, people.amara)
    next_one = book(gathering, people.cerys)
    book(gathering, people.fin)
    gone.give_up()
    next_one.accept()
    with time_machine.travel(gathering.starts_at - DAY):
        send_reminders()
    assert reminders() == [("Cerys", "Tomorrow")]


def test_a_cancelled_gathering_reminds_nobody(people, meetup):
    book(meetup, people.amara)
    meetup.cancel(by=people.bola)
    with time_machine.travel(meetup.starts_at - DAY):
        send_reminders()
    assert reminders() == []


def test_a_reminder_that_could_not_leave_in_time_never_does(people, meetup):
    book(meetup, people.amara)
    with time_machine.travel(meetup.starts_at - DAY):
        send_reminders()
        assert Letter.objects.due().filter(kind="reminder").count() == 1
    with time_machine.travel(meetup.starts_at + timedelta(minutes=5)):
        assert not Letter.objects.due().filter(kind="reminder").exists()
