"""Questions that wait are seen, and somebody who offered to looks after them, a week at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from hearth.conversations.models import Kind, start_thread, write
from hearth.conversations.models.rota import look_out, on_this_week, pass_on, stop_looking_out
from hearth.conversations.rota_letters import tell_who_is_on
from hearth.ground.books import Letter
from hearth.ground.refusals import Refused

TUESDAY = datetime(2026, 3, 3, 10, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def clock():
    with time_machine.travel(TUESDAY, tick=False) as clock:
        yield clock


def ask(spaces, people, title="Which router?"):
    return start_thread(spaces.members, title, "?", by=people.amara, kind=Kind.QUESTION)


def test_the_longest_waiting_is_first_and_says_for_how_long(clock, people, spaces, as_):
    ask(spaces, people, "Old one")
    clock.shift(timedelta(days=3))
    ask(spaces, people, "New one")
    page = as_(people.bola).get("/space/questions/").text
    assert page.index("Old one") < page.index("New one")
    assert "Waits for 3 days" in page
    assert "Old one" in as_(people.dee).get("/steward/").text
    assert "Old one" not in as_(None).get("/space/questions/").text


def test_those_who_offered_take_turns_week_by_week(clock, people, spaces):
    for person in (people.bola, people.cerys, people.efe):
        look_out(spaces.members, by=person)
        look_out(spaces.members, by=person)
    clock.shift(timedelta(days=7))
    turns = []
    for _week in range(6):
        turns.append(on_this_week(spaces.members))
        clock.shift(timedelta(days=7))
    assert set(turns[:3]) == {people.bola, people.cerys, people.efe}
    assert turns[:3] == turns[3:]


def test_passing_on_is_one_press_and_only_for_this_week(clock, people, spaces, as_):
    for person in (people.bola, people.cerys):
        look_out(spaces.members, by=person)
    clock.shift(timedelta(days=7))
    first = on_this_week(spaces.members)
    for _twice in range(2):
        as_(first).post("/space/hall/questions/lookout/", {"what": "pass"})
    second = on_this_week(spaces.members)
    assert second != first
    assert pass_on(spaces.members, by=second) is None
    clock.shift(timedelta(days=14))
    assert on_this_week(spaces.members) == first
    with pytest.raises(Refused):
        pass_on(spaces.members, by=people.dee)


def test_who_stops_is_on_no_more_and_the_next_one_is(clock, people, spaces):
    for person in (people.bola, people.cerys):
        look_out(spaces.members, by=person)
    clock.shift(timedelta(days=7))
    first = on_this_week(spaces.members)
    stop_looking_out(spaces.members, by=first)
    assert on_this_week(spaces.members) not in (first, None)


def test_who_is_on_hears_of_what_waits_once_a_week_by_day(clock, people, spaces, as_):
    as_(people.bola).post("/space/hall/questions/lookout/", {"what": "offer"})
    thread = ask(spaces, people)
    assert tell_who_is_on() == 0
    clock.shift(timedelta(hours=36))
    assert tell_who_is_on() == 0, "at night nobody is written to"
    clock.shift(timedelta(hours=12))
    assert [tell_who_is_on() for _twice in range(2)] == [1, 0]
    letter = Letter.objects.get(once__startswith="lookout:")
    assert letter.to == people.bola
    assert "Which router?" in letter.text
    clock.shift(timedelta(days=7))
    write(thread, "The grey one.", by=people.cerys)
    assert tell_who_is_on() == 0


def test_a_question_of_a_group_is_looked_after_in_the_group(people, spaces):
    with pytest.raises(Refused):
        look_out(spaces.group, by=people.dee)
    look_out(spaces.group, by=people.bola)
    assert on_this_week(spaces.group) == people.bola


def test_good_question_is_seen_by_whoever_asked(people, spaces, as_):
    thread = ask(spaces, people)
    as_(people.bola).post(f"/threads/{thread.pk}/good/")
    assert "Bola said: good question" in as_(people.amara).get(f"/threads/{thread.pk}/").text
    seen = as_(people.cerys).get(f"/threads/{thread.pk}/").text
    assert "Bola said" not in seen
    as_(people.bola).post(f"/threads/{thread.pk}/good/", {"undo": "yes"})
    assert "Bola said" not in as_(people.amara).get(f"/threads/{thread.pk}/").text


def test_whoever_asked_says_what_helped_on_the_page(people, spaces, as_):
    thread = ask(spaces, people)
    write(thread, "The grey one.", by=people.bola)
    path = f"/threads/{thread.pk}/messages/2/helped/"
    as_(people.amara).post(path)
    assert "This helped" in as_(people.cerys).get(f"/threads/{thread.pk}/").text
    as_(people.cerys).post(path, {"undo": "yes"})
    assert "This helped" in as_(people.cerys).get(f"/threads/{thread.pk}/").text
