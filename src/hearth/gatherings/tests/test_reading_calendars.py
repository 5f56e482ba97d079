"""Calendars of other programs are read as they mean it; instants were reckoned by hand."""

from datetime import UTC, datetime

import pytest

from hearth.gatherings.clashing import apart
from hearth.gatherings.clashing.apart import read_apart
from hearth.gatherings.clashing.reading import TooMuch, Unreadable, read
from hearth.gatherings.tests.ics_files import (
    APPLE,
    GOOGLE,
    NEXTCLOUD,
    OUTLOOK,
    ROTA,
    TERMS,
    repeating,
)

SPAN = (datetime(2026, 11, 21, tzinfo=UTC), datetime(2028, 5, 22, tzinfo=UTC))


def times(raw, **answers):
    found = read(raw, *SPAN, answers)
    return found, [f"{e.starts_at:%m-%d %H:%M}-{e.ends_at:%H:%M} {e.title}" for e in found.entries]


def test_google_repeats_on_uk_clocks_without_what_was_left_out_moved_cancelled_or_free():
    assert times(GOOGLE)[1] == [
        "02-02 18:30-20:00 Committee, with a long title that the program folds over two lines",
        "05-04 17:30-19:00 Committee, with a long title that the program folds over two lines",
        "04-08 17:30-19:00 Committee, moved",
    ]


def test_outlooks_own_names_and_rules_of_zones_are_known_and_a_strange_one_is_asked_about():
    found, words = times(OUTLOOK)
    assert words[:4] == [
        "03-25 09:00-10:00 Board",
        "04-01 08:00-09:00 Board",
        "07-01 07:00-08:00 Berlin",
        "03-20 16:00-17:00 New York",
    ]
    assert [e.asked for e in found.entries] == ["", "", "", "", "Head office"] and not found.lost
    _answered, words = times(OUTLOOK, **{"Head office": "Asia/Tokyo"})
    assert words[4] == "07-02 09:00-10:00 Elsewhere"


def test_apples_times_without_zone_are_uk_times_and_broken_folding_loses_nothing():
    found, words = times(APPLE)
    assert words == ["01-05 09:00-10:00 Choir", "07-01 18:00-18:45 Wherever I am"]
    assert found.assumed and not found.lost


def test_what_is_broken_is_counted_and_the_rest_is_read():
    found, words = times(NEXTCLOUD)
    assert words == [
        f"{day}-{end} Plenum"
        for day, end in (
            ("01-10 19:00", "20:00"),
            ("01-17 19:00", "20:00"),
            ("07-18 18:00", "19:00"),
        )
    ]
    assert found.lost == 3 and not found.assumed


def test_days_of_a_school_begin_and_end_at_midnight_in_the_uk():
    found, words = times(TERMS)
    assert words == ["03-28 23:00-23:00 Easter holidays", "05-02 23:00-23:00 Schools are closed"]
    assert [str((e.ends_at - e.starts_at).days) for e in found.entries] == ["12", "1"]
    assert all(e.all_day for e in found.entries)


def test_a_rota_keeps_its_hour_when_the_clocks_change():
    assert times(ROTA)[1] == [
        "01-29 08:30-09:30 Opening up",
        "02-26 08:30-09:30 Opening up",
        "03-31 07:30-08:30 Opening up",
        "04-30 07:30-08:30 Opening up",
        "03-21 01:30-02:30 Night shift",
        "03-28 01:30-02:30 Night shift",
        "04-04 00:30-01:30 Night shift",
    ]


@pytest.mark.parametrize(
    "spoilt", [GOOGLE.replace(b"\r\n", b"\r"), GOOGLE.decode().encode("utf-16")]
)
def test_other_line_ends_and_alphabets_read_the_same(spoilt):
    assert times(spoilt)[1] == times(GOOGLE)[1]


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=MINUTELY;INTERVAL=5", "FREQ=HOURLY"])
def test_what_repeats_without_end_is_refused(rule):
    with pytest.raises(TooMuch):
        read(repeating(rule), *SPAN, {})


def test_a_rule_that_never_finds_its_day_is_given_up(monkeypatch):
    monkeypatch.setattr(apart, "PATIENCE", 1.5)
    with pytest.raises(TooMuch):
        read_apart(repeating("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30"), *SPAN, {})
    assert read_apart(ROTA, *SPAN, {}) == read(ROTA, *SPAN, {})


def test_a_page_or_a_picture_is_no_calendar():
    for raw in (b"", b"<html>Sign in</html>", b"\x89PNG\r\n\x1a\n" + bytes(range(256))):
        with pytest.raises(Unreadable):
            read(raw, *SPAN, {})


def test_rules_of_a_zone_that_would_keep_us_counting_are_not_followed():
    endless = OUTLOOK.replace(b"FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3", b"FREQ=SECONDLY")
    assert [e.asked for e in times(endless)[0].entries][3] == "Customized Time Zone"


def test_five_megabytes_of_old_entries_are_passed_over_and_the_one_ahead_is_found():
    entry = GOOGLE[GOOGLE.index(b"BEGIN:VEVENT") :].replace(b"END:VCALENDAR", b"")
    once = entry[: entry.index(b"END:VEVENT")] + b"END:VEVENT\r\n"
    old = once.replace(b"2027", b"2019").replace(b"RRULE", b"X-RULE")
    whole = b"BEGIN:VCALENDAR\r\n" + old * (5_000_000 // len(old)) + once + b"END:VCALENDAR"
    found = read_apart(whole, *SPAN, {})
    assert len(found.entries) == 3 and not found.lost
