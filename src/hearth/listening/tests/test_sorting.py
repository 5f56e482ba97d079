"""Sorting by hand: cards go to piles and back, nothing is lost, and slips are taken back."""

import pytest

from hearth.ground.books import Wish
from hearth.ground.refusals import Refused
from hearth.listening.models import Move, Pile
from hearth.listening.models.piles import last_press, move, new_pile, take_back
from hearth.listening.tests.boards import (
    JUNE,
    MAY,
    board_of,
    lay,
    lies,
    placed,
    replayed,
    say,
    words_on,
)  # fmt: skip


@pytest.fixture
def cards(people):
    return [say(words, people.amara) for words in ("Early", "Late", "Loud", "Far")]


@pytest.fixture
def board(people, cards):
    return board_of(people.bola)


def test_cards_are_laid_on_a_new_pile_and_on_an_old_one_by_a_form(people, as_, board, cards):
    bola, dee = as_(people.bola), as_(people.dee)
    lay(bola, board, [(cards[0], None), (cards[1], None)], "new")
    pile = board.piles.get()
    reply = lay(dee, board, [(cards[2], None)], pile.pk)
    assert reply.url == f"{board.get_absolute_url()}#c{cards[2].pk}-{pile.pk}"
    assert lies(board) == {("Early", "Pile 1"), ("Late", "Pile 1"), ("Loud", "Pile 1")}
    page = words_on(dee.get(board.get_absolute_url()))
    assert "Loose cards 1" in page
    assert "Far" in page


def test_a_card_can_be_in_two_piles_and_goes_back_from_one(people, as_, board, cards):
    one, other = (new_pile(board, card, by=people.bola) for card in cards[:2])
    bola = as_(people.bola)
    lay(bola, board, [(cards[0], one)], other.pk, also="on")
    assert lies(board) >= {("Early", "Pile 1"), ("Early", "Pile 2")}
    assert "Also on Pile 2" in words_on(bola.get(board.get_absolute_url()))
    lay(bola, board, [(cards[0], one)], "loose")
    assert lies(board) == {("Early", "Pile 2"), ("Late", "Pile 2")}


def test_two_piles_become_one_and_a_nameless_empty_one_vanishes(people, as_, board, cards):
    one, other = (new_pile(board, card, by=people.bola) for card in cards[:2])
    bola = as_(people.bola)
    page = bola.get(f"{board.get_absolute_url()}?pile={one.pk}").content.decode()
    assert page.count(" checked") == 1
    lay(bola, board, [(cards[0], one)], other.pk)
    page = words_on(bola.get(board.get_absolute_url()))
    assert "Pile 2 2" in page
    assert "Pile 1" not in page


def test_a_pile_with_a_name_stays_when_it_is_empty(people, as_, board, cards):
    pile = new_pile(board, cards[0], by=people.bola)
    pile.call_it("Time", was="", by=people.bola)
    move(board, cards[0], out_of=pile, by=people.bola)
    assert "Time 0" in words_on(as_(people.dee).get(board.get_absolute_url()))


def test_a_double_press_begins_one_pile(people, as_, board, cards):
    bola = as_(people.bola)
    for _press in range(2):
        lay(bola, board, [(cards[0], None)], "new", key="abc")
    lay(bola, board, [(cards[1], None)], "new", key="abc")
    assert Pile.objects.count() == 2
    assert lies(board) == {("Early", "Pile 1"), ("Late", "Pile 2")}


def test_a_press_without_a_pile_keeps_what_was_picked(people, as_, board, cards):
    reply = lay(as_(people.bola), board, [(cards[0], None)], "")
    page = as_(people.bola).get(reply.url).content.decode()
    assert page.count(" checked") == 1


def test_a_press_on_a_stale_page_says_what_to_do(people, as_, board, cards):
    bola, other = as_(people.bola), board_of(people.bola, MAY)
    say("Elsewhere", people.amara, url=MAY)
    elsewhere = new_pile(other, other.cards()[0], by=people.bola)
    for picked, into, words in [
        ([(cards[0], None)], elsewhere.pk, "This pile is gone."),
        ([(cards[0], None)], "\0x", "This pile is gone."),
        ([], "new", "Pick a card first."),
        ([(other.cards()[0], None)], "new", "This card is not on the board any more."),
    ]:
        reply = lay(bola, board, picked, into, follow=False)
        assert words in words_on(bola.get(reply.url))
    assert not lies(board)


def test_my_last_move_is_taken_back_with_all_its_cards(people, as_, board, cards):
    pile = new_pile(board, cards[0], by=people.dee)
    bola = as_(people.bola)
    lay(bola, board, [(cards[1], None), (cards[2], None)], pile.pk)
    bola.post(board.page("last_move"))
    assert lies(board) == {("Early", "Pile 1")}
    assert last_press(board, people.bola) is None
    with pytest.raises(Refused, match="no move of yours"):
        take_back(board, by=people.bola)
    assert placed(board) == replayed(board)


def test_what_somebody_moved_since_is_not_taken_back(people, board, cards):
    pile = new_pile(board, cards[0], by=people.bola)
    move(board, cards[0], out_of=pile, by=people.dee)
    with pytest.raises(Refused, match="has moved this card since"):
        take_back(board, by=people.bola)
    take_back(board, by=people.dee)
    assert lies(board) == {("Early", "Pile 1")}
    take_back(board, by=people.bola)
    assert not lies(board)
    assert placed(board) == replayed(board)


def test_a_move_that_changes_nothing_leaves_nothing_to_take_back(people, board, cards):
    pile = new_pile(board, cards[0], by=people.bola)
    move(board, cards[0], into=pile, by=people.dee)
    assert last_press(board, people.dee) is None


def test_who_moved_what_is_forgotten_when_the_board_is_closed(people, as_, board, cards):
    pile = new_pile(board, cards[0], by=people.bola)
    bola = as_(people.bola)
    bola.post(board.page("board_closing"))
    assert not Move.objects.exists()
    assert lies(board) == {("Early", "Pile 1")}
    lay(bola, board, [(cards[1], None)], pile.pk)
    assert lies(board) == {("Early", "Pile 1")}
    bola.post(board.page("board_closing"), {"again": "yes"})
    lay(bola, board, [(cards[1], None)], pile.pk)
    assert ("Late", "Pile 1") in lies(board)


def test_each_reader_sees_cards_and_piles_as_far_as_wishes_allow(people, as_, board):
    secret = say("Only for stewards", people.cerys, Wish.STEWARDS)
    pile = new_pile(board, secret, by=people.dee)
    pile.call_it("Worries about Bola", was="", by=people.dee)
    hers, mine = (words_on(as_(p).get(board.get_absolute_url())) for p in (people.dee, people.bola))
    assert "Only for stewards" in hers
    assert "Worries" in hers
    assert "other eyes" not in hers
    assert "Only for stewards" not in mine
    assert "Worries" not in mine
    assert "Somebody" not in mine
    assert "Some cards are for other eyes." in mine
    reply = lay(as_(people.bola), board, [(board.cards()[0], None)], pile.pk)
    assert reply.status_code == 302
    assert lies(board) == {("Only for stewards", "Worries about Bola")}


def test_a_card_shows_a_name_only_where_its_sayer_wished_so(people, as_, board):
    say("I said this aloud", people.efe, Wish.NAMED)
    page = words_on(as_(people.bola).get(board.get_absolute_url()))
    assert "I said this aloud Efe" in page
    assert "Amara" not in page


def test_narrowed_and_withdrawn_cards_leave_the_board_and_its_piles(people, as_, board, cards):
    pile = new_pile(board, cards[0], by=people.dee)
    move(board, cards[1], into=pile, by=people.dee)
    cards[0].narrow(Wish.STEWARDS)
    cards[1].delete()
    page = words_on(as_(people.bola).get(board.get_absolute_url()))
    assert "Early" not in page
    assert "Late" not in page
    assert "Pile 1" not in page
    assert JUNE not in page
