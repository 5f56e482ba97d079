"""Several who leave at the same moment, and those who hold the keys."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from hearth.ground.accounts import Person, make_steward
from hearth.people.leaving import leave
from hearth.people.models import Farewell
from tests.proving import proves


@proves("G8")
def test_the_last_but_one_steward_reads_what_to_do_first(people, as_):
    dee = as_(people.dee)
    assert "First, hand over your key" in dee.get("/me/leaving/").text
    assert "First, hand over your key" in dee.post("/me/leaving/", {"words": "nameless"}).text
    assert Person.objects.filter(pk=people.dee.pk).exists()
    make_steward(people.bola, by=people.dee)
    dee.post("/me/leaving/", {"words": "nameless"})
    assert {one.name for one in Person.objects.stewards()} == {"Bola", "Efe"}


@proves("G8")
@pytest.mark.django_db(transaction=True)
def test_of_three_stewards_who_leave_at_once_one_goes(people):
    make_steward(people.bola, by=people.dee)

    def one(person):
        from hearth.ground.refusals import Refused

        try:
            leave(person, remove_words=False)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(3) as many:
        went = list(many.map(one, (people.dee, people.efe, people.bola)))
    assert sum(went) == 1
    assert Person.objects.stewards().count() == 2


@pytest.mark.django_db(transaction=True)
def test_leaving_twice_at_once_is_leaving_once(full_life):
    def once(_try):
        try:
            leave(full_life.zyx, remove_words=True)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as many:
        list(many.map(once, range(4)))
    assert Farewell.objects.count() == 1
