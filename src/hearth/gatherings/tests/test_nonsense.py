"""Nonsense in addresses and forms: a sentence or the usual page, never a broken one."""

from datetime import timedelta
from xml.etree import ElementTree

import icalendar
import pytest
import time_machine
from django.urls import reverse
from django.utils.timezone import now

from hearth.gatherings.forms import SeriesForm
from hearth.gatherings.models import CommunityDay
from hearth.ground.accounts import Person
from hearth.ground.books import Letter

LONG = "9" * 5000


@pytest.mark.parametrize("year", [LONG, "abc", "-1", "\x00", "²"])
def test_a_year_that_is_none_shows_what_is_ahead(as_, meetup, year):
    page = as_(None).get("/gatherings/", {"year": year})
    assert page.status_code == 200 and meetup.title in page.text


@pytest.mark.parametrize("which", [LONG, "abc", "-1", "\x00", ""])
def test_only_a_day_that_is_listed_is_removed(people, as_, which):
    kept = CommunityDay.objects.create(on=now(), name="A day our members keep")
    address = reverse("gatherings:days")
    assert as_(people.dee).post(address, {"remove": which}).status_code == 302
    assert CommunityDay.objects.get() == kept
    as_(people.dee).post(address, {"remove": kept.pk})
    assert not CommunityDay.objects.exists()


@pytest.mark.parametrize("minutes", ["0", "4", "1441", "1000000000000", LONG])
def test_a_series_lasts_between_five_minutes_and_a_day(db, minutes):
    assert "minutes" in SeriesForm({"minutes": minutes}).errors
    assert not {"minutes"} & set(SeriesForm({"minutes": "60"}).errors)


@pytest.mark.parametrize("places", ["9" * 30, LONG, "100001", "-1"])
def test_so_many_places_as_no_hall_has_are_refused_in_words(people, as_, meetup, places):
    for address in (meetup.page("edit"), "/gatherings/plan/", "/series/plan/"):
        reply = as_(people.dee).post(address, {"places": places})
        assert reply.status_code in (200, 404, 422)
    assert "places" in SeriesForm({"places": places}).errors


@pytest.mark.parametrize("address", ["/join/", "/sign-in/", "/steward/second/"])
def test_an_address_that_is_too_long_to_keep_is_refused_in_words(people, as_, address):
    email = "a" * 60 + "@" + ".".join(["b" * 60] * 4) + ".org"
    reader = people.dee if "steward" in address else None
    reply = as_(reader).post(address, {"name": "V", "email": email})
    assert "at most 254 characters" in reply.text
    assert not Letter.objects.exists() and Person.objects.count() == 6


def test_signs_that_nobody_sees_break_no_feed_and_no_calendar(as_, make_gathering):
    make_gathering(title="A\x0bB\x02C\uffff", about="One\x02 two\x1b")
    feed = ElementTree.fromstring(as_(None).get("/gatherings/feed.atom").content)
    assert "ABC" in [words.text for words in feed.iter()]
    calendar = icalendar.Calendar.from_ical(as_(None).get("/gatherings/calendar.ics").content)
    (entry,) = calendar.walk("VEVENT")
    assert entry["SUMMARY"] == "ABC" and "\x02" not in entry["DESCRIPTION"]


def test_a_refusal_never_ends_on_an_address_without_a_page(people, as_, make_gathering):
    """The page with what was wrong stood at the address of its form: from there a button that
    is refused leads to the gathering."""
    gathering = make_gathering(in_=timedelta(days=2))
    stood_at = f"http://testserver{gathering.page('answers')}"
    browser = as_(people.amara)
    reply = browser.post(gathering.page("arrival"), headers={"referer": stood_at}, follow=True)
    assert reply.status_code == 200
    assert reply.request["PATH_INFO"] == gathering.get_absolute_url()


def test_signing_in_after_a_form_leads_to_the_gathering(as_, meetup):
    page = as_(None).post(meetup.page("place"), {"name": "", "email": ""}).text
    assert f"/sign-in/?next={meetup.get_absolute_url()}" in page


def test_an_old_link_to_join_sends_one_new_letter_an_hour(people, as_):
    as_(None).post("/join/", {"name": "Sam", "email": "sam@example.org"})
    link = Letter.objects.get().text.split("/join/")[1].split()[0]
    for hours, letters in ((25, 2), (27, 3)):
        with time_machine.travel(now() + timedelta(hours=hours), tick=False):
            for _again in range(3):
                assert as_(None).post(f"/join/{link}").status_code == 200
        assert Letter.objects.count() == letters
