"""A place that frees is offered to the first who waits, for a while, and then to the next."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from hearth.gatherings.models import Gathering, PlaceMove
from hearth.gatherings.models.offers import keep_offers_moving
from hearth.gatherings.models.places import book
from hearth.ground.books import Letter
from hearth.ground.refusals import Refused
from tests.proving import proves

HOUR = timedelta(hours=1)


@pytest.fixture
def full(people, make_gathering):
    """One place, which Amara has; Cerys and then Fin wait."""
    gathering = make_gathering(places=1)
    for person in (people.amara, people.cerys, people.fin):
        book(gathering, person)
    return gathering


def place_of(gathering, person):
    return gathering.booked.filter(person=person).first()


def subjects(person):
    letters = Letter.objects.filter(to=person).order_by("pk")
    return [letter.subject.split(":")[0] for letter in letters]


@proves("J3.9")
def test_the_next_person_has_24_hours_and_then_the_one_after(people, full):
    place_of(full, people.amara).give_up()
    offer = place_of(full, people.cerys)
    assert offer.is_offered and offer.answer_by - now() > 23.9 * HOUR
    with time_machine.travel(now() + 23 * HOUR):
        keep_offers_moving()
        assert place_of(full, people.cerys).is_offered
        assert not place_of(full, people.fin).is_offered
    with time_machine.travel(now() + 25 * HOUR):
        keep_offers_moving()
        keep_offers_moving()
        assert place_of(full, people.cerys) is None
        assert place_of(full, people.fin).is_offered
    assert subjects(people.cerys)[1:] == [
        "A place is free for you",
        "We gave the place to the next",
    ]
    assert subjects(people.fin)[1:] == ["A place is free for you"]


@proves("J3.9")
def test_on_the_day_it_is_two_hours_and_never_past_the_start(people, full):
    noon = full.starts_at.replace(hour=12)
    Gathering.objects.filter(pk=full.pk).update(starts_at=noon, ends_at=noon + HOUR)
    with time_machine.travel(noon - 5 * HOUR):
        place_of(full, people.amara).give_up()
        assert abs(place_of(full, people.cerys).answer_by - (noon - 3 * HOUR)) < HOUR / 60
    with time_machine.travel(noon - HOUR):
        keep_offers_moving()
        assert place_of(full, people.fin).answer_by == noon


def test_days_without_a_clock_are_made_up_with_one_letter_each(people, full):
    place_of(full, people.amara).give_up()
    with time_machine.travel(now() + timedelta(days=3)):
        for _run in range(5):
            keep_offers_moving()
        assert place_of(full, people.fin).answer_by > now() + 23 * HOUR
    with time_machine.travel(now() - timedelta(days=1)):
        keep_offers_moving()
    assert subjects(people.cerys).count("We gave the place to the next") == 1
    assert subjects(people.fin).count("A place is free for you") == 1


def test_yes_is_one_button_behind_the_letter_and_opening_it_changes_nothing(people, as_, full):
    place_of(full, people.amara).give_up()
    browser = as_(people.cerys)
    assert "It is yours if you say yes" in browser.get(full.page("place")).text
    assert place_of(full, people.cerys).is_offered
    for _press in range(2):
        browser.post(full.page("place_answer"), {"press": "yes"})
    assert not place_of(full, people.cerys).waits
    assert subjects(people.cerys)[-1] == "Your place"
    assert subjects(people.cerys).count("Your place") == 1


def test_no_thanks_leaves_the_list_and_one_tap_goes_back_to_its_end(people, as_, full):
    place_of(full, people.amara).give_up()
    browser = as_(people.cerys)
    said = browser.post(full.page("place_answer"), {"press": "no"}, follow=True).text
    assert "The next in line has it now" in said and "at the end of the list" in said
    assert place_of(full, people.fin).is_offered
    browser.post(full.page("place"))
    assert place_of(full, people.cerys).number_in_line == 1
    assert place_of(full, people.cerys).pk > place_of(full, people.fin).pk


def test_a_yes_that_comes_too_late_is_told_kindly(people, as_, full):
    place_of(full, people.amara).give_up()
    late = place_of(full, people.cerys)
    with time_machine.travel(now() + 25 * HOUR), pytest.raises(Refused, match="went to the next"):
        late.accept()
    assert place_of(full, people.cerys).waits


def test_an_offer_keeps_the_place_from_everybody_else(people, full):
    place_of(full, people.amara).give_up()
    assert book(full, people.dee).waits
    full.refresh_from_db()
    assert full.places_taken == 1 and full.booked.coming().count() == 0


def test_offers_follow_a_gathering_that_moves_and_end_with_one_called_off(people, full):
    place_of(full, people.amara).give_up()
    sooner = now() + 3 * HOUR
    full.move(sooner, by=people.bola)
    assert place_of(full, people.cerys).answer_by <= sooner
    full.cancel(by=people.bola)
    assert not Letter.objects.waiting().filter(once__startswith="offer:").exists()
    with pytest.raises(Refused, match="called off"):
        place_of(full, people.cerys).accept()
    keep_offers_moving()
    assert subjects(people.fin)[-1] == "Called off"


def test_each_move_carries_its_reason_and_only_its_person_reads_it(people, as_, full):
    place_of(full, people.amara).give_up()
    place_of(full, people.cerys).accept()
    page = as_(people.cerys).get(full.page("place")).text
    for reason in ("every open place was taken", "Somebody gave a place back", "You said yes"):
        assert reason in page
    waiting = as_(people.fin).get(full.page("place")).text
    assert "You are number 1" in waiting and "1 place came free" in waiting
    assert "Cerys" not in waiting
    moves = PlaceMove.objects.at(full, people.amara)
    assert [move.why for move in moves] == ["asked", "withdrew"]


def test_once_it_has_begun_a_free_place_is_for_whoever_presses(people, full):
    with time_machine.travel(full.starts_at + HOUR / 6):
        place_of(full, people.amara).give_up()
        keep_offers_moving()
        assert place_of(full, people.cerys).waits
        assert not book(full, people.fin).waits


def test_who_has_a_place_gets_no_invitation(people, full):
    full.invite(type(people.amara).objects.members(), by=people.bola)
    invited = Letter.objects.filter(kind="invitation").values_list("to__name", flat=True)
    assert set(invited) == {"Bola", "Dee", "Efe"}
