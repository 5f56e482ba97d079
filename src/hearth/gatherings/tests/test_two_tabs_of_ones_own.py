"""What I do with my own words in two tabs at once: the one takes its turn after the other."""

from functools import partial

import pytest

from hearth.gatherings.models import Answer
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.cards import Closing, close, renew, take_up
from hearth.gatherings.tests.test_last_places import at_once
from hearth.ground.books import Contribution, Wish
from hearth.ground.refusals import Refused

TRIES = 12
WORDS = "I would rather not say"


def press(pair):
    """One press on a page that was opened before the other press."""
    answer, verb = pair
    try:
        verb(answer)
    except Refused as refusal:
        return str(refusal)
    return ""


def both(answer, *verbs):
    """Each verb from its own tab, in the same instant; what each was told."""
    return at_once(press, [(Answer.objects.get(pk=answer.pk), verb) for verb in verbs], threads=2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("before", [Wish.ROOM, Wish.STEWARDS])
def test_what_is_taken_back_stays_out_of_the_book_whatever_another_tab_does(
    people, running, before
):
    for number in range(TRIES):
        mine = say(running, f"{WORDS} {number}", person=people.amara, wish=before)
        both(
            mine,
            lambda one: one.withdraw(by=people.amara),
            lambda one: one.wish_for(Wish.PUBLIC, by=people.amara),
        )
        assert not Answer.objects.exists() and not Contribution.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_let_more_people_see_it_write_one_line_in_the_book(people, running):
    for number in range(TRIES):
        mine = say(running, f"{WORDS} {number}", person=people.amara, wish=Wish.ROOM)
        both(mine, *[lambda one: one.wish_for(Wish.PUBLIC, by=people.amara)] * 2)
    heard = set(Answer.objects.values_list("heard", flat=True))
    assert heard == set(Contribution.objects.values_list("pk", flat=True)) and len(heard) == TRIES


@pytest.mark.django_db(transaction=True)
def test_words_and_wish_from_two_tabs_are_both_kept(people, running):
    for number in range(TRIES):
        mine = say(running, f"{WORDS} {number}", person=people.amara, wish=Wish.ROOM)
        both(
            mine,
            lambda one: one.reword("Something else", by=people.amara),
            lambda one: one.wish_for(Wish.PUBLIC, by=people.amara),
        )
        mine.refresh_from_db()
        assert (mine.words, mine.wish) == ("Something else", Wish.PUBLIC)
        assert (mine.heard.words, mine.heard.wish) == ("Something else", Wish.PUBLIC)


@pytest.mark.django_db(transaction=True)
def test_a_card_taken_back_while_somebody_takes_it_up_leaves_no_error(people, running):
    for number in range(TRIES):
        card = say(running, f"{WORDS} {number}", person=people.amara, kind="ask")
        said = both(
            card,
            lambda one: one.withdraw(by=people.amara),
            lambda one: take_up(one, by=people.cerys),
        )
        assert said[0] == "" and said[1] in {
            "",
            "This card was taken back. Thank you all the same.",
        }
        assert not Answer.objects.exists()


def test_an_old_tab_is_told_that_the_words_were_taken_back(people, running):
    mine = say(running, WORDS, person=people.amara)
    tabs = [Answer.objects.get(pk=mine.pk) for _tab in range(3)]
    mine.withdraw(by=people.amara)
    with pytest.raises(Refused, match="took these words back"):
        tabs[0].wish_for(Wish.PUBLIC, by=people.amara)
    with pytest.raises(Refused, match="took these words back"):
        tabs[1].change("Others", Wish.PUBLIC, by=people.amara)
    tabs[2].withdraw(by=people.amara)


@pytest.mark.parametrize("change", [renew, partial(close, why=Closing.Why.DONE)])
def test_a_card_that_was_taken_back_is_neither_closed_nor_opened_again(people, running, change):
    card = say(running, WORDS, person=people.amara, kind="ask")
    tab = Answer.objects.get(pk=card.pk)
    card.withdraw(by=people.amara)
    with pytest.raises(Refused, match="took these words back"):
        change(tab, by=people.amara)
