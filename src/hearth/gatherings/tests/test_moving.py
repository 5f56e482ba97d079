"""Moving one date, this and later ones, or all: seen beforehand, one letter each, once."""

import re
from collections import Counter
from datetime import UTC, date, time, timedelta

import pytest
import time_machine

from hearth.gatherings.models import Gathering, Series
from hearth.gatherings.models.places import book
from hearth.ground.books import Letter
from hearth.ground.time import LONDON
from tests.proving import proves

MOVE = "/series/monthly/move/"


@pytest.fixture
def october():
    with time_machine.travel("2026-10-01T09:00Z", tick=False):
        yield


@pytest.fixture
def series(october, people):
    """Last Tuesdays at 11.30, six of them announced."""
    made = Series.objects.create(
        title="Monthly meet-up", slug="monthly", clock=time(11, 30), host=people.bola,
        seen_by="everyone",
    )  # fmt: skip
    for proposal in made.proposals():
        made.confirm(proposal.on, by=people.bola).announce(by=people.bola)
    return made


def dates(series):
    ahead = series.gatherings.order_by("starts_at")
    return [f"{g.starts_at.astimezone(LONDON):%Y-%m-%d %H:%M}" for g in ahead]


def sure(page):
    """What the second press sends, as the page offers it."""
    found = re.search(r'name="sure" value="([^"]*)"', page.content.decode())
    return {"sure": found[1]} if found else {}


def press_twice(browser, path, asked):
    """Look, then press; returns both pages."""
    look = browser.post(path, asked)
    return look, browser.post(path, asked | sure(look))


BY_RULE = {"way": "rule", "which": "-1", "weekday": "3", "clock": "18:30"}
SHIFT = {"way": "shift", "which": "-1", "weekday": "1", "clock": "11:30"}


@proves("J3.8")
def test_each_person_hears_once_however_many_dates_move(series, people, as_):
    for gathering in series.gatherings.all():
        book(gathering, people.amara)
    book(series.gatherings.first(), people.fin)
    Letter.objects.all().delete()
    look, _moved = press_twice(as_(people.bola), MOVE, BY_RULE | {"why": "Evenings suit more"})
    words = " ".join(look.content.decode().split())
    assert "2 people are told at once, each by one letter" in words
    assert Counter(x.to.name for x in Letter.objects.all()) == {"Amara": 1, "Fin": 1}
    hers = Letter.objects.get(to=people.amara)
    assert hers.calendar.count("BEGIN:VEVENT") == 6 and "Evenings suit more" in hers.text
    assert hers.calendar.count("SEQUENCE:1") == 6
    assert series.gatherings.first().booked.coming().count() == 2


def test_nothing_moves_and_nobody_is_told_before_the_second_press(series, people, as_):
    book(series.gatherings.first(), people.fin)
    before, letters = dates(series), Letter.objects.count()
    look = as_(people.bola).post(MOVE, BY_RULE)
    assert "This is what will happen" in look.content.decode()
    assert (dates(series), Letter.objects.count()) == (before, letters)


def test_this_and_later_follow_the_new_rule_and_history_is_kept(series, people, as_):
    series.skip(date(2027, 4, 27), by=people.dee)
    press_twice(as_(people.bola), MOVE, BY_RULE | {"since": "2027-01-26", "why": "Evenings"})
    assert dates(series) == [
        "2026-10-27 11:30", "2026-11-24 11:30", "2026-12-29 11:30",
        "2027-01-28 18:30", "2027-02-25 18:30", "2027-03-25 18:30",
    ]  # fmt: skip
    series.refresh_from_db()
    assert str(series.rule) == "last Thursday of the month"
    change = series.rule_changes.get()
    assert (change.was, change.from_on, change.by, change.why) == (
        "last Tuesday of the month, 11.30", date(2027, 1, 28), people.bola, "Evenings",
    )  # fmt: skip
    proposed = [str(proposal.on) for proposal in series.proposals()]
    assert proposed[0] == "2027-05-27", "April stays left out, and no month is proposed twice"


def test_a_shift_moves_these_dates_on_uk_clocks_and_leaves_the_rule(series, people, as_):
    asked = SHIFT | {"days": "-7", "hours": "2", "since": "2026-11-24"}
    press_twice(as_(people.bola), MOVE, asked)
    assert dates(series)[0] == "2026-10-27 11:30"
    assert dates(series)[1] == "2026-11-17 13:30" and dates(series)[5] == "2027-03-23 13:30"
    series.refresh_from_db()
    assert str(series.rule) == "last Tuesday of the month"
    assert str(series.proposals()[0].on) == "2027-04-27", "no date comes back that moved"


def test_what_the_other_way_asks_is_not_asked_for(series, people, as_):
    bola = as_(people.bola)
    for asked in (SHIFT | {"days": "1", "clock": "nonsense"}, BY_RULE | {"days": "1000"}):
        assert sure(bola.post(MOVE, asked)), "the second press is offered"
    assert not sure(bola.post(MOVE, BY_RULE | {"clock": "nonsense"}))


def test_a_second_press_and_a_second_tab_tell_nobody_again(series, people, as_):
    book(series.gatherings.first(), people.fin)
    Letter.objects.all().delete()
    asked = SHIFT | {"days": "1"}
    bola = as_(people.bola)
    shown = asked | sure(bola.post(MOVE, asked))
    other_tab = as_(people.dee).post(MOVE, asked)
    bola.post(MOVE, shown)
    bola.post(MOVE, shown)
    late = as_(people.dee).post(MOVE, asked | sure(other_tab))
    assert "Something moved meanwhile" in late.content.decode()
    assert Letter.objects.count() == 1 and dates(series)[0] == "2026-10-28 11:30"
    press_twice(bola, MOVE, SHIFT | {"days": "-1"})
    assert dates(series)[0] == "2026-10-27 11:30", "moving back is the way to undo it"


def test_new_days_to_think_twice_about_are_marked_beforehand(series, people, as_):
    asked = {"way": "rule", "which": "1", "weekday": "0", "clock": "11:30", "since": "2027-01-26"}
    words = as_(people.bola).post(MOVE, asked).content.decode()
    assert "2 January, a bank holiday in Scotland" in words, "4 January 2027, a Monday"


def test_one_date_is_seen_beforehand_and_moved_once(series, people, as_):
    gathering = series.gatherings.order_by("starts_at").first()
    book(gathering, people.fin)
    Letter.objects.all().delete()
    asked = {"day": "2026-10-29", "clock": "18:30", "why": "The hall is taken"}
    path = gathering.page("move")
    look, _moved = press_twice(as_(people.bola), path, asked)
    assert "Move and tell one person" in " ".join(look.content.decode().split())
    again = as_(people.bola).post(path, asked | sure(look))
    assert "at these times already" in again.content.decode()
    assert Letter.objects.count() == 1 and gathering.moves.count() == 1
    assert str(series.proposals()[0].on) == "2027-04-27", "the old date is not proposed again"


def test_a_later_move_takes_the_place_of_a_letter_that_has_not_left(people, meetup):
    book(meetup, people.fin)
    Letter.objects.all().delete()
    for days in (1, 2):
        meetup.move(meetup.starts_at + timedelta(days=days), by=people.bola)
    (letter,) = Letter.objects.all()
    assert f"{meetup.starts_at:%A} {meetup.starts_at.day} {meetup.starts_at:%B}" in letter.text


def test_a_time_that_has_passed_is_refused_before_anything_moves(series, people, as_):
    before = dates(series)
    with time_machine.travel("2026-10-26T09:00Z"):
        page = as_(people.bola).post(MOVE, BY_RULE | {"which": "1"}).content.decode()
    assert "A new time has passed already" in page and dates(series) == before


def test_only_its_host_and_stewards_move_a_series(series, people, as_):
    assert as_(people.amara).get(MOVE).status_code == 403
    assert as_(people.bola).get(MOVE).status_code == 200
    Gathering.objects.all().delete()
    press_twice(as_(people.dee), MOVE, BY_RULE)
    series.refresh_from_db()
    assert series.rule_changes.count() == 1 and series.proposals()[0].on.weekday() == 3


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"which": 1, "other_which": 3}, "2026-10-06 11:30, 2026-10-20 11:30, 2026-11-03 11:30"),
        ({"which": -2}, "2026-10-20 11:30, 2026-11-17 11:30, 2026-12-22 11:30"),
        (
            {"every_weeks": 2, "begins_on": date(2026, 9, 29), "other_clock": time(18, 30)},
            "2026-10-13 18:30, 2026-10-27 11:30, 2026-11-10 18:30",
        ),
        ({"other_clock": time(18, 30)}, "2026-10-27 18:30, 2026-11-24 11:30, 2026-12-29 18:30"),
        (
            {"which": 1, "other_which": 3, "other_clock": time(18, 30)},
            "2026-10-06 11:30, 2026-10-20 18:30, 2026-11-03 11:30",
        ),
        ({"every_weeks": 1, "begins_on": date(2026, 12, 1)}, "2026-12-01 11:30, 2026-12-08 11:30"),
    ],
)
def test_rules_propose_the_days_and_times_they_say(october, people, facts, expected):
    series = Series(title="x", slug="x", clock=time(11, 30), host=people.bola, **facts)
    series.save()
    found = [f"{p.starts_at:%Y-%m-%d %H:%M}" for p in series.proposals()]
    assert expected.split(", ") == found[: expected.count(",") + 1]
    assert str(series.rule) and all(p.starts_at.astimezone(UTC) for p in series.proposals())
