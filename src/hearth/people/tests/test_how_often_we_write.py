"""How often we write: chosen with what it would have meant last week in sight, and kept."""

from datetime import date, datetime, timedelta

import pytest
import time_machine

from hearth.ground.accounts import Person
from hearth.ground.books.post import Kind, Letter, post, stop
from hearth.ground.time import LONDON
from hearth.people.once_links import signing_in_link
from hearth.post.bounces import bounced, unreached
from hearth.post.tests.told import Talk
from tests.proving import proves

NOW = datetime(2026, 3, 11, 12, tzinfo=LONDON)
CHOICE = {"rhythm": "daily", "letters_a_week": "3", "paused_until": "2026-04-01"}


@pytest.fixture
def clock(people):
    """It is a Wednesday, noon."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def talk(people, clock, monkeypatch):
    """Last week two things were said to Cerys on each day, one of them for her alone."""
    ours = Talk()
    for days in range(1, 8):
        at = NOW - timedelta(days=days)
        ours.say(f"Thread {days}", [people.cerys], at=at)
        ours.say(f"For you {days}", [people.cerys], at=at, to_you=True)
    monkeypatch.setattr("hearth.post.preview.areas", lambda: (ours.area,))
    return ours


def me(person):
    return Person.objects.get(pk=person.pk)


def last_week(browser, **choice):
    page = browser.get("/me/rhythm/", choice or None)
    return [one.subject for one in page.context["come"]], len(page.context["waits"])


def test_a_choice_is_kept(people, clock, as_):
    assert as_(people.cerys).post("/me/rhythm/", CHOICE).url == "/me/"
    cerys = me(people.cerys)
    wishes = (cerys.rhythm, cerys.letters_a_week, cerys.paused_until)
    assert wishes == ("daily", 3, date(2026, 4, 1))
    page = as_(people.cerys).get("/me/").text
    assert "Once a day; 3 letters a week at most. None until 1 April 2026" in page
    as_(people.cerys).post("/me/rhythm/", CHOICE | {"paused_until": ""})
    assert me(people.cerys).paused_until is None


@proves("J1.9")
def test_the_page_shows_what_last_week_would_have_brought(people, talk, as_):
    browser = as_(people.cerys)
    assert last_week(browser) == (["This week: For you 7 and 9 more"], 0)
    daily, none = last_week(browser, rhythm="daily", letters_a_week="21")
    assert len(daily) == 7 and none == 0
    replies, _none = last_week(browser, rhythm="replies", letters_a_week="21")
    assert len(replies) == 7 and all("For you" in subject for subject in replies)
    assert last_week(browser, rhythm="at-once", letters_a_week="2")[1] > 8


def test_show_me_keeps_nothing(people, talk, as_):
    answer = as_(people.cerys).post("/me/rhythm/", CHOICE | {"show": "yes"})
    assert answer.url.startswith("/me/rhythm/?rhythm=daily&letters_a_week=3")
    assert me(people.cerys).rhythm == "weekly"
    page = as_(people.cerys).get(answer.url)
    assert "Nothing is kept yet" in page.text
    assert "csrf" not in answer.url and not Letter.objects.exists()


def test_letters_that_areas_wrote_are_shown_and_stopped_ones_are_not(people, talk, as_):
    for kind in (Kind.NOTES, Kind.CARDS, Kind.PLACE):
        words = "ground/letters/new_link.txt"
        post([people.cerys], f"About {kind}", words, kind=kind, button=("Open", "/"))
    stop(people.cerys, Kind.TALK)
    stop(people.cerys, Kind.CARDS)
    assert last_week(as_(people.cerys))[0] == ["About notes"]


@pytest.mark.parametrize("day", ["2028-01-01", "soon"])
def test_a_day_that_cannot_be_is_refused_and_nothing_is_kept(people, talk, as_, day):
    page = as_(people.cerys).post("/me/rhythm/", CHOICE | {"paused_until": day})
    assert page.status_code == 200 and me(people.cerys).rhythm == "weekly"


def test_a_pause_that_is_over_is_not_shown(people, clock, as_):
    as_(people.cerys).post("/me/rhythm/", CHOICE)
    clock.shift(timedelta(days=30))
    assert "None until" not in as_(people.cerys).get("/me/").text
    assert "2026-04-01" not in as_(people.cerys).get("/me/rhythm/").text


def test_a_guest_chooses_too(people, clock, as_):
    as_(people.fin).post("/me/rhythm/", CHOICE)
    assert me(people.fin).letters_a_week == 3


def test_signing_in_starts_letters_again_that_came_back(people, client):
    for number in range(3):
        bounced(people.cerys, letter=f"<{number}>")
    assert unreached([people.cerys])
    client.post("/" + signing_in_link(people.cerys).split("/", 3)[3])
    assert not unreached([people.cerys])
