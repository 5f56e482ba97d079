"""Roles for one evening: offered, taken in one tap, laid down in one tap, thanked if wished."""

from datetime import timedelta

import pytest
import time_machine

from hearth.gatherings.models.places import book
from hearth.gatherings.models.roles import tell_of_those_gone
from hearth.gatherings.models.taking_roles import offer, take
from hearth.gatherings.reminders import send_reminders
from hearth.gatherings.role_cards import CARDS
from hearth.gatherings.tests.test_last_places import at_once, crowd
from hearth.ground.books import Letter
from hearth.ground.refusals import Refused
from hearth.people.leaving import leave
from tests.proving import proves

__all__ = ["crowd"]


def press(browser, gathering, kind, word, **more):
    return browser.post(f"{gathering.page('roles')}{kind}/", {"press": word, **more}, follow=True)


def doers(gathering):
    return {role.kind: role.person.name for role in gathering.roles.taken()}


def letters(person, subject=""):
    return [one.text for one in Letter.objects.filter(to=person, subject__contains=subject)]


@proves("J3.5")
def test_an_empty_role_is_shown_in_the_invitation_as_would_you_like_to(people, as_, meetup):
    take(meetup, "note-maker", people.cerys)
    meetup.invite(people.amara.__class__.objects.members(), by=people.bola)
    (letter,) = letters(people.amara, "You are invited")
    page = as_(None).get(meetup.get_absolute_url()).text
    chat = as_(people.bola).get(meetup.page("wording")).text
    for words in (letter, page, chat):
        assert "Would you like to" in words
        assert "keep the time" in words
        assert "make notes" not in words


@proves("J3.5")
@pytest.mark.parametrize("kind", CARDS)
def test_a_member_takes_a_role_in_one_tap_and_gets_the_card_once(people, as_, meetup, kind):
    for _press in range(2):
        press(as_(people.cerys), meetup, kind, "take")
    assert doers(meetup) == {kind: "Cerys"}
    (letter,) = letters(people.cerys, str(CARDS[kind].name))
    assert str(CARDS[kind].during[0]) in letter
    assert meetup.booked.coming().filter(person=people.cerys).exists()


@proves("J3.5")
def test_the_host_asks_somebody_who_says_yes_or_no_thanks(people, as_, meetup):
    for person in (people.cerys, people.amara):
        press(as_(people.bola), meetup, "welcomer", "offer", to=person.email)
        assert "Bola asks: would you like to say hello" in letters(person)[0]
    press(as_(people.cerys), meetup, "welcomer", "no-thanks")
    assert not meetup.role_offers.filter(to=people.cerys).exists()
    press(as_(people.amara), meetup, "welcomer", "take")
    assert doers(meetup) == {"welcomer": "Amara"}
    assert not meetup.role_offers.exists()


def test_an_offer_lapses_and_silence_looks_like_a_free_role(people, as_, meetup):
    offer(meetup, "sorter", people.cerys, by=people.bola)
    page = f"{meetup.page('roles')}sorter/"
    assert "Cerys was asked" in as_(people.bola).get(page).text
    with time_machine.travel(meetup.starts_at - timedelta(days=1)):
        assert "Cerys" not in as_(people.bola).get(page).text
        assert "asks:" not in as_(people.cerys).get(page).text
        take(meetup, "sorter", people.cerys)
    assert doers(meetup) == {"sorter": "Cerys"}


def test_an_offer_taken_back_is_a_letter_that_never_leaves(people, as_, meetup):
    offer(meetup, "sorter", people.cerys, by=people.bola)
    press(as_(people.bola), meetup, "sorter", "take-back")
    assert letters(people.cerys) == []


def test_nobody_is_asked_twice_for_the_same_thing(people, meetup):
    offer(meetup, "sorter", people.cerys, by=people.bola)
    offer(meetup, "sorter", people.cerys, by=people.bola)
    Letter.objects.update(sent_at=meetup.starts_at)
    meetup.role_offers.all().delete()
    with pytest.raises(Refused, match="No letter went to Cerys"):
        offer(meetup, "sorter", people.cerys, by=people.bola)
    assert len(letters(people.cerys)) == 1


def test_a_host_alone_asks_and_takes_back(people, as_, meetup):
    for word in ("offer", "take-back"):
        reply = as_(people.amara).post(
            f"{meetup.page('roles')}sorter/", {"press": word, "to": "Cerys"}
        )
        assert reply.status_code == 403


def test_the_second_of_two_reads_a_kind_sentence(people, as_, meetup):
    take(meetup, "note-maker", people.cerys)
    with pytest.raises(Refused, match=r"Cerys has taken this on by now\. Thank you for wanting to"):
        take(meetup, "note-maker", people.amara)


def test_a_guest_who_comes_takes_a_role_by_their_link_but_carers_are_members(people, as_, meetup):
    with pytest.raises(Refused, match="Keep a place first"):
        take(meetup, "note-maker", people.fin)
    book(meetup, people.fin)
    press(as_(people.fin), meetup, "note-maker", "take")
    press(as_(people.fin), meetup, "carer", "take")
    assert doers(meetup) == {"note-maker": "Fin"}


def test_who_waits_for_a_place_takes_no_role(people, make_gathering):
    full = make_gathering(places=1)
    book(full, people.amara)
    with pytest.raises(Refused, match="It is full"):
        take(full, "note-maker", people.cerys)
    assert not full.booked.filter(person=people.cerys).exists()


@pytest.mark.parametrize("how", ["lays it down", "gives the place up", "leaves", "is gone"])
def test_a_role_falls_free_and_the_host_hears_of_it_once(people, as_, meetup, how):
    take(meetup, "note-maker", people.cerys)
    for _twice in range(2):
        if how == "lays it down":
            press(as_(people.cerys), meetup, "note-maker", "lay-down")
        elif how == "gives the place up":
            as_(people.cerys).post(meetup.page("withdrawal"))
        elif how == "leaves":
            leave(people.cerys, remove_words=False)
        elif people.cerys.pk:
            people.cerys.delete()
        tell_of_those_gone()
    assert doers(meetup) == {}
    assert len(letters(people.bola, "Free again: Note-maker")) == 1
    take(meetup, "note-maker", people.amara)


def test_the_day_before_reminder_has_the_card_of_whoever_has_one(people, meetup):
    with time_machine.travel(meetup.starts_at - timedelta(days=3)):
        book(meetup, people.amara)
        take(meetup, "time-keeper", people.cerys)
    with time_machine.travel(meetup.starts_at - timedelta(days=1)):
        send_reminders()
    (mine,) = letters(people.cerys, "Monthly meet-up is") or letters(people.cerys, "Tomorrow")
    (other,) = letters(people.amara, "Tomorrow")
    card = str(CARDS["time-keeper"].during[0])
    assert card in mine
    assert card not in other


def test_names_of_those_who_do_things_are_for_those_who_come(people, as_, meetup):
    take(meetup, "note-maker", people.cerys)
    book(meetup, people.fin)
    for path in (meetup.get_absolute_url(), meetup.page("room"), meetup.page("roles")):
        assert "Cerys makes notes" in as_(people.amara).get(path).text
        assert "Cerys makes notes" in as_(people.fin).get(path).text
        assert "Cerys" not in as_(None).get(path).text
    assert "Cerys makes notes" in as_(people.bola).get(meetup.page("run_sheet")).text


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_take_a_role_at_once_one_has_it(make_gathering, crowd):
    gathering = make_gathering()

    def tried(person):
        person.join()
        try:
            return take(gathering, "note-maker", person)
        except Refused as no:
            return str(no)

    said = at_once(tried, crowd[:16])
    (role,) = [one for one in said if not isinstance(one, str)]
    assert role.person == gathering.roles.get().person
    assert all("Thank you for wanting to." in one for one in said if one != role)
    assert len(Letter.objects.filter(subject__contains="Note-maker")) == 1
