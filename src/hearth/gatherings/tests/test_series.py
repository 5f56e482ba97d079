"""Series: last Tuesdays on UK clocks, days to think twice about, and a person who confirms."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, time
from threading import Barrier

import pytest
import time_machine
from django.db import connections

from hearth.gatherings.holidays import bank_holidays, caution, easter
from hearth.gatherings.models import CommunityDay, Gathering, Series
from hearth.ground.refusals import Refused
from hearth.ground.time import nth_weekday
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


def test_bank_holidays_are_marked_for_all_four_nations():
    assert easter(2026) == date(2026, 4, 5) and easter(2027) == date(2027, 3, 28)
    marked = {str(day) for day in bank_holidays(2022)}
    # gov.uk/bank-holidays lists these for 2022, leaving out the one-off days of that year.
    assert {
        "2022-01-03",
        "2022-01-04",
        "2022-03-17",
        "2022-04-15",
        "2022-04-18",
        "2022-05-02",
        "2022-07-12",
        "2022-08-01",
        "2022-08-29",
        "2022-11-30",
        "2022-12-26",
        "2022-12-27",
    } <= marked
    assert {"2021-12-27", "2021-12-28"} <= {str(day) for day in bank_holidays(2021)}
    assert {"2023-01-02", "2023-01-03"} <= {str(day) for day in bank_holidays(2023)}
    assert caution(date(2026, 12, 24)) and caution(date(2027, 1, 2)) and caution(date(2026, 5, 4))
    assert caution(date(2026, 11, 24)) is None


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


def test_twenty_years_of_last_tuesdays_are_right():
    for year in range(2023, 2043):
        for month in range(1, 13):
            day = nth_weekday(year, month, 1, -1)
            assert day.weekday() == 1 and day.month == month
            assert date.fromordinal(day.toordinal() + 7).month != month


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
    assert series.rule() == "last Tuesday of the month" and series.host == people.bola
