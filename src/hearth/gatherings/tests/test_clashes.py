"""What clashes with other calendars is said where a date is chosen, and never stops anybody."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from hearth.gatherings.clashing import fetching
from hearth.gatherings.models import Busy, Gathering, OtherCalendar, Series
from hearth.gatherings.models.other_calendars import clashes, forget_what_is_past
from hearth.gatherings.other_calendars import refresh_calendars
from hearth.gatherings.tests.ics_files import GOOGLE, NEXTCLOUD, OUTLOOK, TERMS, repeating
from hearth.ground.accounts import Community

PAGE = "/gatherings/days/calendars/"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-21T10:00Z", tick=False) as clock:
        yield clock


@pytest.fixture
def dee(people, as_):
    return as_(people.dee)


def upload(browser, raw, name="The other network"):
    file = SimpleUploadedFile("a.ics", raw, "text/calendar")
    return browser.post(PAGE, {"name": name, "file": file}, follow=True).content.decode()


def at(day, clock="18:30", minutes=60):
    starts = datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=UTC)
    return starts, starts + timedelta(minutes=minutes)


def test_a_file_is_read_at_once_and_titles_are_for_stewards(dee):
    upload(dee, GOOGLE)
    assert clashes(*at("2027-04-08", "18:00")) == ["The other network"]
    assert clashes(*at("2027-04-08", "18:00"), titled=True) == [
        "The other network: Committee, moved"
    ]
    assert clashes(*at("2027-04-08", "19:00")) == [], "it ends when ours begins"


def test_what_could_not_be_read_is_counted_on_the_page(dee):
    assert "3 entries could not be read." in upload(dee, NEXTCLOUD)


def test_an_unknown_zone_is_asked_about_and_counts_once_it_is_answered(dee):
    assert "Which time is “Head office”?" in upload(dee, OUTLOOK)
    tokyo, london = at("2027-07-02", "09:00"), at("2027-07-02", "17:00")
    assert clashes(*tokyo) == clashes(*london) == clashes(*at("2027-07-02", "18:00")) == []
    (zone,) = OtherCalendar.objects.get().zones.all()
    for means, when in (("Asia/Tokyo", tokyo), ("Europe/London", london)):
        dee.post(PAGE, {"zone": zone.pk, "means": means})
        assert clashes(*when) == ["The other network"]
    assert clashes(*tokyo) == []
    dee.post(PAGE, {"zone": zone.pk, "means": "Mars/Olympus"})
    assert clashes(*london) == ["The other network"]


def test_what_is_no_calendar_or_without_end_is_refused_in_words_and_keeps_nothing(dee):
    assert "That is no calendar." in upload(dee, b"<html>")
    assert "repeats so often" in upload(dee, repeating("FREQ=SECONDLY"))
    assert "larger than 5 MB" in upload(dee, b"x" * (5 * 1024 * 1024 + 1))
    assert "Choose a file, or give an address" in dee.post(PAGE, {"name": "A"}).content.decode()
    assert not OtherCalendar.objects.exists()


def test_only_stewards_open_the_page_and_what_is_removed_is_gone(dee, people, as_):
    upload(dee, TERMS)
    assert as_(people.bola).get(PAGE).status_code in (403, 404)
    dee.post(PAGE, {"remove": OtherCalendar.objects.get().pk})
    assert not Busy.objects.exists() and not OtherCalendar.objects.exists()


def test_an_address_is_asked_once_a_day_and_what_was_known_stays_when_it_fails(
    dee, today, monkeypatch
):
    asked, says = [], [OUTLOOK]

    def stand_in(address):
        asked.append(address)
        if not says[0]:
            raise fetching.NotFetched("answer")
        return says[0]

    monkeypatch.setattr(fetching, "fetch", stand_in)
    dee.post(PAGE, {"name": "Head office", "address": "webcal://cal.example/a.ics"})
    (zone,) = OtherCalendar.objects.get().zones.all()
    dee.post(PAGE, {"zone": zone.pk, "means": "Asia/Tokyo"})
    assert refresh_calendars() == 0 and asked == ["https://cal.example/a.ics"]
    today.shift(timedelta(days=1))
    assert [refresh_calendars() for _minute in range(3)] == [1, 0, 0] and len(asked) == 2
    assert clashes(*at("2027-07-02", "09:00")) == ["Head office"], "the answer is kept"
    says[0] = b""
    today.shift(timedelta(days=1))
    assert [refresh_calendars() for _minute in range(3)] == [1, 0, 0] and len(asked) == 3
    page = dee.get(PAGE).content.decode()
    assert "did not answer with a calendar" in page and "Sunday 22 November" in page
    assert clashes(*at("2027-07-02", "09:00")) == ["Head office"]


def test_a_demo_asks_no_other_machine(dee, monkeypatch):
    monkeypatch.setattr(fetching, "fetch", lambda address: pytest.fail(address))
    Community.objects.update_or_create(pk=1, defaults={"is_demo": True})
    asked = {"name": "A", "address": "https://cal.example/a.ics"}
    assert "asks no other machine" in dee.post(PAGE, asked).content.decode()
    OtherCalendar.objects.create(name="B", address=asked["address"], asked_at=at("2026-11-01")[0])
    assert refresh_calendars() == 0


def test_what_is_past_is_forgotten(dee, today):
    upload(dee, GOOGLE)
    today.move_to("2027-04-09T20:00Z")
    forget_what_is_past()
    assert [f"{one.starts_at:%m-%d}" for one in Busy.objects.all()] == ["05-04"]


def many(number):
    for n in range(number):
        calendar = OtherCalendar.objects.create(name=f"Network {n:03}")
        starts_at, ends_at = at("2026-11-24", "00:00", 1440 * 200)
        calendar.busy.create(starts_at=starts_at, ends_at=ends_at, all_day=True, title="Secret")


def cost(browser, path, **sent):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        reply = browser.post(path, sent) if sent else browser.get(path)
    assert reply.status_code == 200
    return len(asked), reply.content.decode()


def test_dates_of_a_series_and_of_a_move_say_what_clashes_at_the_same_cost_for_300(
    dee, people, as_, meetup
):
    series = Series.objects.create(
        title="Evenings", slug="evenings", clock=time(18, 30), host=people.bola
    )
    move = {"day": "2027-01-05", "clock": "18:30", "why": ""}
    paths = {series.get_absolute_url(): {}, meetup.page("move"): move, PAGE: {}}
    many(3)
    few = [cost(dee, path, **sent) for path, sent in paths.items()]
    many(297)
    lots = [cost(dee, path, **sent) for path, sent in paths.items()]
    assert [n for n, _page in few] == [n for n, _page in lots]
    assert max(n for n, _page in lots) <= 12, [n for n, _page in lots]
    for _n, words in lots[:2]:
        assert "Clashes with" in words and "Network 000: Secret" in words and "more" in words
    bolas = cost(as_(people.bola), series.get_absolute_url())[1]
    assert "Network 000" in bolas and "Secret" not in bolas
    assert all(not proposal.is_plain for proposal in series.proposals())


def test_planning_says_what_clashes_and_makes_the_draft_all_the_same(dee, people):
    upload(dee, GOOGLE)
    asked = {
        "title": "An evening",
        "about": "",
        "day": date(2027, 2, 2).isoformat(),
        "clock": "19:00",
        "minutes": "60",
        "host_name": people.dee.email,
        "seen_by": "members",
        "template": "standard-hour",
        "video_by": "link",
    }
    page = dee.post("/gatherings/plan/", asked, follow=True).content.decode()
    assert "It clashes with The other network: Committee" in page
    assert Gathering.objects.filter(title="An evening", starts_at__gt=now()).count() == 1
