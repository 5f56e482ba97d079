"""Stewards read what people meant, and answer anew or say why the answer stays (J3.26)."""

import pytest

from hearth.ground.access import Group
from hearth.ground.books import Letter
from hearth.ground.refusals import Refused
from hearth.listening.models import Telling, Theme
from hearth.listening.models.tellings import answer
from hearth.listening.tests.spoken import answered, theme_of
from tests.proving import proves


@pytest.fixture
def theme(people):
    return theme_of("Time of day", (people.fin, "Not at 11.30"), by=people.dee)


@pytest.fixture
def doubt(people, theme):
    return answer(answered(theme, by=people.dee), "not-quite", "I meant lunch", by=people.fin)


@proves("J3.26")
def test_stewards_read_the_words_without_a_name_and_nobody_else_does(people, as_, doubt):
    page = as_(people.dee).get("/themes/care/").text
    assert "I meant lunch" in page and "Fin" not in page
    assert as_(people.amara).get("/told/not-quite/").status_code == 404
    assert as_(people.amara).get(f"/told/not-quite/{doubt.pk}/").status_code == 404


@proves("J3.26")
def test_each_steward_hears_of_it_once_by_letter_with_a_link(people, as_, doubt):
    answer(doubt.response, "not-quite", "I meant lunch, on Mondays", by=people.fin)
    answer(doubt.response, "not-quite", by=people.fin)
    letters = Letter.objects.filter(kind="stewards")
    assert sorted(letter.to.name for letter in letters) == ["Dee", "Efe"]
    for letter in letters:
        assert "“Time of day”" in letter.text and "Evenings in May." in letter.text
        assert "lunch" not in letter.text and "Fin" not in letter.text, "it may be taken back"
    answer(doubt.response, "yes", by=people.fin)
    answer(doubt.response, "not-quite", by=people.fin)
    assert letters.all().count() == 4, "another doubt"
    page = as_(people.efe).get(f"/told/not-quite/{doubt.pk}/").text
    assert "Time of day" in page


def test_of_a_theme_of_a_group_only_its_stewards_hear(people, as_, theme):
    group = Group.objects.create(name="Some")
    group.people.add(people.dee)
    Theme.objects.update(seen_by="group", group=group)
    theme.refresh_from_db()
    told = answer(answered(theme, by=people.dee), "not-quite", by=people.fin)
    assert [one.to for one in Letter.objects.filter(kind="stewards")] == [people.dee]
    assert as_(people.efe).get(f"/told/not-quite/{told.pk}/").status_code == 404


def test_a_newer_answer_settles_it(people, theme, doubt):
    assert theme in Theme.objects.unanswered()
    answered(theme, "At lunch, then.", by=people.efe)
    assert theme not in Theme.objects.unanswered()
    assert not Telling.objects.doubting().exists()


def test_left_as_it_is_whoever_doubted_hears_why_and_may_doubt_again(people, as_, theme, doubt):
    typed = {"why": "The room is taken at noon."}
    page = as_(people.dee).post(f"/told/not-quite/{doubt.pk}/", typed, follow=True).text
    assert "told to whoever asked" in page and theme not in Theme.objects.unanswered()
    letter = Letter.objects.get(to=people.fin)
    for said in ("Time of day", "I meant lunch", "Dee read it", "The room is taken at noon."):
        assert said in letter.text
    assert "The room is taken at noon." in as_(people.fin).get("/told/").text
    answer(doubt.response, "not-quite", "Then after lunch", by=people.fin)
    assert theme in Theme.objects.unanswered()
    Telling.objects.get().leave_it("No room all day.", by=people.efe)
    assert Letter.objects.filter(to=people.fin).count() == 2


def test_two_stewards_at_once_answer_it_once(people, as_, doubt):
    for steward in (people.dee, people.efe):
        as_(steward).post(f"/told/not-quite/{doubt.pk}/", {"why": "No room."})
    assert Letter.objects.filter(to=people.fin).count() == 1


def test_a_doubt_is_not_left_without_a_reason_nor_once_it_is_gone(people, as_, doubt):
    page = as_(people.dee).post(f"/told/not-quite/{doubt.pk}/", {"why": " "}).text
    assert "Error" in page and not Letter.objects.filter(to=people.fin).exists()
    answer(doubt.response, "yes", by=people.fin)
    with pytest.raises(Refused, match="meanwhile"):
        doubt.leave_it("No room.", by=people.dee)
