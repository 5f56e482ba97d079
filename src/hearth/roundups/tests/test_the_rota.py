"""Turns go round, are passed on by one press, and at the deadline the next is asked."""

from datetime import timedelta
from itertools import pairwise

import pytest

from hearth.ground.books.post import Letter
from hearth.ground.refusals import Refused
from hearth.roundups.keeping_on import keep_on
from hearth.roundups.models import Editor, Habit, Roundup
from hearth.roundups.models.habit import Weeks
from hearth.roundups.models.rota import offer, pass_on
from hearth.roundups.sending import send
from tests.proving import proves

A_WEEK = timedelta(days=7)


@pytest.fixture
def rota(people, habit, clock, tells):
    """Bola and Cerys offered, in this order, and there is something to tell."""
    tells("read", "How we share one key")
    offer(people.bola)
    clock.shift(timedelta(minutes=1))
    offer(people.cerys)
    keep_on()
    return Roundup.objects.get()


def asked():
    return [
        letter.to.name for letter in Letter.objects.filter(once__contains="turn").order_by("pk")
    ]


def test_one_press_offers_and_one_press_ends_it(people, as_, habit):
    amara = as_(people.amara)
    amara.post("/roundups/rota/")
    amara.post("/roundups/rota/")
    assert [editor.person.name for editor in Editor.objects.all()] == ["Amara"]
    amara.post("/roundups/rota/", {"rest": "yes"})
    assert not Editor.objects.exists()


def test_one_press_passes_a_turn_on_and_the_next_hears_of_it(people, as_, rota):
    reply = as_(people.bola).post(rota.page("turn"), {"pass": "yes"}, follow=True)
    assert "Cerys is asked now." in reply.text
    assert rota.editor == people.cerys
    assert asked() == ["Bola", "Cerys"]
    with pytest.raises(Refused, match="not your turn"):
        pass_on(rota, by=people.bola)


def test_where_nobody_is_left_the_stewards_hear_of_it(people, as_, rota):
    as_(people.bola).post(rota.page("turn"), {"pass": "yes"})
    as_(people.cerys).post(rota.page("turn"), {"pass": "yes"})
    assert asked() == ["Bola", "Cerys", "Dee", "Efe"]
    assert rota.editor is None


def test_somebody_else_can_take_it(people, as_, rota):
    as_(people.dee).post(rota.page("turn"), {"take": "yes"})
    assert rota.editor == people.dee
    assert as_(people.amara).post(rota.page("turn"), {"take": "yes"}).status_code == 404


@proves("J7.5")
def test_at_the_deadline_nothing_is_sent_and_the_next_is_asked(people, rota, clock):
    clock.move_to(rota.closes_at - timedelta(minutes=1))
    keep_on()
    assert asked() == ["Bola"]
    clock.move_to(rota.closes_at)
    for _look in range(3):
        keep_on()
    assert asked() == ["Bola", "Cerys"]
    assert not Roundup.objects.get().is_sent
    for _day in range(3):
        clock.shift(timedelta(days=1))
        keep_on()
    assert asked() == ["Bola", "Cerys", "Dee", "Efe"]


def test_what_is_sent_asks_nobody_any_more(people, rota, clock):
    send(rota, by=people.bola)
    clock.shift(timedelta(days=3))
    keep_on()
    assert asked() == ["Bola"]


@proves("J7.5")
def test_two_missed_in_a_row_ask_the_stewards_once_whether_to_go_fortnightly(
    people, as_, rota, clock
):
    for _week in range(5):
        clock.shift(A_WEEK)
        keep_on()
    letters = Letter.objects.filter(once__startswith="roundup-fortnightly")
    assert sorted(letter.to.name for letter in letters) == ["Dee", "Efe"]
    as_(people.dee).get("/roundups/fortnightly/")
    assert Habit.ours().weeks == Weeks.WEEKLY
    as_(people.dee).post("/roundups/fortnightly/", {"yes": "yes"})
    assert Habit.ours().weeks == Weeks.FORTNIGHTLY


def test_one_missed_between_two_sent_asks_nobody(people, rota, clock, tells):
    for week in range(6):
        tells("read", f"Something new {week}")
        clock.shift(A_WEEK)
        keep_on()
        if week % 2 == 0:
            send(Roundup.objects.newest_first()[0], by=people.dee)
    assert not Letter.objects.filter(once__startswith="roundup-fortnightly").exists()


def test_a_missed_one_cannot_be_sent_late(people, as_, rota, clock, tells):
    tells("read", "Something new")
    clock.shift(A_WEEK)
    keep_on()
    with pytest.raises(Refused, match="A newer draft is there"):
        send(rota, by=people.dee)


def test_four_hundred_days_with_missed_runs_make_each_draft_once(people, habit, clock):
    """The clock looks now and then, at any hour, in no steady step; 57 Thursdays pass."""
    start = habit.first
    for step in range(450):
        clock.shift(timedelta(hours=17 + step % 9, minutes=step % 7))
        if 150 < step < 200:
            continue  # forty days without a machine
        keep_on()
    days = list(Roundup.objects.order_by("on").values_list("on", flat=True))
    assert len(set(days)) == len(days)
    assert {day.weekday() for day in days} == {3}
    gaps = sorted({(b - a).days for a, b in pairwise(days)})
    assert gaps[0] == 7
    assert len([gap for gap in gaps if gap > 7]) == 1, "only where there was no machine"
    assert days[0] - start <= A_WEEK
    assert not Roundup.objects.sent().exists()
    assert Roundup.objects.waiting().count() == 1
