"""Each page ends with the next date; while we meet, with the way in."""

from datetime import timedelta

import pytest

from hearth.gatherings.models.places import book


def ending(page):
    return " ".join(page.text.split('class="ending"')[-1].split())


@pytest.mark.parametrize("begun", [True, False], ids=["it runs", "its time has come"])
def test_a_page_ends_with_the_way_in_while_we_meet(people, as_, make_gathering, charter, begun):
    now_on = make_gathering(in_=timedelta(minutes=-1), title="Tea")
    if begun:
        now_on.begin(by=people.bola)
    for person in (None, people.amara):
        page = ending(as_(person).get("/charter/"))
        assert "Now:" in page and "Next:" not in page and f'"{now_on.page("room")}"' in page
        home = as_(person).get("/").text
        assert f'class="button" href="{now_on.page("room")}"' in home and "Come in" in home


def test_before_it_begins_a_page_names_the_day(as_, meetup):
    page = ending(as_(None).get("/charter/"))
    assert "Next:" in page and "Now:" not in page and meetup.page("room") not in page


def test_my_own_next_date_comes_before_one_that_runs(people, as_, running, meetup):
    book(meetup, people.amara)
    assert "Next:" in ending(as_(people.amara).get("/charter/"))
    assert "Now:" in ending(as_(people.cerys).get("/charter/"))


def test_a_room_ends_with_the_one_after_it_or_with_nothing(people, as_, running, make_gathering):
    browser = as_(people.bola)
    assert 'class="ending"' not in browser.get(running.page("host")).text
    make_gathering(title="The one after")
    assert "The one after" in ending(browser.get(running.page("host")))
