"""The world every test may assume: six people and their community.

Amara has just joined. Bola comes every month and hosts. Cerys is on the wall between shy
and curious. Dee and Efe are stewards. Fin is a guest: an address and no account.
"""

from __future__ import annotations

import os
import tempfile
from datetime import date, datetime, time
from pathlib import Path
from types import SimpleNamespace

os.environ.setdefault("HEARTH_HOME", tempfile.mkdtemp(prefix="hearth-test-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.house.settings")

import pytest
import time_machine
from django.test import Client
from django.utils.timezone import localtime
from hypothesis import HealthCheck, settings

REPOSITORY = Path(__file__).resolve().parent

# How fast a busy machine is says nothing about what is tested. By hand each run tries other
# examples; where a change is checked they are the same ones each time, so that what fails was
# changed.
settings.register_profile(
    "hearth",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("hearth")


def pytest_addoption(parser):
    words = "when each area's tests begin (11:00, today); try 23:20 and 00:20"
    parser.addoption("--at", type=_moment, default="11:00", metavar="[DAYT]HH:MM", help=words)


def _moment(written):
    day, _, hour = written.rpartition("T")
    on = date.fromisoformat(day) if day else localtime().date()
    return datetime.combine(on, time.fromisoformat(hour), tzinfo=localtime().tzinfo)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Let the tests of an area begin at one hour, so that they say the same by day and by night.
    Those of the whole house and those in a browser live by the clock of the machine."""
    if REPOSITORY / "src" not in item.path.parents or item.get_closest_marker("browser"):
        return (yield)
    with time_machine.travel(item.config.getoption("at")):
        return (yield)


@pytest.fixture
def people(db):
    """Amara, Bola, Cerys, Dee, Efe and Fin, by their names in small letters."""
    from hearth.ground.accounts import Community, Person, make_steward
    from hearth.house.switches import switches

    us = {"about": "We mend things.", "areas_on": " ".join(switches())}
    Community.objects.get_or_create(name="Tidewater Makers", defaults=us)
    names = ["Amara", "Bola", "Cerys", "Dee", "Efe", "Fin"]
    world = {
        name.lower(): Person.objects.meet(name=name, email=f"{name.lower()}@example.org")
        for name in names
    }
    for name, person in world.items():
        if name != "fin":
            person.join()
    for name in ("dee", "efe"):
        make_steward(world[name], by=None)
    return SimpleNamespace(
        **{name: Person.objects.get(pk=person.pk) for name, person in world.items()}
    )


@pytest.fixture
def as_():
    """`as_(amara).get(...)`: a browser of somebody's. Members are signed in; a guest came by
    a signed link; `as_(None)` is a passer-by."""
    from hearth.ground.links import link

    def browser(person):
        client = Client()
        if person is None:
            return client
        if person.is_active:
            client.force_login(
                person, backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        else:
            client.get(link(person, "/"))
        return client

    return browser
