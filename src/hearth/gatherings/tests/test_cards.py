"""Asks and offers as cards: who takes one up, lets go, closes it, and who reads what."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import now

from hearth.gatherings.models import Answer, Closing, Gathering, Taking
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.cards import card_page, close, take_up
from hearth.gatherings.tests.test_last_places import at_once
from hearth.ground.books import Letter, Wish
from hearth.ground.links import link
from hearth.ground.refusals import Refused
from tests.proving import proves


@pytest.fixture
def ladder(running, people):
    """Fin, a guest, asks for a ladder; anybody may read it, nobody knows who asked."""
    card = say(running, "A ladder", person=people.fin, kind="ask", wish=Wish.PUBLIC)
    Letter.objects.all().delete()
    return card


def shown(browser, path="/asks/"):
    return browser.get(path).content.decode()


def letters():
    return sorted((x.to.name, x.subject.split(":")[0]) for x in Letter.objects.all())


@proves("J3.19")
def test_an_ask_is_open_until_somebody_takes_it_up_and_then_has_an_owner(people, as_, ladder):
    assert Answer.objects.open_asks().get() == ladder
    assert "A ladder" in shown(as_(None))
    page = as_(people.cerys).post(f"{card_page(ladder)}taking/", {"shows_name": "on"}, follow=True)
    assert "You took this up" in page.text
    assert ladder.taken_in_words == "Cerys can help"
    assert not Answer.objects.open_asks().exists(), "round-ups tell of open asks only"
    assert "A ladder" not in shown(as_(None))
    assert "Cerys can help" in shown(as_(None), "/asks/?show=taken")


def test_one_tap_tells_whoever_asked_once_and_names_nobody_to_the_one_who_helps(
    people, as_, ladder
):
    browser = as_(people.cerys)
    for _press in range(2):
        browser.post(f"{card_page(ladder)}taking/")
    letter = Letter.objects.get()
    assert (letter.to, ladder.takings.count()) == (people.fin, 1)
    assert "Cerys can help" in letter.text and "cerys@example.org" not in letter.text
    for page in (shown(browser, card_page(ladder)), shown(browser, "/asks/?show=taken")):
        assert "Fin" not in page
    assert "Somebody can help" in shown(as_(None), card_page(ladder))
    assert "Cerys" not in shown(as_(None), card_page(ladder))


def test_words_and_address_reach_the_one_who_asked_and_nobody_else(people, as_, ladder):
    wishes = {"words": "Mine is three metres", "shares_address": "on"}
    as_(people.cerys).post(f"{card_page(ladder)}taking/", wishes)
    letter = Letter.objects.get()
    assert "Mine is three metres" in letter.text and "cerys@example.org" in letter.text
    assert "Mine is three metres" in shown(as_(people.fin), card_page(ladder))
    for reader in (None, people.amara, people.dee):
        page = shown(as_(reader), card_page(ladder))
        assert "Mine is three" not in page and "cerys@example.org" not in page


def test_whoever_asked_is_known_by_name_only_once_they_answer(people, as_, ladder):
    taking = take_up(ladder, by=people.cerys)
    path = f"{card_page(ladder)}replies/{taking.pk}/"
    assert as_(people.amara).post(path, {"reply": "Not mine"}).status_code == 404
    for words in ("Lovely. Tuesday?", "A second answer"):
        as_(people.fin).post(path, {"reply": words})
    letter = Letter.objects.get(to=people.cerys)
    assert "Fin" in letter.subject and "Lovely. Tuesday?" in letter.text
    assert "fin@example.org" not in letter.text, "that was not ticked"
    assert "Lovely. Tuesday?" in shown(as_(people.cerys), card_page(ladder))
    assert "A second answer" not in shown(as_(people.cerys), card_page(ladder))


def test_an_answer_with_nothing_in_it_comes_back_as_a_question(people, as_, ladder):
    taking = take_up(ladder, by=people.cerys)
    page = as_(people.fin).post(f"{card_page(ladder)}replies/{taking.pk}/", {"reply": " "})
    assert page.status_code == 200 and not Letter.objects.filter(to=people.cerys).exists()


def test_who_lets_go_leaves_the_card_open_and_whoever_asked_hears_it(people, as_, ladder):
    browser = as_(people.cerys)
    browser.post(f"{card_page(ladder)}taking/")
    Letter.objects.update(sent_at=now())
    for _press in range(2):
        browser.post(f"{card_page(ladder)}taking/", {"let_go": "yes"})
    assert letters() == [("Fin", "Cerys takes up your card"), ("Fin", "Somebody cannot after all")]
    assert not Taking.objects.exists() and "A ladder" in shown(as_(None))


def test_a_slip_of_the_finger_that_is_undone_at_once_writes_to_nobody(people, as_, ladder):
    take_up(ladder, by=people.cerys).let_go()
    assert not Letter.objects.exists()


def test_several_may_help_and_the_first_is_the_owner(people, ladder):
    take_up(ladder, by=people.cerys, shows_name=True)
    take_up(ladder, by=people.amara, shows_name=True)
    assert ladder.taken_in_words == "Cerys can help"
    ladder.takings.get(person=people.cerys).let_go()
    assert Answer.objects.get(pk=ladder.pk).taken_in_words == "Amara can help"


@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_by_two_people_are_two_takings_and_two_letters(people, ladder):
    both = [people.cerys, people.amara] * 4
    at_once(lambda person: take_up(Answer.objects.get(pk=ladder.pk), by=person), both)
    assert ladder.takings.count() == Letter.objects.filter(to=people.fin).count() == 2


def test_its_person_closes_it_those_who_helped_hear_and_it_opens_again(people, as_, ladder):
    take_up(ladder, by=people.cerys)
    browser = as_(people.fin)
    for _press in range(2):
        browser.post(f"{card_page(ladder)}closing/", {"why": "done"})
    assert letters()[0] == ("Cerys", "It is settled. Thank you")
    assert Letter.objects.filter(to=people.cerys).count() == 1
    assert "A ladder" in shown(as_(None), "/asks/?show=done")
    with pytest.raises(Refused, match="nothing more is needed"):
        take_up(ladder, by=people.amara)
    browser.post(f"{card_page(ladder)}renewal/")
    assert not Closing.objects.exists()
    assert "A ladder" in shown(as_(None), "/asks/?show=taken")


@pytest.mark.parametrize("what", ["closing", "renewal"])
def test_only_its_person_closes_a_card_or_opens_it(people, as_, ladder, what):
    for other in (people.cerys, people.dee, people.bola):
        assert as_(other).post(f"{card_page(ladder)}{what}/").status_code == 404
    assert as_(None).post(f"{card_page(ladder)}{what}/").status_code == 302
    assert not Closing.objects.exists()


def test_nobody_takes_up_their_own_card(people, ladder):
    with pytest.raises(Refused, match="your own"):
        take_up(ladder, by=people.fin)


def test_a_guest_takes_up_a_card_by_link_and_an_old_link_does_nothing(people, running):
    card = say(running, "A van", person=people.amara, kind="ask", wish=Wish.PUBLIC)
    path, browser = link(people.fin, card_page(card)), Client()
    with time_machine.travel(now() + timedelta(days=91)):
        browser.get(path, follow=True)
        assert browser.post(f"{card_page(card)}taking/").url.startswith("/sign-in/")
    assert not Taking.objects.exists()
    guest = Client()
    assert "A van" in guest.get(path, follow=True).text
    assert not Taking.objects.exists(), "opening a link changes nothing"
    guest.post(f"{card_page(card)}taking/")
    assert Taking.objects.get().person == people.fin


@proves("J3.19")
def test_thirty_days_on_an_open_ask_is_in_no_round_up(people, ladder):
    with time_machine.travel(now() + timedelta(days=31)):
        assert not Answer.objects.open_asks().exists()


def test_a_card_that_was_closed_is_in_no_round_up(people, ladder):
    close(ladder, Closing.Why.NOT_NEEDED, by=people.fin)
    assert not Answer.objects.open_asks().exists()


def test_an_offer_to_host_is_a_card_too(people, as_, running):
    words = {"words": "Batteries", "wish": "public", "kind": "hosting"}
    as_(people.cerys).post(running.page("answers"), words)
    assert "I could host" in shown(as_(None), "/asks/?show=offers")


def test_a_card_of_somebody_who_left_asks_nobody_for_anything(people, as_, ladder):
    Answer.objects.update(person=None)
    assert "A ladder" not in shown(as_(None))
    assert as_(people.cerys).get(card_page(ladder)).status_code == 404
    assert Gathering.objects.exists()
