"""Calendars to subscribe to: private where they are somebody's own, and right for twenty years."""

from datetime import UTC, datetime, time, timedelta

import icalendar
import pytest
from django.utils.timezone import now

from hearth.gatherings.models import Gathering, Series
from hearth.gatherings.models.own_calendar import own_address
from hearth.gatherings.models.places import book
from hearth.gatherings.weekdays import LAST, nth_weekday
from hearth.ground.time import on
from tests.proving import proves


def entries(response):
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def test_my_calendar_shows_my_places_with_room_and_number_and_no_other(people, as_, make_gathering):
    mine = make_gathering(phone="0330 000 0000", title="Mine", seen_by="members")
    make_gathering(title="Not mine")
    full = make_gathering(title="I wait", places=1)
    book(full, people.amara)
    book(full, people.fin)
    book(mine, people.fin)
    (entry,) = entries(as_(None).get(own_address(people.fin)))
    assert str(entry["SUMMARY"]) == "Mine"
    assert "0330 000 0000" in entry["DESCRIPTION"] and mine.page("room") in entry["LOCATION"]


def test_a_renewed_address_ends_the_old_one_at_once(people, as_, meetup):
    book(meetup, people.cerys)
    old, browser = own_address(people.cerys), as_(people.cerys)
    assert old in browser.get("/me/calendar/").text
    browser.post("/me/calendar/")
    new = own_address(people.cerys)
    assert new != old and new in browser.get("/me/calendar/").text
    assert as_(None).get(old).status_code == 404
    assert len(entries(as_(None).get(new))) == 1
    assert as_(None).get(own_address(people.amara)).status_code == 200


@pytest.mark.parametrize(
    "change", [lambda t: t[:-2] + "xx", lambda t: "WzEsMF0." + t.split(".")[1]]
)
def test_an_address_that_somebody_made_up_shows_nothing(people, as_, change):
    token = own_address(people.fin).split("/")[-2]
    assert as_(None).get(f"/me/calendar/{change(token)}/gatherings.ics").status_code == 404


def test_each_feed_is_the_same_bytes_until_one_of_its_dates_changes(people, as_, make_gathering):
    series = Series.objects.create(
        title="Tea", slug="tea", clock=time(18), host=people.bola, seen_by="everyone"
    )
    first = make_gathering(series=series)
    book(first, people.fin)
    for address in (
        "/gatherings/calendar.ics",
        "/series/tea/calendar.ics",
        own_address(people.fin),
    ):
        browser = as_(None)
        once = browser.get(address)
        assert browser.get(address).content == once.content
        tag = {"HTTP_IF_NONE_MATCH": once["ETag"]}
        assert browser.get(address, **tag).status_code == 304
        first.refresh_from_db()
        first.put_to(first.starts_at + timedelta(hours=1), by=people.bola, why="")
        assert entries(browser.get(address, **tag))[0]["SEQUENCE"] == first.sequence


def test_a_feed_that_was_made_before_costs_one_question(people, as_, meetup):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    book(meetup, people.fin)
    for address, most in (("/gatherings/calendar.ics", 2), (own_address(people.fin), 4)):
        as_(None).get(address)
        with CaptureQueriesContext(connection) as asked:
            as_(None).get(address)
        assert len(asked) <= most, [query["sql"] for query in asked]


@proves("J3.2")
def test_twenty_years_of_last_tuesdays_are_read_back_as_the_right_moments(people, as_):
    """By another reader than ours: 30 March 2027 is summer time, 26 March 2024 is not."""
    days = [nth_weekday(2024 + n // 12, n % 12 + 1, 1, LAST) for n in range(240)]
    Gathering.objects.bulk_create(
        Gathering(
            title="Tuesday",
            slug=f"tuesday-{day}",
            host=people.bola,
            starts_at=on(day, time(11, 30)),
            ends_at=on(day, time(12, 30)),
            seen_by="everyone",
            announced_at=now(),
        )
        for day in days
    )
    found = {
        entry["DTSTART"].dt.date(): entry["DTSTART"].dt.astimezone(UTC)
        for entry in entries(as_(None).get("/gatherings/calendar.ics"))
    }
    assert sorted(found) == days
    for day, moment in found.items():
        assert moment == datetime(day.year, day.month, day.day, 11, 30, tzinfo=UTC) - timedelta(
            hours=_is_summer(day)
        )
    assert sum(map(_is_summer, days)) > 130


def _is_summer(day):
    """From the last Sunday of March to that of October, by the law itself, for 11.30."""
    first, last = (nth_weekday(day.year, month, 6, LAST) for month in (3, 10))
    return first <= day < last


def test_lines_are_short_and_whole_whatever_the_words(as_, make_gathering):
    words = "Croeso i’r tŷ 🏠👩🏽‍🚀; dewch, da chi\\bawb\n" * 20
    gathering = make_gathering(title="Cyfarfod misol " + "ŵ🌻" * 40, about=words)
    raw = as_(None).get("/gatherings/calendar.ics").content
    assert raw.endswith(b"\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    for line in raw.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    (entry,) = entries(as_(None).get("/gatherings/calendar.ics"))
    assert str(entry["SUMMARY"]) == gathering.title
    assert str(entry["DESCRIPTION"]).startswith(words.strip())
