"""Where rules, dates, roles and thanks meet: what was done stays done, and is refused kindly."""

from dataclasses import replace
from datetime import time

import pytest
import time_machine
from django.utils.timezone import localdate

from hearth.gatherings.models import Series
from hearth.gatherings.models.moving import by_rule, change_rule, dates_to_move
from hearth.gatherings.models.notes import who_missed
from hearth.gatherings.models.places import book
from hearth.gatherings.models.taking_roles import take
from hearth.ground.refusals import Refused


@time_machine.travel("2026-10-01T09:00Z", tick=False)
def test_a_rule_that_puts_two_dates_on_one_day_is_refused_in_words(people):
    facts = {"title": "Twice a month", "slug": "twice", "which": 1, "other_which": 3}
    series = Series.objects.create(host=people.bola, clock=time(11, 30), **facts)
    for proposal in series.proposals()[:2]:
        series.confirm(proposal.on, by=people.bola)
    was = list(series.gatherings.values_list("starts_at", "series_on"))
    rule = replace(series.rule, which=3)
    times = by_rule(dates_to_move(series, None), rule=rule, was=series.rule)
    with pytest.raises(Refused, match="on one day"):
        change_rule(series, rule, times, since=localdate(), by=people.bola)
    assert list(series.gatherings.values_list("starts_at", "series_on")) == was


def test_who_gives_a_place_back_when_it_is_over_keeps_the_thanks_for_what_they_did(people, running):
    place = book(running, people.fin)
    take(running, "time-keeper", people.fin)
    running.end(by=people.bola)
    place.give_up()
    assert running.roles.get().person == people.fin


def test_whoever_hosted_is_not_missed(people, running):
    book(running, people.bola)
    book(running, people.fin)
    running.end(by=people.bola)
    assert list(who_missed(running)) == [people.fin]
