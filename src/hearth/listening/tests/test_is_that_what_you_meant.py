"""Is that what you meant? Yes or not quite, on one page, by a link; and "not quite" reopens."""

import pytest

from hearth.ground.books import Contribution, Letter
from hearth.ground.links import link
from hearth.ground.refusals import Refused
from hearth.listening.models import Telling, Theme
from hearth.listening.models.tellings import answer, to_tell
from hearth.listening.tests.spoken import answered, theme_of
from tests.proving import proves


@pytest.fixture
def theme(people):
    said = [(people.fin, "Not at 11.30"), (people.amara, "Mornings are hard")]
    return theme_of("Time of day", *said, by=people.dee)


@pytest.fixture
def response(people, theme):
    return answered(theme, by=people.dee)


def press(browser, response, said, words="", stage="given"):
    typed = {"answer": said, "words": words, "stage": stage}
    return browser.post(f"/told/{response.pk}/", typed, follow=True)


@proves("J3.25")
def test_a_guest_reads_the_answer_by_link_with_their_own_words_and_two_buttons(
    people, as_, response
):
    page = as_(people.fin).get("/told/").text
    assert "Not at 11.30" in page and "Evenings in May." in page and "Mornings" not in page
    assert "Yes, that is what I meant" in page and "Not quite" in page


@proves("J3.26")
def test_not_quite_opens_the_theme_again_with_words_if_one_likes(people, as_, theme, response):
    assert theme not in Theme.objects.unanswered()
    asked = press(as_(people.fin), response, "not-quite").text
    assert theme in Theme.objects.unanswered()
    assert "What did you mean?" in asked
    press(as_(people.fin), response, "not-quite", "I meant lunch")
    press(as_(people.fin), response, "not-quite")
    assert Telling.objects.get().words == "I meant lunch", "a second press takes no words away"


def test_whoever_answered_on_the_page_gets_no_letter_about_it(people, as_, response):
    press(as_(people.fin), response, "yes")
    assert [row.sayer for row in to_tell()] == [people.amara.pk]


def test_one_can_change_one_s_mind(people, as_, theme, response):
    press(as_(people.fin), response, "not-quite", "I meant lunch")
    press(as_(people.fin), response, "yes")
    assert theme not in Theme.objects.unanswered()
    assert Telling.objects.get().words == ""


def test_opening_a_page_or_a_mailed_link_changes_nothing(people, as_, response):
    browser = as_(None)
    for method in (browser.get, browser.head):
        method(link(people.fin, f"/told/{response.pk}/"))
        for path in ("/told/", f"/told/{response.pk}/", f"/told/{response.pk}/?answer=yes"):
            assert method(path).status_code == 200
    assert not Telling.objects.exists() and not Letter.objects.exists()


def test_somebody_else_sees_nothing_of_it_and_answers_nothing(people, as_, response):
    for other in (people.bola, people.dee):
        browser = as_(other)
        assert "Not at 11.30" not in browser.get("/told/").text
        assert browser.get(f"/told/{response.pk}/").status_code == 404
        assert press(browser, response, "yes").status_code in (200, 404)
        with pytest.raises(Refused, match="Only the person who said it"):
            answer(response, "yes", by=other)
    assert not Telling.objects.exists()


def test_an_old_letter_leads_to_the_answer_that_holds_now(people, as_, theme, response):
    newer = answered(theme, "Rather never.", by=people.efe)
    reply = as_(people.fin).get(f"/told/{response.pk}/")
    assert reply.url == f"/told/{newer.pk}/"
    stale = press(as_(people.fin), response, "yes").text
    assert "We answered again since" in stale and "Rather never." in stale
    assert not Telling.objects.exists()


def test_yes_to_what_was_planned_is_no_yes_to_what_was_done_meanwhile(people, as_, response):
    response.done("On Monday nights.", by=people.dee)
    page = press(as_(people.fin), response, "yes", stage="given").text
    assert "We answered again since" in page and "On Monday nights." in page
    press(as_(people.fin), response, "not-quite", "Not Mondays", stage="done")
    press(as_(people.fin), response, "yes", stage="done")
    assert [told.answer for told in Telling.objects.all()] == ["yes"]


def test_a_doubt_about_the_plan_ends_with_a_yes_to_the_deed(people, theme, response):
    answer(response, "not-quite", "I meant lunch", by=people.fin)
    response.done("At lunch.", by=people.dee)
    assert theme in Theme.objects.unanswered()
    answer(response, "yes", by=people.fin)
    assert theme not in Theme.objects.unanswered()
    assert not Telling.objects.doubting().exists()


def test_what_one_takes_back_is_gone_from_the_page_but_an_old_link_opens(people, as_, response):
    press(as_(people.fin), response, "yes")
    Contribution.objects.filter(said_by=people.fin).delete()
    page = as_(people.fin).get(f"/told/{response.pk}/").text
    assert "Evenings in May." in page and "Not at 11.30" not in page


@pytest.mark.parametrize("said", ["", "maybe", "yes\0", "<script>"])
def test_a_hostile_answer_is_no_answer(people, as_, response, said):
    assert press(as_(people.fin), response, said).status_code == 200
    assert not Telling.objects.exists()
