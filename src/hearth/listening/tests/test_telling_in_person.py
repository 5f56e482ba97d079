"""Who has no address hears in person: stewards and helpers see who, what, and tick it off."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from hearth.ground.accounts import Person
from hearth.ground.books import Letter, Wish
from hearth.ground.books.post import Kind as Post, stop
from hearth.listening.models import Response, Telling
from hearth.listening.models.tellings import to_tell
from hearth.listening.tests.spoken import answered, theme_of


@pytest.fixture
def gwen(db):
    return Person.objects.meet(name="Gwen", phone="0191 498 0000")


@pytest.fixture
def theme(people, gwen):
    said = [(gwen, "Nobody rings me back"), (gwen, "Say it on air", Wish.NAMED)]
    made = theme_of("By phone", *said, (people.amara, "Amara's words"), by=people.dee)
    made.contributions.filter(said_by=gwen).update(written_by=people.bola)
    return made


def tick(browser, response, person):
    typed = {"response": response.pk, "person": person.pk}
    return browser.post("/told/in-person/", typed, follow=True)


def test_stewards_see_who_is_to_be_told_by_whom_and_only_words_that_may_have_a_name(
    people, as_, gwen, theme
):
    answered(theme, "We ring back.", by=people.dee)
    page = as_(people.dee).get("/told/in-person/").text
    for said in ("Gwen", "0191 498 0000", "We ring back.", "Written down by Bola", "Say it on air"):
        assert said in page
    assert "Nobody rings me back" not in page and "Amara" not in page


def test_the_helper_who_wrote_it_down_sees_it_and_ticks_it_off_once(people, as_, gwen, theme):
    response = answered(theme, "We ring back.", by=people.dee)
    helper = as_(people.bola)
    page = helper.get("/told/in-person/").text
    assert "Nobody rings me back" in page and "0191" not in page
    for _press in range(2):
        assert "Gwen is told" in tick(helper, response, gwen).text
    told = Telling.objects.get()
    assert (told.person, told.in_person, told.told_by) == (gwen, True, people.bola)
    assert "Gwen" not in as_(people.dee).get("/told/in-person/").text


def test_others_see_and_tick_nothing(people, as_, gwen, theme):
    response = answered(theme, by=people.dee)
    assert "Gwen" not in as_(people.cerys).get("/told/in-person/").text
    assert "Ask a steward" in tick(as_(people.cerys), response, gwen).text
    assert as_(people.fin).get("/told/in-person/").status_code == 302
    assert not Telling.objects.exists()


def test_nobody_is_ticked_off_for_an_answer_that_does_not_hold(people, as_, gwen, theme):
    response = answered(theme, by=people.dee)
    answered(theme, "We ring at noon.", by=people.efe)
    assert "Tell them the new answer" in tick(as_(people.dee), response, gwen).text
    assert not Telling.objects.exists()


def test_whoever_stopped_such_letters_is_told_only_where_one_meets_them(people, as_, theme):
    stop(people.amara, Post.TOLD)
    response = answered(theme, by=people.dee)
    page = as_(people.dee).get("/told/in-person/").text
    assert "Amara" in page and "They wanted no letters about it" in page
    tick(as_(people.dee), response, people.amara)
    assert people.amara.pk not in {row.sayer for row in to_tell()}


def test_a_letter_that_came_back_turns_into_a_personal_word(people, as_, gwen, theme):
    response = answered(theme, by=people.dee)
    letter = Letter.objects.create(to=people.amara, kind=Post.TOLD, given_up_at=now())
    Telling.objects.create(response=response, person=people.amara, stage="given", letter=letter)
    assert "Amara" in as_(people.dee).get("/told/in-person/").text
    for _press in range(2):
        tick(as_(people.dee), response, people.amara)
    assert "Amara" not in as_(people.dee).get("/told/in-person/").text
    assert Telling.objects.get(person=people.amara).in_person


def test_words_without_a_sayer_are_for_whoever_wrote_them_down(people, as_, gwen, theme):
    theme.contributions.filter(written_by=people.bola).update(said_by=None)
    response = answered(theme, "We ring back.", by=people.dee)
    for reader in (people.bola, people.dee):
        page = as_(reader).get("/told/in-person/").text
        for said in ("without a name", "Nobody rings me back", "We ring back.", "Bola"):
            assert said in page
        assert "I told them" not in page and "Gwen" not in page
    assert "Nobody rings me back" not in as_(people.cerys).get("/told/in-person/").text
    Response.objects.filter(pk=response.pk).update(at=now() - timedelta(days=91))
    assert "Nobody rings me back" not in as_(people.bola).get("/told/in-person/").text
