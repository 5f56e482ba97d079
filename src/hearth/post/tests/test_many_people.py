"""Letters to many cost no question to the database for each of them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.post.clock import minute

RHYTHMS = ("weekly", "daily", "at-once", "replies")


def come(many, *, first=0):
    joined = now() - timedelta(days=1)
    return Person.objects.bulk_create(
        Person(
            name=f"N{n}", email=f"n{n}@example.org", password="!", joined_at=joined,
            rhythm=RHYTHMS[n % 4],
        )
        for n in range(first, first + many)
    )  # fmt: skip


def questions():
    with CaptureQueriesContext(connection) as asked:
        minute()
    return len(asked)


@pytest.mark.usefixtures("clock")
def test_where_nothing_is_new_four_hundred_cost_what_eight_do(talk, clock):
    cost = []
    for first, many in ((0, 8), (8, 392)):
        come(many, first=first)
        minute()
        clock.shift(timedelta(days=7))
        minute()
        clock.shift(timedelta(days=7))
        cost.append(questions())
    assert cost[0] == cost[1]
    assert questions() <= 5, "once looked at, a slot is not looked at again"


@pytest.mark.usefixtures("clock")
def test_a_letter_to_each_costs_no_question_for_each(talk, clock):
    costs = []
    for first, many in ((0, 8), (8, 72)):
        everybody = [*Person.objects.members(), *come(many, first=first)]
        minute()
        for title in ("Bread", "Tea"):
            talk.say(title, everybody, to_you=True)
        clock.shift(timedelta(days=7))
        costs.append(questions())
    assert Letter.objects.count() >= 8 + 80
    assert costs[1] - costs[0] <= 10
