"""Two minutes more: the host sees where they come from, and can give them back."""

from datetime import timedelta

import pytest

from hearth.gatherings.models import Gathering
from hearth.gatherings.models.minutes import give_back_minutes, lend_minutes
from hearth.ground.refusals import Refused
from tests.proving import proves

PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def host(people, as_):
    return as_(people.bola)


def host_sees(host, gathering):
    return host.get(gathering.page("host")).text


def press(host, gathering, what):
    at = Gathering.objects.get(pk=gathering.pk).step
    words = {"press": what, "at": at.pk, "minutes": at.minutes}
    return host.post(gathering.page("step"), words, follow=True)


def minutes(gathering):
    return [step.minutes for step in gathering.steps.in_order()]


@proves("J3.11")
def test_two_minutes_come_from_the_longest_step_ahead_and_the_button_says_so(host, running):
    running._go_to(running.steps.get(kind="rooms"))
    before, at = minutes(running), running.step.position - 1
    longest = max(before[at + 1 :])
    giver = len(before) - 1 - before[::-1].index(longest)
    name = list(running.steps.in_order())[giver].title
    assert f"takes 2 from {name}" in " ".join(host_sees(host, running).split())
    press(host, running, "more")
    after = minutes(running)
    assert sum(after) == sum(before)
    assert (after[at], after[giver]) == (before[at] + 2, before[giver] - 2)
    press(host, running, "less")
    assert minutes(running) == before
    assert "no minutes to give back" in press(host, running, "less").text


@proves("J3.11")
def test_where_no_step_can_give_the_hour_ends_later_and_on_time_again(people, host, running):
    running._go_to(running.steps.in_order().last())
    ends, before = running.ends_at, minutes(running)
    assert "we end 2 minutes later" in host_sees(host, running)
    for _ in range(2):
        press(host, running, "more")
    assert Gathering.objects.get().ends_at == ends + timedelta(minutes=4)
    assert minutes(running)[-1] == before[-1] + 4
    for _ in range(2):
        press(host, running, "less")
    assert Gathering.objects.get().ends_at == ends
    assert minutes(running) == before


def test_a_step_keeps_a_minute_and_lends_to_one_step_at_a_time(people, running):
    running.steps.all().delete()
    a, b, c = (
        running.steps.create(position=n, title=t, minutes=m)
        for n, t, m in ((1, "A", 5), (2, "B", 5), (3, "C", 4))
    )
    running._go_to(a)
    for seen in (5, 7, 9):
        lend_minutes(running, at=a.pk, seen=seen, by=people.bola)
    assert minutes(running) == [11, 1, 2]
    assert Gathering.objects.get().ends_at == running.ends_at
    running.go_on(from_step=a.pk, by=people.bola)
    with pytest.raises(Refused, match="no minutes"):
        give_back_minutes(running, at=b.pk, seen=1, by=people.bola)
    lend_minutes(running, at=b.pk, seen=1, by=people.bola)
    assert minutes(running) == [11, 3, 2], "nobody has more than two to give: we end later"
    give_back_minutes(running, at=b.pk, seen=3, by=people.bola)
    assert minutes(running) == [11, 1, 2]
    assert c.title == "C"


def test_two_hosts_who_press_at_once_lend_two_minutes(people, running):
    seen = running.step.minutes
    for who in (people.bola, people.dee):
        lend_minutes(running, at=running.step_id, seen=seen, by=who)
    assert running.steps.get(pk=running.step_id).minutes == seen + 2


def test_a_press_by_script_gets_the_parts_and_what_was_refused(people, host, running):
    words = {"press": "less", "at": running.step_id, "minutes": running.step.minutes}
    headers = PART | {"HTTP_REFERER": f"http://testserver{running.page('host')}"}
    part = host.post(running.page("step"), words, follow=True, **headers).text
    assert "no minutes to give back" in part
    assert "<html" not in part
