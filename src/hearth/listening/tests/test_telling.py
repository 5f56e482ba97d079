"""Whoever said something hears what came of it: once, by day, in one letter a week at most."""

from datetime import date, timedelta

import pytest
import time_machine

from hearth.ground.books import Letter, Wish, hear
from hearth.ground.books.post import Kind as Post, stop
from hearth.listening.models import Telling
from hearth.listening.models.responses import Kind
from hearth.listening.models.tellings import to_tell
from hearth.listening.telling import tell_them
from hearth.listening.tests.spoken import DAY, LATER, NOON, answered, posted, theme_of
from tests.proving import proves


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def theme(people, clock):
    said = [(people.amara, "Not at 11.30"), (people.cerys, "Mornings are hard", Wish.STEWARDS)]
    return theme_of("Time of day", *said, by=people.dee)


def told():
    return {letter.to.name: letter.text for letter in Letter.objects.filter(kind=Post.TOLD)}


@proves("J3.25")
def test_each_hears_their_own_words_the_answer_who_and_by_when(people, theme, clock):
    answered(theme, by=people.efe)
    clock.shift(LATER)
    assert tell_them() == 2
    letters = told()
    assert "Not at 11.30" in letters["Amara"] and "Mornings" not in letters["Amara"]
    assert "Mornings are hard" in letters["Cerys"] and "11.30" not in letters["Cerys"]
    for said in ("Time of day", "We try it: Evenings in May.", "Efe sees to it", "1 May 2026"):
        assert said in letters["Amara"]
    assert "yes, or not quite" in letters["Amara"]


def test_the_honest_not_now_is_told_with_its_reason(people, theme, clock):
    answered(theme, "we have no room in the evening.", kind=Kind.NOT_NOW, by=people.dee)
    clock.shift(LATER)
    tell_them()
    assert "Not now, because: we have no room in the evening." in told()["Amara"]


@proves("J3.25")
def test_one_letter_a_week_holds_all_that_is_owed(people, theme, clock):
    answered(theme, by=people.dee)
    clock.shift(LATER)
    tell_them()
    posted()
    for name in ("Bread", "Chairs"):
        answered(theme_of(name, (people.amara, f"More {name}"), by=people.dee), by=people.dee)
    clock.shift(DAY)
    assert tell_them() == 0
    clock.shift(6 * DAY - timedelta(hours=1))
    assert tell_them() == 0
    clock.shift(DAY)
    assert tell_them() == 1
    letter = Letter.objects.filter(to=people.amara).latest("pk")
    assert letter.subject == "What came of what you said: Chairs, and one more"
    assert "More Bread" in letter.text and "More Chairs" in letter.text


def test_who_corrects_an_answer_within_the_hour_causes_one_letter(people, theme, clock):
    answered(theme, "Nevenings.", by=people.dee)
    clock.shift(timedelta(minutes=50))
    assert tell_them() == 0
    answered(theme, "Evenings.", by=people.dee)
    clock.shift(timedelta(minutes=50))
    assert tell_them() == 0
    clock.shift(timedelta(minutes=15))
    assert tell_them() == 2
    assert "Nevenings" not in told()["Amara"]


def test_an_evening_of_answers_makes_one_letter_and_waits_for_no_more_than_a_day(
    people, theme, clock
):
    answered(theme, by=people.dee)
    for hour in range(30):
        name = f"Theme {hour}"
        answered(theme_of(name, (people.amara, name), by=people.dee), by=people.dee)
        clock.shift(timedelta(minutes=55))
        tell_them()
    assert Letter.objects.filter(to=people.amara, kind=Post.TOLD).count() == 1
    assert Telling.objects.filter(person=people.amara).count() >= 20


def test_nobody_is_written_to_at_night(people, theme, clock):
    clock.shift(timedelta(hours=8))
    answered(theme, by=people.dee)
    clock.shift(timedelta(hours=4))
    assert tell_them() == 0
    clock.shift(timedelta(hours=9, minutes=1))
    assert tell_them() == 2


def test_what_is_done_before_it_was_told_is_told_once(people, theme, clock):
    response = answered(theme, by=people.dee)
    response.done("We met on Monday evening.", by=people.dee)
    clock.shift(LATER)
    assert tell_them() == 2
    assert "It is done: We met on Monday evening." in told()["Amara"]
    clock.shift(8 * DAY)
    assert tell_them() == 0


@proves("J3.25")
def test_what_is_done_and_a_new_answer_are_told_again(people, theme, clock):
    response = answered(theme, by=people.dee)
    for tell in (
        lambda: None,
        lambda: response.done("Done in May.", by=people.dee),
        lambda: answered(theme, "And in June.", by=people.dee),
    ):
        tell()
        clock.shift(8 * DAY)
        tell_them(), tell_them()
        posted()
    texts = [letter.text for letter in Letter.objects.filter(to=people.amara).order_by("pk")]
    assert len(texts) == 3 and "there is news" not in texts[0]
    assert all("there is news" in text for text in texts[1:])


def test_letters_that_somebody_switched_off_do_not_come(people, theme, clock):
    stop(people.amara, Post.TOLD)
    people.cerys.rhythm = "replies"
    people.cerys.save()
    answered(theme, by=people.dee)
    clock.shift(LATER)
    tell_them()
    assert list(told()) == ["Cerys"], "it answers what Cerys said, so it is a reply"
    assert [row.sayer for row in to_tell()] == [people.amara.pk]


def test_who_speaks_up_later_in_an_old_theme_hears_the_answer_and_nobody_else_again(
    people, theme, clock
):
    answered(theme, by=people.dee)
    clock.shift(LATER)
    tell_them()
    clock.shift(60 * DAY)
    theme.gather([hear("Not on Fridays", said_by=people.bola, during="July")], by=people.dee)
    theme.gather([hear("Nor at noon", said_by=people.amara, during="July")], by=people.dee)
    assert tell_them() == 1
    assert "Not on Fridays" in told()["Bola"]


def test_a_clock_that_was_wrong_neither_doubles_letters_nor_silences_anybody(people, theme, clock):
    response = answered(theme, by=people.dee)
    clock.shift(400 * DAY)
    tell_them()
    clock.shift(-400 * DAY + LATER)
    assert tell_them() == 0
    response.done("Done.", by=people.dee)
    clock.shift(DAY)
    assert tell_them() == 2, "a letter that is dated a year ahead holds up nobody"


def test_eight_answers_at_once_are_told_with_seven_in_the_letter(people, clock):
    for number in range(9):
        name = f"Theme {number}"
        answered(theme_of(name, (people.amara, f"Words {number}."), by=people.dee),
                 by=people.dee, on=date(2026, 6, 1))  # fmt: skip
    clock.shift(LATER)
    tell_them()
    letter = told()["Amara"]
    assert letter.count("Words ") == 7 and "2 more answers stand on your page" in letter
    assert Telling.objects.count() == 9
