"""Gatherings for tests: one builder, and the meet-up that every test may assume."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils.timezone import now

from hearth.charter.starting import publish_starting_lines
from hearth.gatherings.models import Gathering
from hearth.gatherings.models.gathering import free_slug
from hearth.gatherings.models.runsheet import lay_out
from hearth.gatherings.tests.video_server import SECRET, running as a_server


@pytest.fixture
def make_gathering(people):
    """`make_gathering(places=2)`: an announced meet-up of Bola's in seven days' time."""

    def make(*, announced=True, template="standard-hour", in_=timedelta(days=7), **more):
        start = now() + in_
        facts = {
            "title": "Monthly meet-up",
            "about": "We look at **repair cafes** together.",
            "question": "What brings you here?",
            "host": people.bola,
            "starts_at": start,
            "ends_at": start + timedelta(hours=1),
            "seen_by": "everyone",
        }
        gathering = Gathering.objects.create(slug=free_slug("meet-up"), **(facts | more))
        lay_out(gathering, template)
        if announced:
            gathering.announce(by=people.bola)
        return gathering

    return make


@pytest.fixture
def meetup(make_gathering):
    return make_gathering()


@pytest.fixture
def charter(people):
    return publish_starting_lines(by=people.dee)


@pytest.fixture
def running(make_gathering, charter, people):
    """A meet-up whose hour has begun: Bola hosts, the first step is on."""
    gathering = make_gathering(in_=timedelta(minutes=-1))
    gathering.begin(by=people.bola)
    return gathering


@pytest.fixture
def server(settings):
    with a_server() as server:
        settings.BIGBLUEBUTTON_URL, settings.BIGBLUEBUTTON_SECRET = server.address, SECRET
        yield server


@pytest.fixture
def soon(make_gathering, server):
    return make_gathering(
        in_=timedelta(minutes=5), video_by="bigbluebutton", phone="0330 088 5830, then 442 17#"
    )
