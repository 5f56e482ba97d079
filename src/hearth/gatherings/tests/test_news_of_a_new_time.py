"""A new time is told to all who count on the old one, in one letter each, once."""

from collections import Counter
from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from hearth.gatherings.models import Need
from hearth.gatherings.models.moving import move_together, preview
from hearth.gatherings.models.places import book
from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.ground.books.post import Letter as Row
from hearth.ground.templatetags.hearth import clock
from hearth.ground.time import LONDON
from tests.proving import proves

DAY = timedelta(days=1)
NEEDED = "A BSL interpreter"


@pytest.fixture
def need(people, meetup):
    """Fin asked for an interpreter, and Cerys sees to it."""
    book(meetup, people.fin, needs=NEEDED)
    need = Need.objects.get()
    need.give_to(people.cerys, by=people.bola)
    Row.objects.update(sent_at=meetup.announced_at)
    return need


def unsent(person=None):
    letters = Letter.objects.waiting()
    return letters.filter(to=person) if person else letters


def told():
    return Counter(letter.to.name for letter in unsent())


@proves("J3.8", "J3.10")
def test_who_sees_to_a_need_hears_that_it_moved_and_that_it_is_off(people, meetup, need):
    meetup.move(meetup.starts_at + DAY, by=people.bola)
    assert told() == {"Fin": 1, "Cerys": 1}
    letter = unsent(people.cerys).get()
    assert "check that it still works" in letter.text and f"{meetup.starts_at:%A}" in letter.text
    assert NEEDED not in letter.text and "Fin" not in letter.text and not letter.calendar
    assert "You keep your place" not in letter.text
    Row.objects.update(sent_at=meetup.announced_at)
    meetup.cancel(by=people.bola)
    assert told() == {"Fin": 1, "Cerys": 1}


def test_the_host_and_co_hosts_hear_when_somebody_else_moves_it(people, meetup, need):
    meetup.cohosts.create(person=people.amara, by=people.bola)
    meetup.move(meetup.starts_at + DAY, by=people.dee)
    assert told() == {"Fin": 1, "Cerys": 1, "Bola": 1, "Amara": 1}


def test_who_comes_and_sees_to_something_gets_one_letter_with_both(people, meetup, need):
    book(meetup, people.cerys)
    Row.objects.update(sent_at=meetup.announced_at)
    meetup.move(meetup.starts_at + DAY, by=people.bola)
    text = unsent(people.cerys).get().text
    assert "You keep your place" in text and "check that it still works" in text
    assert "check that it still works" not in unsent(people.fin).get().text


@proves("J3.10")
@pytest.mark.parametrize("how", ["withdraws", "asks for something else"])
def test_who_sees_to_a_need_hears_once_that_it_is_not_needed_any_more(people, meetup, need, how):
    for _twice in range(2):
        if how == "withdraws":
            need.place.give_up()
        else:
            book(meetup, people.fin, needs="Large print")
    letter = unsent(people.cerys).get()
    assert "not needed any more" in letter.text
    assert NEEDED not in letter.text and "Fin" not in letter.text + letter.subject


def test_who_never_got_the_letter_that_asks_hears_nothing_of_it(people, meetup):
    place = book(meetup, people.fin, needs=NEEDED)
    Need.objects.get().give_to(people.cerys, by=people.bola)
    place.give_up()
    assert not unsent(people.cerys).exists()


def test_who_sees_to_their_own_need_or_to_one_that_is_off_hears_nothing(people, meetup, need):
    Need.objects.update(doer=people.fin)
    need.place.give_up()
    assert "not needed" not in " ".join(letter.text for letter in unsent(people.fin))
    place = book(meetup, people.fin, needs=NEEDED)
    Need.objects.update(doer=people.cerys)
    meetup.cancel(by=people.bola)
    Row.objects.update(sent_at=meetup.announced_at)
    place.give_up()
    assert not unsent(people.cerys).exists()


@pytest.fixture
def dates(make_gathering, settings):
    """Three dates, to which Amara and Fin were invited and their letters have left."""
    settings.MAIL_REPLIES = "hello+*@example.org"
    return [make_gathering(in_=timedelta(days=n)) for n in (7, 14, 21)]


@pytest.fixture
def invited(people, dates):
    for gathering in dates:
        two = Person.objects.get_queryset().filter(pk__in=[people.amara.pk, people.fin.pk])
        gathering.invite(two, by=people.bola)
    Row.objects.update(sent_at=dates[0].announced_at)


@proves("J3.8")
def test_who_was_invited_to_many_dates_that_move_gets_one_letter(people, dates, invited):
    book(dates[0], people.amara)
    Row.objects.update(sent_at=dates[0].announced_at)
    times = [(gathering, gathering.starts_at + DAY) for gathering in dates]
    look = preview(times, by=people.bola)
    assert move_together(times, by=people.bola) == look.told == 2
    assert told() == {"Amara": 1, "Fin": 1}
    hers, his = unsent(people.amara).get(), unsent(people.fin).get()
    assert (hers.kind, his.kind) == ("place", "invitation")
    assert all(letter.calendar.count("BEGIN:VEVENT") == 3 for letter in (hers, his))
    assert "You keep your places" in hers.text and "You keep your places" not in his.text
    assert "You were invited" in hers.text and "You were invited" in his.text


@proves("J3.8")
def test_another_end_is_told_before_it_begins_and_the_page_says_to_how_many(people, as_, meetup):
    book(meetup, people.fin)
    Row.objects.update(sent_at=meetup.announced_at)
    host, step = as_(people.bola), meetup.steps.in_order().first()
    longer = {f"minutes-{step.pk}": step.minutes + 10}
    page = host.post(meetup.page("run_sheet"), longer).text
    assert "and 1 person gets a letter" in " ".join(page.split()) and not told()
    for _twice in range(2):
        host.post(meetup.page("run_sheet"), longer | {"take_from": "end"})
    letter = unsent().get()
    end = localtime(meetup.ends_at + timedelta(minutes=10), LONDON)
    assert letter.to == people.fin and f"to {clock(end)}" in letter.text
    assert f"{end:%Y%m%dT%H%M%S}" in letter.calendar


def test_another_end_of_a_draft_or_of_what_runs_already_is_told_to_nobody(
    people, make_gathering, running
):
    book(running, people.fin)
    draft = make_gathering(announced=False)
    Letter.objects.all().delete()
    for gathering in (draft, running):
        gathering.end_at(gathering.ends_at + timedelta(minutes=10), by=people.bola)
    assert not Letter.objects.exists()
