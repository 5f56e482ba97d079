"""Exactly once: whatever the machine dies at, however many processes look, whoever takes back."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import time_machine
from django.db import connection, connections

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, Letter
from hearth.listening.models import Telling
from hearth.listening.telling import tell_them
from hearth.listening.tests.spoken import LATER, NOON, answered, theme_of


class Killed(BaseException):
    """The process is gone: nothing after this line runs."""


class Dying:
    """The machine is gone when the database is asked for the nth time; once."""

    def __init__(self, at):
        self.left = at

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0:
            raise Killed
        return execute(sql, params, many, context)


def test_a_machine_that_dies_at_any_statement_leaves_nobody_untold_or_told_twice(people):
    with time_machine.travel(NOON, tick=False) as clock:
        said = [(people.amara, "Not at 11.30"), (people.fin, "Mornings are hard")]
        theme = theme_of("Time of day", *said, by=people.dee)
        answered(theme, by=people.dee)
        clock.shift(LATER)
        for statement in range(1, 99):
            Letter.objects.all().delete()
            dying = Dying(statement)
            try:
                with connection.execute_wrapper(dying):
                    tell_them()
            except Killed:
                assert Letter.objects.count() == Telling.objects.count()
            tell_them()
            assert Letter.objects.count() == Telling.objects.count() == 2
            if dying.left > 0:
                break
        assert 12 < statement < 98, "it died at each statement, from the first to the last"


@pytest.fixture
def crowd(people):
    """Forty people who spoke in one theme, which was answered an hour ago."""
    many = [Person.objects.meet(name=f"P{n}", email=f"p{n}@example.org") for n in range(40)]
    theme = theme_of("Time", *((person, f"W{person.pk}.") for person in many), by=people.dee)
    answered(theme, by=people.dee)
    type(theme.standing).objects.update(at=NOON - LATER)
    return many


def at_once(*deeds):
    together = Barrier(len(deeds))

    def alone(deed):
        together.wait()
        try:
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(alone, deeds))


@pytest.mark.django_db(transaction=True)
def test_four_processes_that_look_at_once_tell_each_once(crowd):
    with time_machine.travel(NOON, tick=False):
        at_once(*[tell_them] * 4)
    told = list(Telling.objects.values_list("person", flat=True))
    assert len(told) == len(set(told)) == Letter.objects.count() == 40


@pytest.mark.django_db(transaction=True)
def test_words_taken_back_while_letters_are_written_are_in_none_that_waits(crowd):
    def take_back():
        """As gatherings do: the words first, then the letter that may quote them."""
        for person in crowd[::2]:
            Contribution.objects.filter(said_by=person).delete()
            Letter.objects.filter(to=person, once__startswith="told:").delete()

    with time_machine.travel(NOON, tick=False):
        at_once(tell_them, take_back)
        tell_them()
    told = set(Letter.objects.values_list("to", flat=True))
    assert told == {person.pk for person in crowd[1::2]}
