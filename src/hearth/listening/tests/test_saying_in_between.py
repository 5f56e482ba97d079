"""Somebody says something outside any meeting, and it stays theirs."""

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from hearth.ground.accounts import Person
from hearth.ground.areas import onward
from hearth.ground.books import Contribution, Entry, Wish
from hearth.ground.books.index import index
from hearth.listening.models import Held
from hearth.listening.models.saying import AT_MOST_AN_HOUR, Kind, said_in_between, say_in_between
from tests.proving import proves


def say(browser, words="A ramp would help", **more):
    return browser.post("/say/", {"words": words, "kind": "barrier", "wish": "public", **more})


def test_a_double_click_says_it_once(people, as_):
    browser = as_(people.cerys)
    for _press in range(2):
        say(browser)
    [line] = said_in_between(people.cerys)
    assert (line.kind, line.wish) == (Kind.BARRIER, Wish.PUBLIC)


def test_a_strangers_words_wait_for_a_steward_and_the_page_says_so(people, as_):
    browser = as_(None)
    assert b"a steward reads it first" in browser.get("/say/").content
    say(browser, name="Sam")
    line = Contribution.objects.get()
    assert line.wish == Wish.STEWARDS
    assert b"A ramp would help" in as_(people.dee).get("/say/").content
    held = Held.objects.get()
    as_(people.dee).post(f"/say/held/{held.pk}/")
    line.refresh_from_db()
    assert line.wish == Wish.PUBLIC


def test_what_a_steward_takes_away_is_gone(people, as_):
    say(as_(None), name="Sam", words="Buy now")
    pk = Held.objects.get().pk
    assert as_(people.cerys).post(f"/say/held/{pk}/", {"away": "yes"}).status_code == 404
    as_(people.dee).post(f"/say/held/{pk}/", {"away": "yes"})
    assert not Contribution.objects.exists()


def test_nobody_puts_words_into_the_mouth_of_an_address_they_typed(people, as_):
    say(as_(None), name="Not Cerys", email=people.cerys.email)
    assert not said_in_between(people.cerys).exists()
    assert Person.objects.filter(name="Not Cerys", email=None).exists()


def test_a_flood_of_strangers_is_stopped_and_loses_no_words(people, as_):
    for n in range(AT_MOST_AN_HOUR):
        say_in_between(f"Word {n}", person=None, name="Sam")
    answer = say(as_(None), name="Sam", words="The last straw")
    assert b"try again in an hour" in answer.content
    assert b"The last straw" in answer.content
    with time_machine.travel(now() + timedelta(hours=2)):
        assert say(as_(None), name="Sam").status_code == 302


@proves("G10")
def test_my_words_are_changed_for_seven_days_and_taken_back_for_ever(people, as_):
    browser = as_(people.cerys)
    say(browser)
    line = said_in_between(people.cerys).get()
    mine = f"/say/{line.pk}/"
    assert as_(people.amara).get(mine).status_code == 404
    browser.post(mine, {"words": "Two ramps", "wish": "members"})
    line.refresh_from_db()
    assert (line.words, line.wish) == ("Two ramps", Wish.MEMBERS)
    with time_machine.travel(now() + timedelta(days=9)):
        browser = as_(people.cerys)
        late = browser.post(mine, {"words": "Three ramps", "wish": "members"})
        assert b"closed for changes" in late.content
        browser.post(mine, {"words": "Two ramps", "wish": "stewards"})
        line.refresh_from_db()
        assert (line.words, line.wish) == ("Two ramps", Wish.STEWARDS)
        browser.post(mine, {"withdraw": "yes"})
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("wish", ["room", "nobody", ""])
def test_a_wish_that_makes_no_sense_here_is_asked_again(people, as_, wish):
    assert b"Your words" in say(as_(people.cerys), wish=wish).content
    assert not Contribution.objects.exists()


def test_the_page_of_a_meeting_asks_what_nearly_stopped_you(people, as_):
    index(Entry(seen_by="members"), url="/gatherings/june/", title="June", text="")
    [way] = [one for one in onward("/gatherings/june/", people.cerys) if "stopped" in one.words]
    browser = as_(people.cerys)
    assert "What nearly stopped you?" in browser.get(way.url).text
    browser.post(way.url, {"words": "The stairs", "kind": "barrier", "wish": "members"})
    line = said_in_between(people.cerys).get()
    assert (line.during, line.kind) == ("June: What nearly stopped you", Kind.BARRIER)
    assert "The stairs" in as_(people.dee).get("/themes/care/").text
