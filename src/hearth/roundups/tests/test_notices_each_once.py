"""Nothing is left out and nothing told twice, whichever line of the diary comes to light first."""

from datetime import timedelta

import pytest

from hearth.ground.books import Happening, note
from hearth.roundups.models import Notice, Outlet
from hearth.roundups.notices.sending import read_on


@pytest.fixture
def outlet(people, clock):
    chat = Outlet(name="Chat", tool="standard", address="https://chat.example/hook")
    chat.add()
    return chat


def announce(people, thing):
    url = f"/gatherings/{thing}/"
    return note("announced {thing}", thing=thing, by=people.dee, url=url, seen_by="everyone")


def told():
    return sorted(Notice.objects.values_list("title", flat=True))


def test_a_line_that_comes_to_light_after_a_newer_one_is_told_too(people, outlet):
    late, soon = announce(people, "Late"), announce(people, "Soon")
    number = late.pk
    late.delete()
    read_on(outlet)
    assert told() == ["Soon"]
    Happening.objects.bulk_create([late_again(late, number)])
    for _minute in range(3):
        read_on(outlet)
    assert told() == ["Late", "Soon"]
    assert number < soon.pk


def late_again(line, number):
    line.pk = number
    return line


def test_lines_of_more_than_a_minute_ago_are_not_read_again(people, outlet, clock):
    announce(people, "Mending day")
    clock.shift(timedelta(minutes=2))
    read_on(outlet)
    Notice.objects.all().delete()
    read_on(outlet)
    assert not told()
