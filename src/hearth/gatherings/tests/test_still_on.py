"""Asked before it becomes a ghost: once per occasion, never announced by itself."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.utils.timezone import now

from hearth.gatherings.models import Ending, Gathering, Series, StillOn
from hearth.gatherings.models.lasting import ask_whether_still_on, end, go_on
from hearth.gatherings.models.places import book
from hearth.ground.books import Letter

START = datetime(2026, 10, 1, 9, tzinfo=UTC)
QUESTION = "Is it still happening"


@pytest.fixture
def clock(db):
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def series(clock, people):
    return Series.objects.create(
        title="Monthly meet-up", slug="monthly", clock=time(11, 30), host=people.bola,
        seen_by="everyone",
    )  # fmt: skip


def asked():
    letters = Letter.objects.filter(subject__startswith=QUESTION)
    return sorted(letter.to.name for letter in letters)


def days_pass(clock, days):
    """The clock asks every six hours, sometimes twice, as restarts make it."""
    for _step in range(days * 4):
        clock.shift(timedelta(hours=6))
        ask_whether_still_on()
        ask_whether_still_on()


def test_the_host_then_the_stewards_are_asked_once_each(clock, series):
    days_pass(clock, 7)
    assert asked() == [], "a new series has a week"
    days_pass(clock, 1)
    assert asked() == ["Bola"]
    days_pass(clock, 3)
    assert asked() == ["Bola", "Dee", "Efe"]
    days_pass(clock, 100)
    assert asked() == ["Bola", "Dee", "Efe"], "once for each, however long nobody answers"


def test_without_an_answer_the_page_stops_promising(clock, series, people, as_):
    def public():
        page = as_(None).get("/series/monthly/").content.decode()
        listed = as_(None).get("/gatherings/").content.decode()
        return "not confirmed yet" in page, "not confirmed yet" in listed

    days_pass(clock, 20)
    assert public() == (False, False)
    days_pass(clock, 4)
    assert public() == (True, True)
    days = [str(proposal.on) for proposal in series.proposals()[:3]]
    as_(people.bola).post("/series/monthly/dates/", {"on": days, "announce": "on"})
    assert public() == (False, False)


def test_confirming_dates_answers_and_the_next_occasion_is_asked_anew(clock, series, people, as_):
    days_pass(clock, 9)
    days = [str(proposal.on) for proposal in series.proposals()[:3]]
    as_(people.bola).post("/series/monthly/dates/", {"on": days, "announce": "on"})
    assert StillOn.objects.get().answer == "yes"
    days_pass(clock, 30)
    assert asked() == ["Bola"], "two dates are ahead"
    days_pass(clock, 30)
    assert asked() == ["Bola", "Bola", "Dee", "Efe"], "one is ahead: another occasion"
    assert Gathering.objects.filter(announced_at=None).count() == 0


def test_a_pause_proposes_and_asks_nothing_until_it_nears_its_end(clock, series, people, as_):
    days_pass(clock, 9)
    as_(people.bola).post("/series/monthly/still-on/", {"until": "2027-03-01"})
    assert "pauses until Monday 1 March 2027" in as_(None).get("/series/monthly/").content.decode()
    series.refresh_from_db()
    assert str(series.proposals()[0].on) == "2027-03-30"
    Letter.objects.all().delete()
    days_pass(clock, 125)
    assert now().date().isoformat() == "2027-02-12" and asked() == []
    days_pass(clock, 4)
    assert asked() == ["Bola"]


def test_it_ends_kindly_once_and_its_page_and_feed_stay(clock, series, people, as_):
    gathering = series.confirm(series.proposals()[0].on, by=people.bola)
    gathering.announce(by=people.bola)
    book(gathering, people.fin)
    feed = as_(None).get("/series/monthly/calendar.ics").content
    bola = as_(people.bola)
    seen = bola.get("/series/monthly/ending/").content.decode()
    assert "1 person will be told" in " ".join(seen.split()) and not Ending.objects.exists()
    for _again in range(2):
        bola.post("/series/monthly/ending/", {"why": "It was a good time.", "sure": "1"})
    ends = Letter.objects.filter(subject__startswith="It ends here")
    assert [letter.to for letter in ends] == [people.fin]
    assert "It was a good time." in as_(None).get("/series/monthly/").content.decode()
    assert as_(None).get("/series/monthly/calendar.ics").content == feed
    days_pass(clock, 60)
    assert asked() == []
    as_(people.bola).post("/series/monthly/still-on/", {"go_on": "1"})
    assert Series.objects.get().proposals(), "an end can be taken back"


def test_begun_again_and_ended_the_same_day_it_tells_them_again(series, people):
    gathering = series.confirm(series.proposals()[0].on, by=people.bola)
    gathering.announce(by=people.bola)
    book(gathering, people.fin)
    for times in (1, 2):
        assert end(series, by=people.bola) == 1
        ends = Letter.objects.filter(to=people.fin, subject__startswith="It ends here")
        assert ends.count() == times
        go_on(series)


def test_a_draft_that_comes_near_is_asked_about_and_never_announced(clock, series, people, as_):
    for proposal in series.proposals()[:3]:
        series.confirm(proposal.on, by=people.bola)
    days_pass(clock, 15)
    assert asked() == [], "11 days before"
    days_pass(clock, 2)
    assert asked() == ["Bola"]
    days_pass(clock, 4)
    assert asked() == ["Bola", "Dee", "Efe"]
    assert not Gathering.objects.announced().exists()
    draft = Gathering.objects.order_by("starts_at").first()
    as_(people.dee).post(draft.page("still_on"), {"leave_out": "1"})
    assert not Gathering.objects.filter(pk=draft.pk).exists()
    assert series.skipped.get().on == draft.series_on


def test_stewards_are_asked_at_once_where_the_host_has_left(clock, series, people):
    people.bola.joined_at = None
    people.bola.save(update_fields=["joined_at"])
    days_pass(clock, 8)
    assert asked() == ["Dee", "Efe"]


def test_an_announced_date_is_not_left_out_but_called_off(clock, series, people, as_):
    gathering = series.confirm(series.proposals()[0].on, by=people.bola)
    gathering.announce(by=people.bola)
    as_(people.bola).post(gathering.page("still_on"), {"leave_out": "1"})
    assert Gathering.objects.filter(pk=gathering.pk).exists()


def test_a_date_left_out_can_be_put_back(clock, series, people, as_):
    day = str(series.proposals()[0].on)
    bola = as_(people.bola)
    bola.post("/series/monthly/dates/", {"skip": day})
    assert str(series.proposals()[0].on) != day
    bola.post("/series/monthly/dates/", {"restore": day})
    assert str(series.proposals()[0].on) == day
