"""Building the demo: the people, the charter, five meet-ups of 2023, one now and more ahead."""

from __future__ import annotations

from datetime import date, time, timedelta
from random import Random

from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from hearth.charter.starting import publish_starting_lines
from hearth.ground.accounts import Community, is_demo
from hearth.ground.time import on
from hearth.house.demo.agreeing import agree_again
from hearth.house.demo.asking import answer_the_member, ask_in_between, say_in_between_too
from hearth.house.demo.caring import take_care
from hearth.house.demo.everybody import be_quiet, come_together, knock, wait
from hearth.house.demo.meetups import begin_series, hold
from hearth.house.demo.moments import another_calendar, at
from hearth.house.demo.present import be_in_the_middle, look_ahead
from hearth.house.demo.sorting import sort_what_was_said
from hearth.house.demo.talking import talk
from hearth.house.demo.telling_round import tell_round
from hearth.house.demo.weighing import weigh
from hearth.house.demo.words import words_of
from hearth.house.switches import switches

FIRST_DAY = on(date(2023, 5, 19), time(12, 0))
CHARTER_DAY = on(date(2023, 7, 4), time(17, 0))
MEETUPS = ["june", "july", "september", "october", "november"]


def move_in() -> None:
    """Build the demo in an empty house. If somebody was quicker, theirs stays."""
    try:
        build()
    except IntegrityError:
        if Community.ours() is None:
            raise


def may_go() -> bool:
    """Whether this demo moved into a house that was meant for a community of its own. Where
    the settings say demo, it stays one."""
    return not settings.DEMO and is_demo()


def move_out() -> None:
    """Take everything that the demo brought out of the house again. What the database still
    has to check is checked first: PostgreSQL empties no table that waits for that."""
    connection.check_constraints()
    call_command("flush", interactive=False, verbosity=0)


@transaction.atomic
def build() -> None:
    """Fill an empty database with the demo, the same each time. It goes through the same verbs
    that people use, each on its day, so it cannot be other than the real thing."""
    with another_calendar():
        _open_the_house()
        rng = Random(2023)  # noqa: S311 - nothing secret is made of it
        everybody = come_together(rng, FIRST_DAY)
        series = begin_series(everybody.stewards[0])
        for month in MEETUPS:
            hold(series, words_of(month), everybody, rng)
            if month == "june":
                with at(CHARTER_DAY):
                    publish_starting_lines(by=everybody.stewards[0])
        sort_what_was_said(everybody)
        agree_again(everybody.stewards[0])
        ask_in_between(everybody, rng)
        say_in_between_too(everybody, rng)
        answer_the_member(everybody)
        weigh(everybody, Random(20))  # noqa: S311 - nothing secret is made of it
        be_in_the_middle(everybody, rng)
        look_ahead(series, everybody, rng)
        talk(everybody)
        take_care(everybody)
        tell_round(everybody)
        knock(everybody.stewards[0])
        be_quiet(everybody.stewards)
        wait()


def _open_the_house() -> None:
    words = words_of("people")
    Community.objects.create(
        pk=1,
        name=words["community"],
        about=words["about"].strip(),
        looked_after_by=words["looked_after_by"],
        email="hello@example.org",
        is_demo=True,
        areas_on=" ".join(switches()),
        started_at=FIRST_DAY - timedelta(days=1),
    )
