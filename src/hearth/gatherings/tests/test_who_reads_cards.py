"""Who reads which card: by its wish and its gathering, at once, and also once it is taken up."""

import pytest
from django.test import Client

from hearth.gatherings.models import Answer, Gathering, Taking
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.cards import card_page, take_up
from hearth.ground.books import Letter, Wish
from hearth.ground.links import link
from tests.evidence import asked

READERS = ("nobody", "fin", "amara", "cerys", "dee")


@pytest.fixture
def card_of(running, people):
    def said(wish, by=people.cerys):
        return say(running, f"Card for {wish}", person=by, kind="ask", wish=wish)

    return said


@pytest.mark.parametrize(
    ("wish", "readers"),
    [
        (Wish.NAMED, READERS),
        (Wish.PUBLIC, READERS),
        (Wish.MEMBERS, ("amara", "cerys", "dee")),
        (Wish.STEWARDS, ("cerys", "dee")),
        (Wish.ROOM, ()),
    ],
)
def test_each_reader_finds_what_the_wish_allows(people, as_, card_of, wish, readers):
    card = card_of(wish)
    for name in READERS:
        browser = as_(getattr(people, name, None))
        may = name in readers
        assert (card.words in browser.get("/asks/").text) == may, name
        assert browser.get(card_page(card)).status_code == (200 if may else 404), name
        if name in ("fin", "amara", "dee") and not may:
            assert browser.post(f"{card_page(card)}taking/").status_code == 404
    feed = as_(None).get("/asks/feed.atom").text
    assert (card.words in feed) == (wish in (Wish.NAMED, Wish.PUBLIC))
    assert ("Cerys" in feed) == (wish == Wish.NAMED)


def test_a_guest_who_came_reads_what_members_read(people, as_, card_of, running):
    card = card_of(Wish.MEMBERS)
    running.arrivals.create(person=people.fin)
    assert card.words in as_(people.fin).get("/asks/").text


def test_cards_of_a_gathering_for_members_stay_with_members(people, as_, card_of):
    card = card_of(Wish.NAMED)
    Gathering.objects.update(seen_by="members")
    assert card.words not in as_(None).get("/asks/").text
    assert card.words not in as_(None).get("/asks/feed.atom").text
    assert card.words in as_(people.amara).get("/asks/").text


def test_a_members_forwarded_link_shows_no_card_for_members(people, card_of):
    card, forwarded = card_of(Wish.MEMBERS), Client()
    forwarded.get(link(people.amara, card_page(card)))
    assert forwarded.get(card_page(card)).url.startswith("/sign-in/")


@pytest.mark.parametrize("wish", [Wish.STEWARDS, Wish.ROOM])
def test_narrowing_a_card_that_is_taken_lets_the_other_go_and_says_only_what_they_need(
    people, as_, card_of, wish
):
    card = card_of(Wish.PUBLIC)
    take_up(card, by=people.amara)
    take_up(card, by=people.dee)
    Letter.objects.all().delete()
    card.wish_for(wish, by=people.cerys)
    kept = [] if wish == Wish.ROOM else [people.dee]
    assert [taking.person for taking in Taking.objects.all()] == kept
    letter = Letter.objects.get(to=people.amara)
    assert "need do nothing" in letter.text
    assert card.words not in letter.text and "Cerys" not in letter.text
    assert as_(people.amara).get(card_page(card)).status_code == 404


def test_taking_words_back_takes_the_card_back_with_every_letter_that_has_not_left(
    people, as_, card_of
):
    card = card_of(Wish.PUBLIC)
    take_up(card, by=people.amara, words="I have one")
    card.withdraw(by=people.cerys)
    assert not Taking.objects.exists()
    letter = Letter.objects.get()
    assert letter.to == people.amara and card.words not in letter.text
    assert as_(people.amara).get("/asks/").status_code == 200


def test_other_words_are_on_the_card_at_once(people, as_, card_of):
    card = card_of(Wish.PUBLIC)
    take_up(card, by=people.amara)
    card.reword("A longer ladder", by=people.cerys)
    assert "A longer ladder" in as_(people.amara).get(card_page(card)).text


def test_ten_thousand_cards_cost_no_more_than_three(people, as_, card_of, running):
    from django.core.cache import cache

    def cost(path):
        cache.clear()
        with asked() as notes:
            page = as_(people.dee).get(path)
        assert page.status_code == 200
        return len(notes)

    paths = ("/asks/", "/asks/?show=offers", "/asks/feed.atom", "/gatherings/")
    for n in range(3):
        say(running, f"Ask {n}", person=people.cerys, kind="ask", wish=Wish.PUBLIC)
    few = [cost(path) for path in paths]
    Answer.objects.bulk_create(
        Answer(gathering=running, person=people.cerys, kind="ask", words=f"{n}", wish="public")
        for n in range(10_000)
    )
    assert [cost(path) for path in paths] == few
    last = as_(people.dee).get("/asks/?page=167")
    assert len(last.context["cards"]) > 0 and last.context["cards"].number == 167


def test_an_empty_list_invites(people, as_):
    assert "Nothing is open" in as_(None).get("/asks/").text
    assert "No card stands here" in as_(None).get("/asks/?show=done").text


def test_a_card_that_is_taken_back_twice_writes_one_letter(people, meetup):
    card = say(meetup, "I need a saw", person=people.amara, kind="ask")
    taking = take_up(card, by=people.cerys)
    in_another_tab = Taking.objects.get()
    taking.release()
    in_another_tab.release()
    assert Letter.objects.filter(to=people.cerys).count() == 1
