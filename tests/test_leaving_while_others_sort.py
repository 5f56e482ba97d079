"""Somebody leaves with their words while others sort them: nobody fails, and no ghost is left."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, transaction

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution
from hearth.listening.models import Placement
from hearth.listening.models.piles import new_pile
from hearth.listening.tests.boards import board_of, say
from hearth.people.leaving import leave

WAITING = """SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND wait_event_type = 'Lock'"""


def _somebody_waits():
    """Until one connection waits for another's rows."""
    with connection.cursor() as cursor:
        for _look in range(1000):
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return True
            time.sleep(0.01)
    return False


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time")
def test_words_that_are_being_sorted_when_their_sayer_leaves_go_with_their_place(people):
    card, board = say("I go with it", people.amara), board_of(people.bola)
    moved, waited = Event(), []

    def sort():
        try:
            with transaction.atomic():
                new_pile(board, card, by=people.bola)
                moved.set()
                waited.append(_somebody_waits())
        finally:
            connection.close()

    def go():
        try:
            moved.wait(20)
            leave(people.amara, remove_words=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        for one in [both.submit(sort), both.submit(go)]:
            one.result()
    assert waited == [True]
    assert not Placement.objects.exists() and not Contribution.objects.exists()
    assert not Person.objects.filter(name="Amara").exists()
