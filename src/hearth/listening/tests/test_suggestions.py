"""The machine proposes in grey, people decide, and the record says which they took (J3.22)."""

import pytest

from hearth.ground.books import Wish
from hearth.listening.models import Belonging, Placement
from hearth.listening.models.piles import begin_pile, move, new_pile
from hearth.listening.models.themes import make_themes
from hearth.listening.tests.boards import board_of, card, lies, say, words_on
from tests.proving import proves

TIMES = ["Evening meetings suit carers", "Meetings in the evening suit me", "No evening suits me",
         "Evening trains run late", "Friday evening is for rest"]  # fmt: skip
MONEY = ["Train fares cost a day's pay", "Who pays the bursary", "Bursary forms are long",
         "A bursary for fares", "Pay the fares first"]  # fmt: skip


@pytest.fixture
def board(people):
    for words in (*TIMES, *MONEY):
        say(words, people.amara)
    return board_of(people.bola, suggests=True)


def _pile_of(board, words, name, by):
    pile = begin_pile(board, [(card(one).pk, None) for one in words], by=by)
    pile.call_it(name, was="", by=by)
    return pile


def _say_yes(browser, board, verb, one, other):
    return browser.post(board.page("board_alike"), {verb: f"{one}-{other}"})


def test_no_page_proposes_anything_until_suggestions_are_turned_on(people, as_):
    for words in TIMES:
        say(words, people.amara)
    page = words_on(as_(people.bola).get(board_of(people.bola).get_absolute_url()))
    assert "look alike" not in page


@proves("J3.22")
def test_a_pair_is_grey_until_people_accept_it_and_marked_in_the_record(people, as_, board):
    bola, (one, other) = as_(people.bola), (card(TIMES[0]), card(TIMES[1]))
    page = bola.get(board.get_absolute_url())
    assert (one.pk, other.pk) in {
        (pair.one.said.pk, pair.other.said.pk) for pair in page.context["suggested"].pairs
    }
    assert "both say “Evening”" in words_on(page) or "both say “" in words_on(page)
    assert not lies(board), "nothing moves by itself"
    _say_yes(bola, board, "together", one.pk, other.pk)
    assert {words for words, _pile in lies(board)} == set(TIMES[:2])
    pile = board.piles.get()
    assert pile.name == "", "no machine names a pile"
    move(board, card(TIMES[2]), into=pile, by=people.bola)
    pile.call_it("Evenings", was="", by=people.bola)
    make_themes(board, by=people.bola)
    marked = Belonging.objects.filter(was_suggested=True)
    assert {row.contribution.words for row in marked} == set(TIMES[:2])


def test_a_loose_card_joins_the_pile_of_the_other(people, as_, board):
    pile = new_pile(board, card(TIMES[1]), by=people.bola)
    _say_yes(as_(people.dee), board, "together", card(TIMES[0]).pk, card(TIMES[1]).pk)
    assert lies(board) == {(TIMES[0], "Pile 1"), (TIMES[1], "Pile 1")}
    assert Placement.objects.get(was_suggested=True).card == card(TIMES[0])
    assert pile.placements.count() == 2


def test_a_pair_that_was_turned_down_does_not_come_back(people, as_, board):
    one, other = sorted((card(TIMES[0]).pk, card(TIMES[1]).pk))
    for verbs in ((one, other), (other, one)):
        _say_yes(as_(people.bola), board, "apart", *verbs)
    assert board.not_alike.count() == 1
    shown = as_(people.dee).get(board.get_absolute_url()).context["suggested"].pairs
    assert (one, other) not in {(pair.one.said.pk, pair.other.said.pk) for pair in shown}


def test_when_piles_have_about_five_cards_loose_ones_show_where_they_may_belong(people, as_, board):
    evening, _money = (
        _pile_of(board, TIMES, "Evenings", people.bola),
        _pile_of(board, MONEY, "Money", people.bola),
    )
    loose = say("An evening meeting would suit carers", people.amara)
    bola = as_(people.bola)
    assert "May belong to “Evenings”: both say" in words_on(bola.get(board.get_absolute_url()))
    assert not evening.placements.filter(card=loose).exists()
    _say_yes(bola, board, "there", loose.pk, evening.pk)
    assert evening.placements.get(card=loose).was_suggested


def test_no_likeness_tells_of_a_card_that_is_hidden_from_its_reader(people, as_, board):
    say("Evening meetings suit carers badly, says Dee", people.cerys, Wish.STEWARDS)
    say("Evening meetings suit carers badly", people.cerys)
    hers, his = (as_(who).get(board.get_absolute_url()) for who in (people.dee, people.bola))
    assert "says Dee" in words_on(hers)
    for pair in his.context["suggested"].pairs:
        assert Wish.STEWARDS not in {pair.one.said.wish, pair.other.said.wish}
    secret = card("Evening meetings suit carers badly, says Dee")
    _say_yes(as_(people.bola), board, "together", secret.pk, card(TIMES[0]).pk)
    _say_yes(as_(people.bola), board, "apart", secret.pk, card(TIMES[0]).pk)
    assert not lies(board)
    assert not board.not_alike.exists()


def test_a_press_that_says_nothing_changes_nothing(people, as_, board):
    bola = as_(people.bola)
    for words in ({}, {"together": "x"}, {"there": f"{card(TIMES[0]).pk}-999999"}):
        assert bola.post(board.page("board_alike"), words).status_code == 302
    assert not lies(board)
