"""Where places, moves, offers, hosts and letters meet: what one does, the others know of."""

from datetime import time, timedelta

import pytest
from django.utils.timezone import localdate, now

from hearth.gatherings import leaving
from hearth.gatherings.models import Need, Series, Standing
from hearth.gatherings.models.cohosts import name_cohost
from hearth.gatherings.models.handover import ask_to_host
from hearth.gatherings.models.lasting import end
from hearth.gatherings.models.moving import move_together, preview
from hearth.gatherings.models.places import book
from hearth.gatherings.models.taking_roles import offer, take
from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.ground.time import LONDON

DAY = timedelta(days=1)


@pytest.fixture
def series(people):
    facts = {"title": "Monthly meet-up", "slug": "monthly", "seen_by": "everyone"}
    return Series.objects.create(host=people.bola, clock=time(11, 30), **facts)


@pytest.fixture
def dates(make_gathering, series):
    made = [make_gathering(in_=7 * n * DAY) for n in (1, 2)]
    for n, gathering in enumerate(made):
        gathering.series, gathering.series_on = series, localdate() + n * DAY
        gathering.save()
    return made


@pytest.fixture
def offered(people, make_gathering):
    """Amara gave her only place back, and Fin, who waited, has an offer."""
    gathering = make_gathering(places=1)
    place = book(gathering, people.amara)
    book(gathering, people.fin)
    place.give_up()
    gathering.refresh_from_db()
    return gathering


def letters(person, *, of=""):
    return Letter.objects.filter(to=person, subject__contains=of)


def sent():
    Letter.objects.update(sent_at=now())


def test_who_comes_to_all_dates_hears_when_the_series_ends(people, series):
    Standing.objects.create(series=series, person=people.fin)
    assert end(series, by=people.bola) == 1
    assert letters(people.fin, of="It ends here").exists()


@pytest.mark.parametrize("reads", ["", "hearth+*@tidewater.example"])
def test_who_waits_gets_no_calendar_entry_with_news(people, settings, make_gathering, reads):
    settings.MAIL_REPLIES = reads
    gathering = make_gathering(places=1, phone="0330 000 0000")
    book(gathering, people.amara)
    book(gathering, people.fin)
    gathering.move(gathering.starts_at + DAY, by=people.bola)
    gathering.cancel(by=people.bola)
    news = Letter.objects.filter(subject__regex="^(Moved|Called)")
    sent()
    assert all(letter.calendar == "" for letter in news.filter(to=people.fin))
    assert all(letter.calendar for letter in news.filter(to=people.amara))


def test_who_waits_gets_no_entries_when_dates_move_together(people, dates):
    for gathering in dates:
        gathering.places = 1
        gathering.change("places")
        book(gathering, people.amara)
        book(gathering, people.fin)
    Letter.objects.all().delete()
    move_together([(g, g.starts_at + DAY) for g in dates], by=people.bola)
    assert letters(people.amara).get().calendar.count("BEGIN:VEVENT") == 2
    letter = letters(people.fin).get()
    assert letter.calendar == "" and "queue" in letter.text


def test_an_offer_follows_a_move_with_the_new_date_and_the_new_last_moment(people, offered):
    sent()
    soon = now() + timedelta(hours=5)
    offered.move(soon, by=people.bola)
    place = offered.booked.get()
    assert place.is_offered
    anew = letters(people.fin, of="A place is free").latest("pk")
    assert f"{place.answer_by.astimezone(LONDON):%-H.%M}" in anew.text and anew.sent_at is None
    assert anew.not_after == place.answer_by


def test_an_offer_that_has_not_left_never_tells_the_old_date(people, offered):
    offered.move(offered.starts_at + 30 * DAY, by=people.bola)
    waiting = letters(people.fin, of="A place is free").get()
    assert f"{offered.starts_at.astimezone(LONDON):%B}" in waiting.text


def test_who_is_invited_hears_only_of_the_last_of_two_moves_and_never_before_an_end(
    people, settings, meetup
):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"
    meetup.invite(Person.objects.filter(pk=people.cerys.pk), by=people.bola)
    sent()
    meetup.move(meetup.starts_at + DAY, by=people.bola)
    meetup.move(meetup.starts_at + DAY, by=people.bola)
    assert letters(people.cerys, of="Moved").count() == 1
    meetup.cancel(by=people.bola)
    assert not letters(people.cerys, of="Moved").exists()
    assert letters(people.cerys, of="Called off").count() == 1


def test_the_number_of_those_told_counts_those_who_were_invited(people, settings, dates):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"
    for gathering in dates:
        gathering.invite(Person.objects.filter(pk=people.cerys.pk), by=people.bola)
    book(dates[0], people.fin)
    sent()
    times = [(g, g.starts_at + DAY) for g in dates]
    look = preview(times, by=people.bola)
    assert move_together(times, by=people.bola) == look.told
    assert Letter.objects.filter(sent_at=None).values("to").distinct().count() == look.told


def test_who_keeps_a_place_gets_no_invitation_that_had_not_left_yet(people, meetup):
    new = Person.objects.create(name="Gwen", email="gwen@example.org", joined_at=now())
    meetup.invite(Person.objects.filter(pk=new.pk), by=people.bola)
    book(meetup, new)
    assert not Letter.objects.waiting().filter(to=new, kind="invitation").exists()


def test_the_host_and_co_hosts_hear_when_somebody_else_calls_it_off(people, meetup):
    name_cohost(meetup, people.cerys, by=people.bola)
    meetup.cancel(by=people.dee)
    assert letters(people.bola, of="Called off").exists()
    assert letters(people.cerys, of="Called off").exists()
    assert not letters(people.dee, of="Called off").exists()


def test_who_sees_to_a_need_hears_when_it_is_called_off(people, meetup):
    book(meetup, people.fin, needs="Captions")
    Need.objects.get().give_to(people.cerys, by=people.bola)
    meetup.cancel(by=people.bola)
    assert letters(people.cerys, of="Called off").exists()


def test_what_is_called_off_asks_nobody_for_a_role(people, meetup):
    offer(meetup, "welcomer", people.cerys, by=people.bola)
    book(meetup, people.fin)
    take(meetup, "time-keeper", people.fin)
    meetup.cancel(by=people.bola)
    assert not letters(people.cerys, of="Would you like").exists()
    meetup.booked.get().give_up()
    assert not letters(people.bola, of="Free again").exists()


def test_a_co_host_who_becomes_the_host_is_named_once(people, meetup):
    name_cohost(meetup, people.cerys, by=people.bola)
    ask_to_host(meetup, people.cerys, by=people.bola).accept()
    meetup.refresh_from_db()
    assert meetup.who_hosts == "Cerys hosts."


def test_a_handover_asked_by_a_host_who_left_still_gives_all_dates(people, series, dates):
    asked = ask_to_host(series, people.cerys, by=people.bola)
    leaving.does(people.bola)
    asked.refresh_from_db()
    asked.accept()
    assert set(series.gatherings.values_list("host", flat=True)) == {people.cerys.pk}


def test_a_need_whose_doer_leaves_comes_back_to_the_host(people, meetup):
    book(meetup, people.fin, needs="Captions")
    Need.objects.get().give_to(people.cerys, by=people.bola)
    leaving.does(people.cerys)
    assert Need.objects.get().doer is None
    assert letters(people.bola, of="Somebody is needed").exists()


def test_a_move_that_has_not_left_is_not_told_to_who_gave_the_place_back(people, meetup):
    place = book(meetup, people.fin)
    meetup.move(meetup.starts_at + DAY, by=people.bola)
    place.give_up()
    assert not letters(people.fin, of="Moved").exists()
