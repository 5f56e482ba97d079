"""After the hour the host is asked for the notes: within a day, at three days, then never."""

from datetime import timedelta

import pytest
import time_machine

from hearth.gatherings.models import Arrival, Notes
from hearth.gatherings.reminders import send_last_follow_ups
from hearth.gatherings.tending import remind_hosts
from hearth.ground.books import Letter

HOUR = timedelta(hours=1)


@pytest.fixture
def met(running, people):
    """Bola's hour, to which Amara came."""
    Arrival.objects.create(gathering=running, person=people.amara)
    return running


def asked_after(end, hours):
    """What was written when the clock looked, twice each time, at these hours."""
    for after in hours:
        with time_machine.travel(end + after * HOUR, tick=False):
            for _again in range(2):
                remind_hosts()
                send_last_follow_ups()
    names = Letter.objects.exclude(once=None).order_by("pk").values_list("once", "to__name")
    return [(once.split(":")[0], name) for once, name in names]


FIRST, LAST = ("notes-wait", "Bola"), ("follow-up", "Bola")


def test_the_host_is_asked_twice_and_no_more(people, met):
    met.end(by=people.bola)
    assert asked_after(met.ends_at, [1, 17]) == []
    assert asked_after(met.ends_at, [21, 22, 48]) == [FIRST]
    assert asked_after(met.ends_at, [73, 90]) == [FIRST, LAST]
    assert asked_after(met.ends_at, [24 * 6, 24 * 8, 24 * 60]) == [FIRST, LAST]


def test_missed_runs_and_an_hour_that_nobody_ended_are_caught_up(people, met):
    assert asked_after(met.ends_at, [40, 24 * 5]) == [FIRST, LAST]
    Letter.objects.all().delete()
    assert asked_after(met.ends_at, [24 * 6]) == [LAST]
    Letter.objects.all().delete()
    assert asked_after(met.ends_at, [24 * 10, 24 * 300]) == [], "too late to nag"


def test_notes_that_are_out_are_not_asked_for_again(people, met):
    met.end(by=people.bola)
    assert asked_after(met.ends_at, [74]) == [FIRST, LAST]
    Notes.objects.of(met).publish(by=people.bola)
    assert not Letter.objects.waiting().filter(once__startswith="follow-up:").exists()
    Letter.objects.all().delete()
    assert LAST not in asked_after(met.ends_at, [75, 90])


def test_stewards_are_asked_where_the_host_has_left(people, met):
    met.end(by=people.bola)
    people.bola.joined_at = None
    people.bola.save(update_fields=["joined_at"])
    assert asked_after(met.ends_at, [100])[-2:] == [("follow-up", "Dee"), ("follow-up", "Efe")]


def test_what_was_called_off_has_no_notes_to_finish(people, make_gathering):
    gathering = make_gathering()
    gathering.cancel(by=people.bola)
    assert asked_after(gathering.ends_at, [21, 75]) == []
