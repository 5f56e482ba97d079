"""A round-up habit, pages to tell of, and a draft that has filled itself."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from hearth.ground.areas import Area, Item
from hearth.ground.books import index
from hearth.roundups.keeping_on import keep_on
from hearth.roundups.models import Habit, Roundup
from hearth.roundups.models.habit import begin

FOUNDED = datetime(2026, 6, 1, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 16, 10, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 19, 9, 5, tzinfo=UTC)


@pytest.fixture
def clock():
    """A clock that stands still until it is set on."""
    with time_machine.travel(FOUNDED, tick=False) as clock:
        yield clock


@pytest.fixture
def people(clock, people):
    """The same six, who came together months before that Thursday at five past nine."""
    clock.move_to(THURSDAY)
    return people


@pytest.fixture
def tells(monkeypatch):
    """`tells(kind, title)`: an area has this for the round-up, on a page of its own."""
    found = []
    fake = Area(name="Test", brings="Nothing.", items=lambda since, until: list(found))

    def tell(kind, title, seen_by="everyone", weight=0, **about):
        url = f"/pages/{len(found)}/"
        found.append(Item(kind, title, url, seen_by, weight, **about))
        put(url, title, seen_by)
        return url

    for module in ("gathering_in", "shown"):
        there = __import__(f"hearth.roundups.{module}", fromlist=["areas"])
        monkeypatch.setattr(there, "areas", lambda real=there.areas: (*real(), fake))
    return tell


def put(url, title, seen_by="everyone", group=None, text=""):
    """Into the index, for this audience."""
    from hearth.roundups.models import Roundup as Thing

    index(Thing(seen_by=seen_by, group=group), url=url, title=title, text=text)


def let_be_named(person, yes):
    """They say whether the round-up may name them, on their own page."""
    browser = Client()
    browser.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    browser.post("/me/named/", {"may_be_named": "on"} if yes else {})


@pytest.fixture
def habit(people, clock):
    """The round-up began on Monday."""
    clock.move_to(MONDAY)
    begun = begin()
    clock.move_to(THURSDAY)
    return Habit.objects.get(pk=begun.pk)


@pytest.fixture
def draft(habit, tells):
    """Thursday's draft, with one of most kinds in it."""
    tells("read", "How we share one key", words="Three towns tried it.")
    tells("question", "Who mends sewing machines?", seen_by="members")
    tells("opportunity", "A fund for tools", until=(MONDAY + timedelta(days=20)).date())
    tells("told", "Time of day", words="We alternate.")
    keep_on()
    return Roundup.objects.get()
