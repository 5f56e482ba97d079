"""A co-host opens what a host opens, for one gathering and for a time; then what members open."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils.timezone import now

from hearth.gatherings.examples import _ahead
from hearth.gatherings.models import Gathering
from hearth.gatherings.models.cohosts import name_cohost
from hearth.gatherings.models.gathering import COHOSTS_STAY
from tests.addresses import addresses, path_of
from tests.evidence import undone

NOT_THEIRS = {"gatherings:cancellation"}


def table(role, method="GET"):
    """What this reader gets at every address of the gathering ahead."""
    opened = role.opening()
    told = {}
    for address in addresses():
        if "slug" in address.needs and address.name.startswith("gatherings:"):
            with undone():
                told[address.name] = opened(method, path_of(address)).status_code
    return told


@pytest.fixture
def ahead(world):
    return Gathering.objects.get(**_ahead())


def test_a_cohost_opens_what_the_host_opens_but_the_end_of_it(world, ahead):
    as_member = table(world["member"])
    name_cohost(ahead, world["member"].person, by=ahead.host)
    as_host, as_cohost = table(world["host"]), table(world["member"])
    opened = {name for name, code in as_cohost.items() if code == 200 != as_member[name]}
    assert {"gatherings:host", "gatherings:edit", "gatherings:move"} <= opened
    assert all(as_host[name] == 200 for name in opened)
    assert {name for name in NOT_THEIRS if as_cohost[name] != 403} == set()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_seven_days_after_a_cohost_opens_what_members_open(world, ahead, method):
    with time_machine.travel(max(ahead.ends_at + COHOSTS_STAY, now()) + timedelta(minutes=1)):
        as_member = table(world["member"], method)
        name = ahead.cohosts.create(person=world["member"].person)
        assert table(world["member"], method) == as_member
        name.delete()


def test_the_cohost_of_one_is_a_member_at_every_other(world, ahead):
    as_member = table(world["member"])
    other = Gathering.objects.exclude(pk=ahead.pk).latest("starts_at")
    other.cohosts.create(person=world["member"].person)
    assert table(world["member"]) == as_member
