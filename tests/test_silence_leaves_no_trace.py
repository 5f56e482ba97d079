"""Passing is free: nobody else can tell from any page who spoke and who kept silent (rule G3)."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ObjectDoesNotExist
from django.urls import NoReverseMatch
from django.utils.timezone import now

from hearth.gatherings.models import Gathering
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.runsheet import lay_out
from hearth.ground.books import Wish
from hearth.ground.links import link
from hearth.listening.models.responses import Kind, respond
from hearth.listening.models.themes import open_theme
from tests.addresses import addresses, path_of
from tests.evidence import number_anew, undone
from tests.proving import proves
from tests.site import FRESH
from tests.telling import none_of

NOON = datetime(2026, 3, 3, 12, tzinfo=ZoneInfo("Europe/London"))
KEY = r'name="key" value="[^"]*"|value="[^"]*" name="key"'
NEW_EACH_TIME = re.compile(rf"/\d+/|/l/[^\"/]+/|{KEY}")
LIBRARY = ("mfa_", "account_", "usersessions")
"""Pages about one's own keys, which have a new riddle each time."""


@pytest.fixture(autouse=True)
def _clock():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def gathering(people):
    """An hour to which Amara, Cerys and Fin came."""
    gathering = Gathering.objects.create(
        title="A meet-up", slug="meet-up", host=people.bola, seen_by="everyone",
        starts_at=now(), ends_at=now() + timedelta(hours=1))  # fmt: skip
    lay_out(gathering, "standard-hour")
    gathering.announce(by=people.bola)
    for person in (people.amara, people.cerys, people.fin):
        gathering.arrivals.create(person=person)
    return gathering


def spoke(gathering, people, person, wish=Wish.MEMBERS):
    """One of them said something; it became a theme, and was answered."""
    said = say(gathering, "Not at 11.30", person=person, wish=wish)
    theme = open_theme("Time of day", by=people.dee, lines=[said.heard], seen_by="everyone")
    respond(theme, Kind.NOT_NOW, "The hall is taken.", by=people.dee)


def everything(as_, readers):
    """What these can open of all pages of ours, each by its name and its reader."""
    seen = {}
    for reader in readers:
        browser = as_(reader)
        for address in addresses():
            if address.name.startswith(LIBRARY):
                continue
            with suppress(LookupError, ObjectDoesNotExist, NoReverseMatch):
                reply = browser.get(path_of(address))
                words = "" if reply.streaming else reply.content.decode(errors="replace")
                same = NEW_EACH_TIME.sub("/", FRESH.sub("", words))
                seen[f"{address} as {reader or 'a passer-by'}"] = (reply.status_code, same)
    return seen


def differences(as_, readers, one, other):
    """The pages that are not the same in these two worlds."""
    worlds = []
    for world in (one, other):
        with undone():
            number_anew()
            world()
            worlds.append(everything(as_, readers))
    first, second = worlds
    assert len(first) > 50 * len(readers)
    return [page for page in first if first[page] != second[page]]


@proves("G3")
def test_nobody_can_tell_who_spoke_and_who_was_silent(people, as_, gathering):
    none_of(differences(
        as_, [None, people.bola, people.dee],
        lambda: spoke(gathering, people, people.amara),
        lambda: spoke(gathering, people, people.cerys),
    ))  # fmt: skip


def test_a_name_that_somebody_wished_for_is_a_difference(people, as_, gathering):
    found = differences(
        as_, [None],
        lambda: spoke(gathering, people, people.amara, Wish.NAMED),
        lambda: spoke(gathering, people, people.cerys, Wish.NAMED),
    )  # fmt: skip
    assert "listening:you_said as a passer-by" in found


@proves("G3")
def test_nobody_can_tell_who_opened_a_letter(people, as_, gathering):
    spoke(gathering, people, people.amara)

    def opened():
        for address in (link(people.amara, "/you-said/"), link(people.fin, "/told/")):
            assert as_(None).get(address, follow=True).status_code == 200

    none_of(differences(as_, [people.dee], lambda: None, opened))
