"""Days to think twice about: bank holidays as published, the stewards' list, feasts to add."""

from datetime import date, timedelta

import pytest
from dateutil.easter import easter as church_tables
from django.utils.timezone import localdate

from hearth.gatherings.feasts import diwali, feasts, hebrew_new_year, islamic, lunar_new_year
from hearth.gatherings.holidays import bank_holidays, easter
from hearth.gatherings.models import CommunityDay
from hearth.gatherings.models.days import cautions
from tests.proving import proves

PUBLISHED = {
    2020: "0101 0102 0317 0410 0413 0525 0713 0803 0831 1130 1225 1228",
    2021: "0101 0104 0317 0402 0405 0503 0531 0712 0802 0830 1130 1227 1228",
    2022: "0103 0104 0317 0415 0418 0502 0712 0801 0829 1130 1226 1227",
    2023: "0102 0103 0317 0407 0410 0501 0529 0712 0807 0828 1130 1225 1226",
    2024: "0101 0102 0318 0329 0401 0506 0527 0712 0805 0826 1202 1225 1226",
    2025: "0101 0102 0317 0418 0421 0505 0526 0714 0804 0825 1201 1225 1226",
    2026: "0101 0102 0317 0403 0406 0504 0525 0713 0803 0831 1130 1225 1228",
    2027: "0101 0104 0317 0326 0329 0503 0531 0712 0802 0830 1130 1227 1228",
}
"""All four nations as gov.uk published them, without the days proclaimed for one year."""
PUT_ELSEWHERE = {date(2020, 5, 4), date(2022, 5, 30)}
"""Two years moved one day by law: to 8 May 2020, and to 2 June 2022."""


@pytest.mark.parametrize("year", PUBLISHED)
def test_bank_holidays_are_those_that_were_published(year):
    published = {f"{year}{day}" for day in PUBLISHED[year].split()}
    ours = {f"{day:%Y%m%d}" for day in bank_holidays(year) if day not in PUT_ELSEWHERE}
    assert ours == published


def test_bank_holidays_to_2045_are_weekdays_and_follow_easter():
    for year in range(2020, 2046):
        assert easter(year) == church_tables(year)
        days = bank_holidays(year)
        assert {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)} <= set(days)
        assert len(days) == 13 and all(day.weekday() < 5 and day.year == year for day in days)


@pytest.mark.parametrize(
    ("found", "known"),
    [
        (hebrew_new_year, {5784: "2023-09-16", 5785: "2024-10-03", 5787: "2026-09-12"}),
        (lunar_new_year, {2023: "2023-01-22", 2024: "2024-02-10", 2034: "2034-02-19"}),
        (diwali, {2022: "2022-10-24", 2023: "2023-11-12", 2025: "2025-10-20", 2026: "2026-11-08"}),
    ],
)
def test_feasts_are_worked_out_as_they_were_kept(found, known):
    assert {year: str(found(year)) for year in known} == known


def test_months_that_begin_with_the_moon_are_right_within_the_day_we_warn_of():
    kept = ["2020-05-24", "2021-05-13", "2022-05-02", "2023-04-21", "2024-04-10", "2025-03-30"]
    for day in map(date.fromisoformat, kept):
        (ours,) = islamic(day.year, 10, 1)
        assert abs(ours - day) <= timedelta(days=1)
    assert len(islamic(2030, 9, 1)) == 2, "two Ramadans begin in 2030"


def test_feasts_are_offered_for_two_years_and_never_twice():
    today = date(2026, 11, 21)
    offered = feasts(today)
    assert all(today <= feast.until <= date(2029, 1, 30) for feast in offered)
    assert len({feast.key for feast in offered}) == len(offered) > 15


@proves("J3.1")
def test_days_of_several_kinds_are_marked_with_every_reason(people):
    new = CommunityDay.objects.create
    new(name="Half-term", on=date(2027, 2, 15), until=date(2027, 2, 19))
    new(name="Founders' day", on=date(2019, 2, 16), every_year=True)
    new(name="Over the turn", on=date(2019, 12, 20), until=date(2020, 1, 5), every_year=True)
    days = [date(2027, 2, 14), date(2027, 2, 16), date(2027, 2, 19), date(2028, 1, 4)]
    assert cautions([*days, date(2027, 3, 29), date(2027, 12, 7)]) == {
        date(2027, 2, 16): "Founders' day; Half-term",
        date(2027, 2, 19): "Half-term",
        date(2027, 3, 29): "Easter Monday, not in Scotland",
        date(2027, 12, 7): "it is December: will people come?",
        date(2028, 1, 4): "2 January, a bank holiday in Scotland; Over the turn",
    }


def test_a_feast_is_added_in_one_tap_and_a_removed_day_is_put_back(people, as_):
    dee = as_(people.dee)
    eid = next(feast for feast in feasts(localdate()) if "al-Fitr" in str(feast.name))
    for _again in range(2):
        dee.post("/gatherings/days/", {"add": eid.key})
    day = CommunityDay.objects.get()
    assert day.covers(eid.on + timedelta(days=1)) and "give or take a day" in day.name
    dee.post("/gatherings/days/", {"remove": day.pk})
    assert not CommunityDay.objects.exists()
    for _again in range(2):
        dee.post("/gatherings/days/", {"restore": "1"})
    back = CommunityDay.objects.get()
    assert (back.on, back.until, back.name) == (day.on, day.until, day.name)
    dee.post("/gatherings/days/", {"add": "all"})
    assert CommunityDay.objects.count() == len(feasts(localdate()))


def test_a_last_day_before_the_first_is_refused_in_words(people, as_):
    asked = {"name": "Half-term", "on": "2027-02-19", "until": "2027-02-15"}
    reply = as_(people.dee).post("/gatherings/days/", asked)
    assert "The last day is before the first" in reply.content.decode()
    assert not CommunityDay.objects.exists()
