"""Somebody who did everything here that one can do, to see what is left when they go."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.utils.timezone import now

from hearth.charter.models import Line
from hearth.charter.starting import publish_starting_lines
from hearth.gatherings.models import Arrival, Gathering, Role
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.places import book
from hearth.ground.access import Group
from hearth.ground.accounts import Person
from hearth.ground.books import Wish, hear, note, post
from hearth.ground.books.post import Kind, Letter, stop
from hearth.people.models import Brought, Farewell, Hello
from hearth.people.models.bringing import keep
from hearth.people.models.farewell import forget_farewells
from hearth.people.models.joining import ask_to_join
from hearth.people.models.profile import describe
from tests.keys import passkey

NAME, EMAIL = "Zyxwena Quillfeather", "zyxwena@quillfeather.example"
WORDS, NEEDS = "My kiln needs a xylograph", "a hoverquilt"


def a_gathering(host, **about):
    begins = now() + timedelta(days=20)
    about = {"title": "Kiln night", "slug": "kiln", "starts_at": begins, "host": host} | about
    about.setdefault("ends_at", about["starts_at"] + timedelta(hours=1))
    gathering = Gathering.objects.create(**about)
    gathering.announce(by=host)
    return gathering


@pytest.fixture
def full_life(people):
    """Somebody who did everything here that one can do."""
    publish_starting_lines(by=people.dee)
    joining = ask_to_join(
        name=NAME, email=EMAIL, brings="a zzyzx of curiosity", kinds=["new"], needs=NEEDS,
        organisation="Quillworks",
    )  # fmt: skip
    zyx = joining.confirm()
    describe(zyx, does="xylographs", needs=NEEDS)
    stop(zyx, Kind.NOTES)
    Group.objects.create(name="Kiln circle").people.add(zyx)
    past = a_gathering(zyx, slug="past", starts_at=now() - timedelta(days=3))
    to_come = a_gathering(zyx, slug="to-come", title="Mending day")
    full = a_gathering(people.bola, places=1)
    book(full, zyx, is_first_time=True, needs=NEEDS)
    book(full, people.cerys)
    Arrival.objects.create(gathering=past, person=zyx)
    Role.objects.create(gathering=full, kind=Role.Kind.WELCOMER, person=zyx)
    say(past, WORDS, person=zyx, wish=Wish.NAMED)
    say(past, f"{WORDS} and not for all", person=zyx, wish=Wish.STEWARDS)
    hear(WORDS, said_by=zyx, during="Check-in")
    Line.objects.first().mark(f"{WORDS}, too", by=zyx)
    note("mended {thing}", thing="the kiln", by=zyx, url="/kiln/", seen_by="everyone")
    keep([Brought(number=2, name=NAME, email=EMAIL, verdict="new")], file="l.csv", by=zyx).confirm()
    post([people.dee], f"{NAME} comes", "people/letters/already.txt", kind=Kind.STEWARDS)
    Letter.objects.filter(to=people.dee).update(text=f"{NAME} at {EMAIL}", sent_at=now())
    _quiet_at_first(zyx)
    _with_keys(zyx)
    return SimpleNamespace(zyx=zyx, past=past, to_come=to_come, full=full)


def _quiet_at_first(person):
    """A welcomer was asked to say hello, in a letter that quotes what brings them."""
    hello = Hello.objects.create(person=person)
    quotes = {"name": "Zyxwena", "brings": hello.brings}
    letter = "people/letters/say_hello.txt"
    stewards = Person.objects.stewards()
    post(stewards, "Zyxwena?", letter, kind=Kind.STEWARDS, once=f"hello:{hello.pk}", **quotes)
    assert Letter.objects.filter(text__contains="zzyzx").count() == 2


def _with_keys(person):
    from allauth.mfa.webauthn.internal.auth import WebAuthn

    WebAuthn.add(person, "My phone", passkey())


def rows_that_say(*marks):
    """Every row of every table in which one of these stands, in any field."""
    return [
        f"{model._meta.label}: {row}"
        for model in apps.get_models(include_auto_created=True)
        for row in model._base_manager.values()
        for mark in marks
        if mark.lower() in json.dumps(row, default=str).lower()
    ]


def last_letter_left():
    Letter.objects.filter(to__in=Farewell.objects.values("person")).update(sent_at=now())
    assert forget_farewells() == 1
