"""A plain yes or no to a letter that offers something does what its button does."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from hearth.gatherings.models import (
    Gathering,
    PlaceMove,
    Role,
    RoleOffer,
)
from hearth.gatherings.models.offers import keep_offers_moving
from hearth.gatherings.models.places import book
from hearth.gatherings.models.taking_roles import offer, take
from hearth.ground.books import Letter
from hearth.house.models import Received
from tests.proving import proves
from tests.replying import reply_to


@pytest.fixture(autouse=True)
def answers_are_read(settings):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"


@pytest.fixture
def offered(people, make_gathering):
    """One place, which Amara gave back: it is kept for Cerys, and Fin waits."""
    gathering = make_gathering(places=1)
    for person in (people.amara, people.cerys, people.fin):
        book(gathering, person)
    gathering.booked.get(person=people.amara).give_up()
    return gathering


def to(person, subject):
    return Letter.objects.filter(to=person, subject__contains=subject).latest("pk")


def comes(gathering, person):
    return gathering.booked.coming().filter(person=person).exists()


def waiting_mail():
    return Received.objects.for_a_person().count()


@proves("G2")
@pytest.mark.parametrize("words", ["Yes", "Ie", "Oes", "Iawn, diolch!", "I'll come", "Yes please."])
def test_a_yes_takes_the_place_that_is_offered(people, offered, words):
    letter = to(people.cerys, "A place is free")
    assert "Or answer this letter with yes or no." in letter.text
    reply_to(letter, words)
    assert comes(offered, people.cerys)
    assert to(people.cerys, "Your place")
    before = Letter.objects.count()
    reply_to(letter, words)
    assert Letter.objects.count() == before and waiting_mail() == 0


@proves("G2")
@pytest.mark.parametrize("words", ["No", "Na", "No thanks"])
def test_a_no_gives_it_to_the_next_and_says_so_as_the_button_does(people, offered, words):
    reply_to(to(people.cerys, "A place is free"), words)
    assert not offered.booked.filter(person=people.cerys).exists()
    assert offered.booked.get(person=people.fin).is_offered
    assert PlaceMove.objects.filter(person=people.cerys, why="no").exists()
    assert waiting_mail() == 0


@proves("G2")
def test_a_yes_that_is_late_is_answered_kindly_and_takes_nothing(people, offered):
    letter = to(people.cerys, "A place is free")
    with time_machine.travel(now() + timedelta(hours=25)):
        keep_offers_moving()
        reply_to(letter, "Yes")
        told = to(people.cerys, "Your answer")
        assert "The time to answer is over" in told.text
        assert not offered.booked.filter(person=people.cerys).exists()
        reply_to(letter, "Yes")
        assert Letter.objects.filter(subject__startswith="Your answer").count() == 1
        reply_to(told, "Yes!")
    assert offered.booked.get(person=people.cerys).waits
    assert to(people.cerys, "You are on the waiting list")


def test_a_yes_after_the_minute_it_ran_out_takes_nothing_either(people, offered):
    letter = to(people.cerys, "A place is free")
    with time_machine.travel(now() + timedelta(hours=25)):
        reply_to(letter, "Yes")
    assert not comes(offered, people.cerys)
    assert "The time to answer is over" in to(people.cerys, "Your answer").text


def test_a_yes_to_what_was_called_off_says_so(people, offered):
    letter = to(people.cerys, "A place is free")
    offered.cancel(by=people.bola, why="Snow")
    reply_to(letter, "Yes")
    assert "called off" in to(people.cerys, "Your answer").text


def test_other_words_go_to_the_host_and_change_nothing(people, offered):
    reply_to(to(people.cerys, "A place is free"), "Yes, if I may bring my dog")
    assert "bring my dog" in to(people.bola, "Cerys writes").text
    assert offered.booked.get(person=people.cerys).is_offered


def test_nobody_else_says_yes_for_somebody(people, offered):
    reply_to(to(people.cerys, "A place is free"), "Yes", sender="gus@example.org")
    assert offered.booked.get(person=people.cerys).is_offered
    assert waiting_mail() == 1


def test_an_absence_note_answers_nothing(people, offered):
    before = Letter.objects.count()
    reply_to(to(people.cerys, "A place is free"), "No", Auto_Submitted="auto-replied")
    assert offered.booked.get(person=people.cerys).is_offered
    assert Letter.objects.count() == before and waiting_mail() == 0


def test_who_may_not_open_the_page_any_more_gets_no_place_by_mail(people, make_gathering):
    gathering = make_gathering()
    book(gathering, people.fin)
    letter = to(people.fin, "Your place")
    gathering.booked.get(person=people.fin).give_up()
    Gathering.objects.filter(pk=gathering.pk).update(seen_by="members")
    reply_to(letter, "Yes")
    assert not comes(gathering, people.fin)
    assert waiting_mail() == 1


@proves("G2")
def test_a_yes_takes_a_role_that_was_offered_and_a_no_lays_it_down(people, meetup):
    offer(meetup, "time-keeper", people.cerys, by=people.bola)
    letter = to(people.cerys, "Would you like")
    reply_to(letter, "Happy to!")
    assert Role.objects.get(kind="time-keeper").person == people.cerys
    card = to(people.cerys, "ime-keeper")
    reply_to(card, "No, sorry")
    assert not Role.objects.exists()
    assert to(people.bola, "Free again")


def test_no_thanks_to_a_role_leaves_no_trace(people, meetup):
    offer(meetup, "sorter", people.cerys, by=people.bola)
    before = Letter.objects.count()
    reply_to(to(people.cerys, "Would you like"), "No thanks")
    assert not RoleOffer.objects.exists() and not Role.objects.exists()
    assert Letter.objects.count() <= before and waiting_mail() == 0


def test_a_role_that_somebody_else_took_is_said_kindly(people, meetup):
    offer(meetup, "sorter", people.cerys, by=people.bola)
    letter = to(people.cerys, "Would you like")
    take(meetup, "sorter", people.amara)
    reply_to(letter, "Yes")
    assert "Amara has taken this on" in to(people.cerys, "Your answer").text
    assert Role.objects.get(kind="sorter").person == people.amara
