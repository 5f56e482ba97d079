"""Two tabs, two hosts, an old letter: what one person does never undoes what another did."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from hearth.gatherings.models import Gathering
from hearth.gatherings.models.offers import give_free_places
from hearth.gatherings.models.places import book, whom_we_may_invite
from hearth.ground.accounts import Person
from hearth.ground.books import Entry, Happening, Letter
from hearth.ground.links import link
from hearth.ground.refusals import Refused


def test_an_edit_that_began_before_a_booking_does_not_forget_the_place(people, make_gathering):
    gathering = make_gathering(places=2)
    read_before = Gathering.objects.get(pk=gathering.pk)
    book(gathering, people.amara)
    read_before.about = "New words"
    read_before.change("about")
    gathering.refresh_from_db()
    assert (gathering.places_taken, gathering.about) == (1, "New words")


def test_an_edit_does_not_open_an_hour_that_ended_meanwhile(people, running):
    read_before = Gathering.objects.get(pk=running.pk)
    running.end(by=people.bola)
    read_before.change("about")
    running.refresh_from_db()
    assert running.ended_at is not None


def test_places_that_were_given_meanwhile_are_not_taken_away(people, make_gathering):
    gathering = make_gathering(places=2)
    read_before = Gathering.objects.get(pk=gathering.pk)
    book(gathering, people.amara)
    book(gathering, people.cerys)
    read_before.places = 1
    with pytest.raises(Refused, match="More people have a place by now"):
        read_before.change("places")


def test_nobody_gets_a_place_at_something_called_off_or_over(people, make_gathering):
    gathering = make_gathering(places=1)
    mine = book(gathering, people.amara)
    book(gathering, people.cerys)
    gathering.cancel(by=people.bola)
    Letter.objects.all().delete()
    mine.give_up()
    give_free_places(gathering)
    assert not Letter.objects.exists()


def test_letters_that_have_not_left_follow_the_gathering(people, meetup):
    Person.objects.members().update(joined_at=now())
    meetup.invite(Person.objects.members(), by=people.bola)
    assert Letter.objects.waiting().count() == 5
    meetup.move(meetup.starts_at + timedelta(days=1), by=people.bola)
    waiting = Letter.objects.waiting().filter(kind="invitation")
    new_day = f"{meetup.starts_at:%A} {meetup.starts_at.day} {meetup.starts_at:%B}"
    assert waiting.count() == 5
    assert all(new_day in letter.text for letter in waiting)
    meetup.cancel(by=people.bola)
    assert not Letter.objects.waiting().filter(kind="invitation").exists()


def test_who_withdrew_gets_no_reminder_that_was_already_written(people, meetup):
    from hearth.gatherings.reminders import send_reminders

    place = book(meetup, people.amara)
    with time_machine.travel(meetup.starts_at - timedelta(hours=20)):
        send_reminders()
        place.give_up()
        assert not Letter.objects.waiting().filter(kind="reminder").exists()


def test_moving_twice_to_the_same_time_tells_people_once(people, meetup):
    book(meetup, people.amara)
    later = meetup.starts_at + timedelta(days=1)
    meetup.move(later, by=people.bola)
    with pytest.raises(Refused, match="at that time already"):
        Gathering.objects.get(pk=meetup.pk).move(later, by=people.bola)
    assert Letter.objects.filter(subject__startswith="Moved").count() == 1


def test_what_is_over_is_neither_moved_nor_called_off(people, running):
    running.end(by=people.bola)
    with pytest.raises(Refused, match="It is over"):
        running.move(now() + timedelta(days=2), by=people.bola)
    with pytest.raises(Refused, match="It is over"):
        running.cancel(by=people.bola)


def test_when_fewer_may_come_the_books_show_it_to_fewer(people, as_, meetup):
    meetup.seen_by = "members"
    meetup.change("seen_by")
    assert not Happening.objects.visible_to(None).exists()
    assert not Entry.objects.visible_to(None).exists()


def test_an_invitation_for_members_goes_to_members(people, make_gathering):
    tea = make_gathering(title="Members' tea", seen_by="members")
    tea.arrivals.create(person=people.fin)
    tea.invite(whom_we_may_invite(), by=people.bola)
    assert "Fin" not in {letter.to.name for letter in Letter.objects.all()}


def test_a_members_link_to_something_for_members_asks_them_to_sign_in(people, as_, make_gathering):
    from django.test import Client

    tea = make_gathering(title="Members' tea", seen_by="members")
    browser = Client()
    browser.get(link(people.amara, tea.get_absolute_url()))
    reply = browser.get(tea.get_absolute_url())
    assert (reply.status_code, reply.url[:9]) == (302, "/sign-in/")
    guest = as_(people.fin)
    assert guest.get(tea.get_absolute_url()).status_code == 404


def test_planning_twice_in_one_breath_makes_one_draft(people, as_):
    from hearth.gatherings.tests.test_planning import plan_form

    for _press in range(2):
        as_(people.dee).post("/gatherings/plan/", plan_form())
    assert Gathering.objects.count() == 1


@pytest.mark.parametrize("day", ["9999-12-31", "2099-01-01"])
def test_a_day_beyond_all_plans_is_refused(people, as_, meetup, day):
    page = as_(people.bola).post(meetup.page("move"), {"day": day, "clock": "23:30"})
    assert "within the next five years" in page.text


@pytest.mark.parametrize("hostile", ["9" * 5000, "\0", "abc"])
def test_hostile_minutes_change_nothing(people, as_, meetup, hostile):
    typed = {f"minutes-{step.pk}": hostile for step in meetup.steps.all()}
    page = as_(people.bola).post(meetup.page("run_sheet"), typed | {"take_from": hostile})
    assert page.status_code == 200
    assert sum(step.minutes for step in meetup.steps.all()) == 60
