"""Series: last Tuesdays on UK clocks, days to think twice about, and a person who confirms."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from gzip import compress
from threading import Barrier

import pytest
import time_machine
from dateutil.rrule import MONTHLY, TU, rrule
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from hearth.gatherings.models import CommunityDay, Gathering, Series
from hearth.ground.refusals import Refused
from hearth.ground.time import on
from tests.proving import proves


@pytest.fixture
def october():
    """It is the first of October 2026, a Thursday."""
    with time_machine.travel("2026-10-01T09:00Z"):
        yield


@pytest.fixture
def series(people):
    return Series.objects.create(
        title="Monthly meet-up",
        slug="monthly",
        clock=time(11, 30),
        host=people.bola,
        seen_by="everyone",
    )


@proves("J3.1")
def test_six_dates_are_proposed_marked_and_confirmed_by_a_person(october, people, as_, series):
    CommunityDay.objects.create(on=date(2027, 2, 23), name="A day our members keep")
    proposals = series.proposals()
    assert [str(p.on) for p in proposals] == [
        "2026-10-27",
        "2026-11-24",
        "2026-12-29",
        "2027-01-26",
        "2027-02-23",
        "2027-03-30",
    ]
    assert [p.is_plain for p in proposals] == [True, True, False, True, False, True]
    assert str(proposals[4].caution) == "A day our members keep"
    assert Gathering.objects.count() == 0, "proposed, not made"
    as_(people.dee).post("/series/monthly/dates/", {"on": ["2026-10-27", "2027-01-26"]})
    assert [str(g.series_on) for g in Gathering.objects.order_by("starts_at")] == [
        "2026-10-27",
        "2027-01-26",
    ]
    assert not Gathering.objects.announced().exists()
    assert "2026-10-27" not in {str(p.on) for p in series.proposals()}


@proves("J3.1")
def test_december_always_asks_even_before_the_holidays(october, people):
    first = Series(title="x", which=1, weekday=1, clock=time(11, 30), pk=None)
    first.host, first.slug = people.bola, "x"
    first.save()
    december = first.proposals()[2]
    assert str(december.on) == "2026-12-01" and "December" in str(december.caution)


@proves("J3.2")
@pytest.mark.parametrize(
    ("day", "utc"),
    [
        ("2023-03-28", "10:30"),
        ("2023-10-31", "11:30"),
        ("2027-10-26", "10:30"),
        ("2024-03-26", "11:30"),
        ("2028-03-28", "10:30"),
        ("2026-03-31", "10:30"),
    ],
)
def test_half_past_eleven_stays_half_past_eleven_in_the_uk(series, people, day, utc):
    gathering = series.confirm(date.fromisoformat(day), by=people.dee)
    assert f"{gathering.starts_at.astimezone(UTC):%H:%M}" == utc
    assert f"DTSTART;TZID=Europe/London:{day.replace('-', '')}T113000" in gathering.as_calendar()


@proves("J3.2")
def test_twenty_years_of_last_tuesdays_are_right_over_every_clock_change(people, series):
    """Against dateutil's own rule, and summer time reckoned from the law: from the last Sunday
    of March to the last Sunday of October."""
    wanted = rrule(MONTHLY, dtstart=datetime(2023, 1, 1, tzinfo=UTC), byweekday=TU(-1), count=240)
    day, found = date(2022, 12, 31), []
    while len(found) < 240:
        found += series.proposals(after=day)
        day = found[-1].on
    assert [proposal.on for proposal in found] == [moment.date() for moment in wanted]
    for proposal in found:
        sundays = [date(proposal.on.year, month, 31) for month in (3, 10)]
        begins, ends = (sunday - timedelta(days=sunday.isoweekday() % 7) for sunday in sundays)
        hour = 10 if begins <= proposal.on < ends else 11
        assert proposal.starts_at.astimezone(UTC).hour == hour
        assert proposal.ends_at - proposal.starts_at == timedelta(hours=1)


def test_ticked_dates_are_announced_in_the_same_go_on_wish(october, people, as_, series):
    dates = [str(proposal.on) for proposal in series.proposals()]
    as_(people.dee).post("/series/monthly/dates/", {"on": dates, "announce": "on"})
    assert Gathering.objects.announced().count() == 6


def test_a_date_is_confirmed_once(series, people):
    series.confirm(date(2027, 1, 26), by=people.dee)
    with pytest.raises(Refused, match="confirmed already"):
        series.confirm(date(2027, 1, 26), by=people.efe)


def test_a_date_that_is_sent_twice_in_one_form_is_confirmed_once(october, people, series, as_):
    as_(people.dee).post("/series/monthly/dates/", {"on": ["2026-10-27", "2026-10-27"]})
    assert Gathering.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_date_that_two_confirm_at_once_is_confirmed_once(people, series, as_):
    day = series.proposals()[0].on.isoformat()
    together = Barrier(2)

    def confirm(browser):
        together.wait()
        try:
            return browser.post("/series/monthly/dates/", {"on": [day]}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as two:
        assert list(two.map(confirm, [as_(people.dee), as_(people.efe)])) == [302, 302]
    assert Gathering.objects.count() == 1


def test_a_date_left_out_is_not_proposed_again(october, people, series, as_):
    as_(people.dee).post("/series/monthly/dates/", {"skip": "2026-12-29"})
    assert "2026-12-29" not in {str(p.on) for p in series.proposals()}
    assert len(series.proposals()) == 6


def test_a_series_is_started_by_clear_choices(people, as_):
    as_(people.dee).post(
        "/series/new/",
        {
            "title": "Evening meet-up",
            "which": "-1",
            "weekday": "1",
            "clock": "19:00",
            "minutes": "60",
            "template": "standard-hour",
            "host_name": "Bola",
            "seen_by": "everyone",
        },
    )
    series = Series.objects.get()
    assert str(series.rule) == "last Tuesday of the month" and series.host == people.bola


def test_a_series_of_300_dates_asks_no_more_than_one_of_3(october, people, as_, series):
    def cost():
        dee = as_(people.dee)
        with CaptureQueriesContext(connection) as asked:
            page = dee.get("/series/monthly/")
        assert page.status_code == 200
        return len(asked), len(compress(page.content))

    def grow(first, last):
        start = on(date(2026, 12, 1), time(11, 30))
        Gathering.objects.bulk_create(
            Gathering(
                series=series, title=f"Date {n}", slug=f"date-{n}", host=people.bola,
                starts_at=start + timedelta(days=n), ends_at=start + timedelta(days=n, hours=1),
                announced_at=start if n % 2 else None, seen_by="everyone",
            )
            for n in range(first, last)
        )  # fmt: skip

    empty = cost()
    grow(0, 6)
    few = cost()
    grow(6, 300)
    many = cost()
    assert many[0] == few[0] <= 12 and empty[0] <= few[0]
    assert many[1] < 9_000
