"""The loop closes: said, sorted, answered, told, and asked whether that was meant."""

from datetime import date

import pytest

from hearth.ground.books import Contribution, Wish, hear
from hearth.ground.refusals import Refused
from hearth.listening.models import Placement, Theme
from hearth.listening.models.boards import open_board
from hearth.listening.models.piles import move, new_pile
from hearth.listening.models.responses import Kind, respond
from hearth.listening.models.tellings import Telling, to_tell
from hearth.listening.models.themes import make_themes


@pytest.fixture
def said(people):
    """Four lines of one gathering, each with a wish of its own."""
    wishes = [
        (people.amara, "Not at 11.30", Wish.MEMBERS),
        (people.bola, "An evening would suit me", Wish.NAMED),
        (people.cerys, "Mornings are hard", Wish.STEWARDS),
        (people.amara, "I cannot hear in big rooms", Wish.PUBLIC),
    ]
    return [
        hear(words, said_by=person, during="June", url="/gatherings/june/", wish=wish)
        for person, words, wish in wishes
    ]


@pytest.fixture
def board(people, said):
    return open_board("June", sources=[("/gatherings/june/", "June")], by=people.dee)


def test_what_was_said_becomes_a_theme_and_those_who_said_it_are_to_be_told(people, said, board):
    pile = new_pile(board, said[0], by=people.bola)
    move(board, said[1], into=pile, by=people.bola)
    move(board, said[2], into=pile, by=people.dee)
    pile.call_it("Time of day", was="", by=people.bola)
    [theme] = make_themes(board, by=people.dee)
    assert theme in Theme.objects.unanswered()
    response = respond(theme, Kind.TRY, "Evenings in May.", by=people.dee, person=people.efe,
                       on=date(2026, 5, 1))  # fmt: skip
    assert theme not in Theme.objects.unanswered()
    owed = [(row.pk, row.sayer) for row in to_tell()]
    assert owed == [(response.pk, who.pk) for who in (people.amara, people.bola, people.cerys)]
    told = Telling.objects.create(response=response, person=people.amara, stage="given")
    assert [row.sayer for row in to_tell()] == [people.bola.pk, people.cerys.pk]
    told.answer_with(Telling.Answer.NOT_QUITE, "I meant lunch", by=people.amara)
    assert theme in Theme.objects.unanswered()


def test_each_reader_hears_as_much_of_a_theme_as_the_wishes_allow(people, said, board):
    pile = new_pile(board, said[0], by=people.bola)
    for card in said[1:3]:
        move(board, card, into=pile, by=people.dee)
    pile.call_it("Time of day", was="", by=people.bola)
    [theme] = make_themes(board, by=people.dee)
    counts = {who: theme.heard(who).people for who in (None, people.bola, people.dee)}
    assert list(counts.values()) == [1, 2, 3]
    Contribution.objects.exclude(said_by=people.cerys).delete()
    assert theme not in Theme.objects.visible_to(people.bola)
    assert theme in Theme.objects.visible_to(people.dee)


def test_a_card_that_i_may_not_read_cannot_be_moved_by_me(people, said, board):
    with pytest.raises(Refused, match="not on the board"):
        new_pile(board, said[2], by=people.bola)
    assert not Placement.objects.exists()


def test_two_names_for_one_pile_are_both_said(people, said, board):
    pile = new_pile(board, said[0], by=people.bola)
    pile.call_it("Time", was="", by=people.bola)
    with pytest.raises(Refused, match=r"“Time”.*“Hours”"):
        pile.call_it("Hours", was="", by=people.cerys)
