"""The round-up is due on the same day at the same time on a UK clock, whatever clocks do."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, strategies as st

from hearth.ground.time import LONDON
from hearth.roundups.slots import Rule, after, latest

DAYS, TIMES = st.integers(0, 6), st.times(time(5), time(22))
RULES = st.builds(
    Rule, DAYS, TIMES, DAYS, TIMES, st.sampled_from([1, 2]),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
)  # fmt: skip
LATER = st.timedeltas(timedelta(0), timedelta(days=800))
USUAL = Rule(3, time(9), 4, time(12), 1, date(2026, 1, 1))


def at(*numbers):
    return datetime(*numbers, tzinfo=LONDON)


def test_thursday_at_nine_and_friday_at_noon_through_both_clock_changes():
    for day in (date(2026, 3, 26), date(2026, 4, 2), date(2026, 10, 22), date(2026, 10, 29)):
        slot = latest(USUAL, at(day.year, day.month, day.day, 9))
        assert slot.on == day
        assert f"{slot.opens_at.astimezone(LONDON):%a %H:%M}" == "Thu 09:00"
        assert f"{slot.closes_at.astimezone(LONDON):%a %H:%M}" == "Fri 12:00"


def test_a_minute_before_nine_it_is_still_last_weeks():
    assert latest(USUAL, at(2026, 11, 19, 8, 59)).on == date(2026, 11, 12)
    assert latest(USUAL, at(2026, 11, 19, 9)).on == date(2026, 11, 19)


def test_before_the_first_day_there_is_none():
    assert latest(USUAL, at(2025, 12, 31, 12)) is None
    assert after(USUAL, at(2025, 12, 1, 12)).on == date(2026, 1, 1)


def test_fortnights_are_counted_from_the_first_day():
    rule = Rule(3, time(9), 4, time(12), 2, date(2026, 11, 13))
    days = [latest(rule, at(2026, 11, 19, 9) + timedelta(weeks=n)).on for n in range(5)]
    assert days == [date(2026, 11, 19)] * 2 + [date(2026, 12, 3)] * 2 + [date(2026, 12, 17)]


@given(RULES, LATER)
def test_the_latest_has_come_and_the_next_has_not(rule, later):
    moment = datetime(rule.first.year, rule.first.month, rule.first.day, 3, tzinfo=LONDON) + later
    found, ahead = latest(rule, moment), after(rule, moment)
    assert ahead.opens_at > moment
    for slot in filter(None, [found, ahead]):
        assert slot.on.weekday() == rule.draft_day
        assert slot.opens_at.astimezone(LONDON).time() == rule.draft_at
        assert timedelta(0) < slot.closes_at - slot.opens_at <= timedelta(days=8)
        assert slot.closes_at.astimezone(LONDON).weekday() == rule.deadline_day
    if found:
        assert found.opens_at <= moment
        assert ahead.on - found.on == timedelta(weeks=rule.weeks)


@given(RULES, LATER)
def test_asking_at_every_hour_or_once_finds_the_same_days(rule, later):
    start = datetime(rule.first.year, rule.first.month, rule.first.day, 3, tzinfo=LONDON)
    often = {latest(rule, start + timedelta(hours=7) * n) for n in range(120)} - {None}
    end = start + timedelta(hours=7) * 119
    days, slot = set(), after(rule, start - timedelta(days=9))
    while slot.opens_at <= end:
        days.add(slot.on)
        slot = after(rule, slot.opens_at)
    assert {one.on for one in often} == days
