"""Calendars: right in every reader's program, and the same bytes until something changes."""

from datetime import time, timedelta

import icalendar

from hearth.gatherings.models import Series
from hearth.gatherings.models.places import book
from hearth.ground.accounts import Person
from tests.proving import proves


def test_the_feed_is_the_same_bytes_until_a_gathering_changes(people, as_, make_gathering):
    first, second = make_gathering(), make_gathering(in_=timedelta(days=30))
    browser = as_(None)
    once = browser.get("/gatherings/calendar.ics")
    again = browser.get("/gatherings/calendar.ics")
    assert once.content == again.content
    tag = {"HTTP_IF_NONE_MATCH": once["ETag"]}
    assert browser.get("/gatherings/calendar.ics", **tag).status_code == 304
    second.move(second.starts_at + timedelta(hours=1), by=people.bola)
    changed = browser.get("/gatherings/calendar.ics", **tag)
    entries = icalendar.Calendar.from_ical(changed.content).walk("VEVENT")
    assert [int(entry["SEQUENCE"]) for entry in entries] == [0, 1]
    assert [str(entry["UID"]) for entry in entries] == [f"{g.uid}@hearth" for g in (first, second)]


def test_members_only_gatherings_are_in_no_public_feed(as_, make_gathering):
    make_gathering(title="Members' tea", seen_by="members")
    for address in ("/gatherings/calendar.ics", "/gatherings/feed.atom", "/gatherings/"):
        assert "tea" not in as_(None).get(address).content.decode()


@proves("J3.2")
def test_a_calendar_brings_its_own_uk_time_zone(meetup):
    calendar = icalendar.Calendar.from_ical(meetup.as_calendar())
    (zone,) = calendar.walk("VTIMEZONE")
    (entry,) = calendar.walk("VEVENT")
    assert str(zone["TZID"]) == "Europe/London" == entry["DTSTART"].params["TZID"]
    assert entry["DTSTART"].dt.astimezone() == meetup.starts_at.replace(microsecond=0)


def test_hostile_titles_stay_titles(as_, make_gathering):
    gathering = make_gathering(
        title="</script><script>alert(1)</script>", about="<img src=x onerror=alert(1)> & more"
    )
    page = as_(None).get(gathering.get_absolute_url()).content.decode()
    assert "<script>alert" not in page and "<img" not in page
    calendar = icalendar.Calendar.from_ical(gathering.as_calendar())
    assert str(calendar.walk("VEVENT")[0]["SUMMARY"]) == gathering.title


def test_a_list_of_three_costs_what_a_list_of_one_costs(
    as_, people, make_gathering, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_gathering()
    counts = []
    for extra in (0, 3):
        for _ in range(extra):
            make_gathering()
        for address in ("/gatherings/", "/gatherings/calendar.ics"):
            with CaptureQueriesContext(connection) as queries:
                as_(None).get(address)
            counts.append(len(queries))
    assert counts[:2] == counts[2:]


def test_the_number_to_dial_is_only_for_those_who_come(people, as_, make_gathering):
    first = make_gathering(phone="0330 000 0000", places=1)
    book(first, people.fin)
    book(first, Person.objects.meet(name="Gus", email="gus@example.org"))
    own = first.page("calendar_file")
    for reader in (people.amara, people.fin):
        assert "0330 000 0000" in as_(reader).get(own).text
    for reader in (None, Person.objects.get(name="Gus")):
        calendar = as_(reader).get(own).text
        assert "0330" not in calendar and first.page("room")[:20] in calendar
    for reader in (None, people.fin, people.dee):
        assert "0330" not in as_(reader).get("/gatherings/calendar.ics").text


def test_the_calendar_of_a_series_has_no_number_to_dial(people, as_):
    series = Series.objects.create(
        title="Tea", slug="tea", clock=time(18), host=people.bola, seen_by="everyone", phone="0330"
    )
    series.confirm(series.proposals()[0].on, by=people.dee).announce(by=people.bola)
    calendar = as_(people.amara).get("/series/tea/calendar.ics").text
    assert "SUMMARY:Tea" in calendar and "0330" not in calendar
