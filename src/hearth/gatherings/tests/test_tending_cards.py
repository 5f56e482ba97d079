"""After thirty days one question, once; then a card rests, and can be woken."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from hearth.gatherings.models import Closing, Notes
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.cards import card_page
from hearth.gatherings.tending import remind_hosts, tend_cards
from hearth.gatherings.tests.test_last_places import at_once
from hearth.ground.books import Letter, Wish


@pytest.fixture
def ladder(running, people):
    card = say(running, "A ladder", person=people.fin, kind="ask", wish=Wish.PUBLIC)
    Letter.objects.all().delete()
    return card


def day(days):
    return time_machine.travel(now() + timedelta(days=days))


def test_every_day_of_a_year_asks_once_and_then_lets_it_rest(people, ladder):
    closed_on = None
    for days in range(365):
        with day(days):
            tend_cards()
            tend_cards()
            if closed_on is None and Closing.objects.exists():
                closed_on = days
    assert Letter.objects.count() == 1 and closed_on == 37
    assert Closing.objects.get().why == "rested"


def test_after_missed_runs_there_is_still_a_week_to_answer(people, ladder):
    with day(300):
        tend_cards()
        assert Letter.objects.count() == 1 and not Closing.objects.exists()
    with day(306):
        tend_cards()
        assert not Closing.objects.exists()
    with day(308):
        tend_cards()
        assert Closing.objects.exists()


def test_the_letter_opens_a_page_with_two_buttons_and_yes_gives_thirty_days(people, as_, ladder):
    with day(30.1):
        tend_cards()
        page = as_(people.fin).get(card_page(ladder)).text
        assert "Yes, leave it open" in page and "No longer needed" in page
        as_(people.fin).post(f"{card_page(ladder)}renewal/")
    with day(59):
        tend_cards()
        assert not Closing.objects.exists()
    with day(61):
        tend_cards()
    assert Closing.objects.exists() and Letter.objects.count() == 1, "we ask once"


def test_a_resting_card_can_be_woken(people, as_, ladder):
    for days in (31, 39):
        with day(days):
            tend_cards()
    with day(50):
        as_(people.fin).post(f"{card_page(ladder)}renewal/")
        tend_cards()
        assert "A ladder" in as_(None).get("/asks/").text
    with day(81):
        tend_cards()
    assert Closing.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_clocks_ask_once(people, ladder):
    with day(31):
        at_once(lambda _clock: tend_cards(), range(6))
    assert Letter.objects.count() == 1


def test_who_has_no_address_is_not_asked_and_the_card_rests(people, ladder):
    people.fin.email = None
    people.fin.save()
    for days in (31, 39):
        with day(days):
            tend_cards()
    assert Closing.objects.exists() and not Letter.objects.exists()


def test_closing_it_first_stops_the_question_that_has_not_left(people, as_, ladder):
    with day(31):
        tend_cards()
        as_(people.fin).post(f"{card_page(ladder)}closing/", {"why": "done"})
    assert not Letter.objects.waiting().exists()


def test_a_host_whose_notes_wait_hears_of_it_once_and_in_time(people, running):
    running.arrivals.create(person=people.fin)
    running.end(by=people.bola)
    Letter.objects.all().delete()
    for hours in range(0, 200, 6):
        with time_machine.travel(running.ends_at + timedelta(hours=hours)):
            remind_hosts()
            written = Letter.objects.count()
            assert written == (hours >= 18), hours
    assert Letter.objects.get().to == people.bola


def test_who_has_thanked_or_met_nobody_is_not_reminded(people, running, make_gathering):
    running.arrivals.create(person=people.fin)
    running.end(by=people.bola)
    notes = Notes.objects.of(running)
    notes.publish(by=people.bola)
    notes.thank(by=people.bola)
    make_gathering(title="Nobody came", in_=timedelta(hours=1))
    Letter.objects.all().delete()
    with day(1):
        remind_hosts()
    assert not Letter.objects.exists()
