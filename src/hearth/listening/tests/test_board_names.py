"""Names of piles are typed by people, after the silence, and none is lost."""

import pytest

from hearth.ground.books import Wish
from hearth.listening.models import Theme
from hearth.listening.models.piles import move, new_pile
from hearth.listening.tests.boards import board_of, card, say, words_on


@pytest.fixture
def board(people):
    for words in ("Early", "Late", "Loud", "Far"):
        say(words, people.amara)
    return board_of(people.bola)


@pytest.fixture
def pile(people, board):
    return new_pile(board, card("Early"), by=people.dee)


def _name(browser, board, pile, name, was=""):
    return browser.post(
        f"{board.get_absolute_url()}piles/{pile.pk}/name/", {"name": name, "was": was}
    )


def test_in_silence_no_page_asks_for_a_name(people, as_, board, pile):
    bola = as_(people.bola)
    assert 'name="name"' not in bola.get(board.get_absolute_url()).content.decode()
    bola.post(board.page("naming"))
    assert 'name="name"' in bola.get(board.get_absolute_url()).content.decode()


def test_a_guest_who_sorts_leaves_it_to_members_to_end_the_silence(people, as_, board, pile):
    board.change(title="What we heard", seen_by="everyone", suggests=False)
    as_(people.fin).post(board.page("naming"))
    board.refresh_from_db()
    assert not board.is_naming


def test_two_who_name_a_pile_at_once_both_see_both_names(people, as_, board, pile):
    board.begin_naming(by=people.bola)
    assert _name(as_(people.dee), board, pile, "Time").status_code == 302
    second = _name(as_(people.bola), board, pile, "Hours of the day")
    assert second.status_code == 422
    assert "Somebody just called it “Time”." in words_on(second)
    assert 'value="Hours of the day"' in second.content.decode()
    _name(as_(people.bola), board, pile, "Hours of the day", was="Time")
    pile.refresh_from_db()
    assert pile.name == "Hours of the day"


def test_a_name_that_is_too_long_comes_back_as_it_was_typed(people, as_, board, pile):
    board.begin_naming(by=people.bola)
    reply = _name(as_(people.dee), board, pile, "x" * 81)
    assert reply.status_code == 422
    assert "x" * 81 in reply.content.decode()


def test_an_empty_pile_goes_when_its_name_goes(people, as_, board, pile):
    board.begin_naming(by=people.bola)
    _name(as_(people.dee), board, pile, "Time")
    move(board, card("Early"), out_of=pile, by=people.dee)
    _name(as_(people.dee), board, pile, " ", was="Time")
    assert "Pile 1" not in words_on(as_(people.dee).get(board.get_absolute_url()))


def test_what_becomes_of_each_pile_is_said_before_it_is_done(people, as_, board, pile):
    pile.call_it("Time", was="", by=people.dee)
    new_pile(board, card("Late"), by=people.dee)
    empty = new_pile(board, card("Loud"), by=people.dee)
    empty.call_it("Noise", was="", by=people.dee)
    move(board, card("Loud"), out_of=empty, by=people.dee)
    bola = as_(people.bola)
    said = words_on(bola.get(board.page("board_themes")))
    assert "Time 1 card. A new theme." in said
    assert "1 pile without a name" in said
    assert "2 loose cards" in said
    assert "Noise" not in said
    bola.post(board.page("board_themes"), {"close": "on"})
    assert list(Theme.objects.values_list("name", flat=True)) == ["Time"]
    board.refresh_from_db()
    assert board.closed_at


@pytest.mark.parametrize("page", ["board_themes", "board_settings", "board_invite"])
def test_themes_and_settings_are_for_who_opened_the_board_and_stewards(people, as_, board, page):
    kinds = {name: as_(getattr(people, name)).get(board.page(page)).status_code
             for name in ("bola", "dee", "amara")}  # fmt: skip
    assert kinds == {"bola": 200, "dee": 200, "amara": 403}


@pytest.mark.parametrize("wish", [Wish.STEWARDS, Wish.MEMBERS])
def test_the_name_of_a_pile_goes_with_the_last_card_that_was_taken_back(people, as_, wish):
    card, board = say("My debts", people.amara, wish), board_of(people.dee)
    pile = new_pile(board, card, by=people.dee)
    board.begin_naming(by=people.dee)
    pile.call_it("Amara's debts", was="", by=people.dee)
    assert ("debts" in as_(people.bola).get(board.get_absolute_url()).text) == (wish == "members")
    card.withdraw()
    for reader in (people.bola, people.dee):
        assert "debts" not in as_(reader).get(board.get_absolute_url()).text


def test_a_pile_that_somebody_emptied_is_there_for_those_who_knew_it(people, as_):
    card, board = say("My debts", people.amara, Wish.STEWARDS), board_of(people.dee)
    pile = new_pile(board, card, by=people.dee)
    pile.call_it("Money", was="", by=people.dee)
    move(board, card, out_of=pile, into=None, by=people.dee)
    assert "Money" in as_(people.efe).get(board.get_absolute_url()).text
    assert "Money" not in as_(people.bola).get(board.get_absolute_url()).text
