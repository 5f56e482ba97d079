"""Answering a theme: one of seven, with what makes it true, looked at once more, told once."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from hearth.ground.accounts import Person
from hearth.ground.books.post import Silence
from hearth.ground.refusals import Refused
from hearth.listening.models import Response
from hearth.listening.models.responses import Kind, respond, who_hears
from tests.proving import proves

SOON = localdate() + timedelta(days=30)
WHOLE = {"words": "Evenings in May.", "person": "Efe", "on": SOON.isoformat(), "to": "The library"}
NEEDS = {
    "do": {"words", "person", "on"},
    "try": {"words", "person", "on"},
    "decide": {"words", "person", "on"},
    "ask": {"words", "on"},
    "pass-on": {"words", "to"},
    "listen": {"words", "on"},
    "not-now": {"words"},
}


def answer(browser, theme, **typed):
    return browser.post(theme.page("response"), typed, follow=True)


@proves("J3.24")
@pytest.mark.parametrize("kind", NEEDS)
def test_each_of_the_seven_asks_for_what_makes_it_true_and_for_nothing_else(
    people, as_, theme, kind
):
    needed = {name: WHOLE[name] for name in NEEDS[kind]}
    dee = as_(people.dee)
    for missing in needed:
        half = {name: value for name, value in needed.items() if name != missing}
        page = answer(dee, theme, kind=kind, **half, sure="yes")
        assert missing in page.context["form"].errors and len(page.context["form"].errors) == 1
        assert all(str(value) in page.text for value in half.values()), "nothing typed is lost"
    assert not Response.objects.exists()
    answer(dee, theme, kind=kind, **WHOLE, sure="yes")
    given = Response.objects.get()
    assert (given.kind, given.words) == (kind, "Evenings in May.")
    assert given.person == (people.efe if "person" in needed else None)
    assert given.on == (SOON if "on" in needed else None)
    assert given.to == ("The library" if "to" in needed else "")


@proves("J3.24")
@pytest.mark.parametrize("kind", Kind)
def test_no_half_answer_comes_in_by_any_other_way(people, theme, kind):
    whole = {"person": people.efe, "on": SOON, "to": "The library", "words": "Evenings."}
    for missing in NEEDS[kind]:
        half = {**whole, missing: "" if missing in ("words", "to") else None}
        with pytest.raises(Refused):
            respond(theme, kind, half.pop("words"), by=people.dee, **half)
        half = {**whole, missing: "" if missing in ("words", "to") else None}
        if missing != "person":
            with pytest.raises(IntegrityError), transaction.atomic():
                Response.objects.create(theme=theme, kind=kind, **half)


def test_a_day_that_has_passed_and_somebody_unknown_are_asked_for_again(people, as_, theme):
    page = answer(as_(people.dee), theme, kind="do", words="Yes", person="Nobody", on="2020-01-01")
    assert {"person", "on"} == set(page.context["form"].errors)
    assert 'value="Nobody"' in page.text and 'value="2020-01-01"' in page.text


def test_what_a_hidden_field_holds_is_no_mistake(people, as_, theme):
    page = answer(as_(people.dee), theme, kind="not-now", words="No room", person="???", on="x")
    assert "Look once more" in page.text


def test_before_it_goes_the_page_says_who_will_be_told_and_how(people, as_, make_theme):
    silent = people.amara
    Silence.objects.create(person=silent, kind="told")
    by_phone = Person.objects.meet(name="Gwen")
    theme = make_theme(
        "T", (people.cerys, "a"), (people.cerys, "b"), (silent, "c"), (by_phone, "d")
    )
    told = who_hears(theme)
    assert (told.all, told.by_letter, told.in_person) == (3, 1, 2)
    page = " ".join(answer(as_(people.dee), theme, kind="not-now", words="No room").text.split())
    assert "3 people will be told." in page and "1 by letter" in page and "2 in person" in page
    assert not Response.objects.exists(), "nothing went out yet"
    changed = answer(as_(people.dee), theme, kind="not-now", words="No room", change="yes")
    assert "No room" in changed.text and changed.context["form"]["kind"].value() == "not-now"


def test_pressed_twice_is_answered_once(people, as_, theme):
    dee = as_(people.dee)
    for _press in range(2):
        answer(dee, theme, kind="not-now", words="No room", sure="yes", instead_of="")
    assert Response.objects.count() == 1


def test_two_stewards_who_answer_at_once_see_each_other_and_lose_nothing(people, as_, theme):
    answer(as_(people.efe), theme, kind="not-now", words="No room", sure="yes")
    typed = {"kind": "pass-on", "words": "Ask them", "to": "The library", "sure": "yes"}
    page = answer(as_(people.dee), theme, **typed, instead_of="")
    assert "Somebody answered this theme just now" in page.text
    assert "No room" in page.text and "Ask them" in page.text and "The library" in page.text
    shown = page.context["form"]["instead_of"].value()
    answer(as_(people.dee), theme, **typed, instead_of=shown)
    assert theme.standing.kind == "pass-on"
    assert "No room" in as_(people.bola).get(theme.get_absolute_url()).text, "history stays"


@pytest.mark.parametrize("name", ["bola", "fin", None])
def test_only_stewards_answer(people, as_, theme, name):
    reply = as_(getattr(people, name) if name else None).get(theme.page("response"))
    assert reply.status_code in (302, 404)
    with pytest.raises(Refused, match="Stewards answer"):
        respond(theme, Kind.NOT_NOW, "No", by=people.bola)


@pytest.fixture
def tried(people, theme):
    return respond(theme, Kind.TRY, "Evenings.", by=people.dee, person=people.bola, on=SOON)


def test_whoever_sees_to_it_says_what_was_done_once_and_in_words(people, as_, theme, tried):
    assert as_(people.cerys).get(theme.page("done")).status_code == 403
    bola = as_(people.bola)
    assert "Say what was done" in bola.get(theme.get_absolute_url()).text
    assert "done_words" in bola.post(theme.page("done"), {"done_words": " "}).context["form"].errors
    for words in ("We met at seven.", "Another time"):
        bola.post(theme.page("done"), {"done_words": words})
    tried.refresh_from_db()
    assert tried.is_done and tried.done_words == "We met at seven."
    assert "We met at seven." in as_(people.cerys).get(theme.get_absolute_url()).text


def test_what_whoever_has_left_saw_to_needs_somebody_new(people, as_, theme, tried):
    Response.objects.update(person=None)
    assert list(Response.objects.needing_a_hand()) == [tried]
    assert "somebody new" in as_(people.dee).get(theme.get_absolute_url()).text
    as_(people.dee).post(theme.page("hand"), {"person": "Efe"})
    tried.refresh_from_db()
    assert tried.person == people.efe and not Response.objects.needing_a_hand().exists()


def test_a_late_one_is_shown_to_stewards_kindly_and_to_nobody_else(people, as_, theme, tried):
    Response.objects.update(on=date(2020, 1, 1))
    assert "both are fine" in as_(people.dee).get(theme.get_absolute_url()).text
    assert "has passed" not in as_(people.cerys).get(theme.get_absolute_url()).text


def test_not_now_is_never_done(people, as_, theme):
    response = respond(theme, Kind.NOT_NOW, "No room", by=people.dee)
    with pytest.raises(Refused, match="cannot be done"):
        response.done("Did it", by=people.dee)
    assert "nothing to be done" in as_(people.dee).get(theme.page("done")).text
