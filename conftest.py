"""The world every test may assume: six people and their community.

Amara has just joined. Bola comes every month and hosts. Cerys is on the wall between shy
and curious. Dee and Efe are stewards. Fin is a guest: an address and no account.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from types import SimpleNamespace

os.environ.setdefault("HEARTH_HOME", tempfile.mkdtemp(prefix="hearth-test-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hearth.house.settings")

import pytest
from django.test import Client

REPOSITORY = Path(__file__).resolve().parent


@pytest.fixture
def people(db):
    """Amara, Bola, Cerys, Dee, Efe and Fin, by their names in small letters."""
    from hearth.ground.accounts import Community, Person, make_steward

    Community.objects.get_or_create(name="Tidewater Makers", defaults={"about": "We mend things."})
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
