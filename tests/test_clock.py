"""What happens by itself: it goes on after trouble, wakes when it should, and stops cleanly."""

from __future__ import annotations

import threading
import time

import time_machine

from hearth.house.clock import Loop, attempt, end


def wait_for(true) -> bool:
    last = time.monotonic() + 5
    while not true() and time.monotonic() < last:
        time.sleep(0.005)
    return true()


def test_trouble_in_one_turn_is_told_and_the_next_comes_all_the_same(caplog):
    turns = []

    def turn():
        turns.append(1)
        raise OSError("the mail server is away")

    loop = Loop("sender", turn, every=0.01, wake=threading.Event())
    loop.start()
    assert wait_for(lambda: len(turns) > 3)
    end([loop])
    assert not loop.is_alive()
    assert caplog.messages[0] == (
        "sender did not work: the mail server is away. It is tried again."
    )


def test_it_does_not_wait_for_its_time_when_woken():
    turns, wake = [], threading.Event()
    loop = Loop("sender", lambda: turns.append(1), every=600, wake=wake)
    loop.start()
    assert wait_for(lambda: len(turns) == 1)
    wake.set()
    assert wait_for(lambda: len(turns) == 2)
    started = time.monotonic()
    end([loop])
    assert time.monotonic() - started < 1


def test_a_wake_during_a_turn_is_not_lost():
    turns, wake = [], threading.Event()

    def turn():
        turns.append(1)
        if len(turns) == 1:
            wake.set()

    loop = Loop("sender", turn, every=600, wake=wake)
    loop.start()
    assert wait_for(lambda: len(turns) == 2)
    end([loop])


def test_a_jumping_date_neither_stops_nor_hurries_it():
    turns = []
    loop = Loop("clock", lambda: turns.append(1), every=0.2, wake=threading.Event())
    with time_machine.travel("2026-03-03 09:00Z") as moment:
        loop.start()
        moment.shift(-86_400 * 365)
        assert wait_for(lambda: len(turns) >= 2)
        moment.shift(86_400 * 3650)
        many = len(turns)
        time.sleep(0.1)
        assert len(turns) <= many + 1
    end([loop])


def test_one_deed_that_fails_keeps_no_other_from_being_done():
    done = []
    deeds = [lambda: 1 / 0, lambda: done.append(1)]
    assert [attempt("deed", deed) for deed in deeds] == [False, True]
    assert done == [1]
