"""What the truths of the house share: its world, its readers, and the site as browsers see it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from tests import world as the_world
from tests.browsing import axe, chromium, nu
from tests.configured import home, settings_of
from tests.evidence import undone
from tests.leaver import full_life
from tests.site import empty_site, site

__all__ = ["axe", "chromium", "empty_site", "full_life", "home", "nu", "settings_of", "site"]

REAL = connection.settings_dict["NAME"]
LAST = ("chromium", "_world", "site")
"""Tests on these come last, in this order: a browser's driver keeps an event loop in this
thread, which tests with loops of their own cannot bear, and the world stays in the database."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=_turn)


def _turn(item):
    names = getattr(item, "fixturenames", ())
    return max((turn for turn, name in enumerate(LAST, 1) if name in names), default=0)


@pytest.fixture(scope="session")
def _world(django_db_setup, django_db_blocker):
    """The world, once for the session. pytest-django makes a database only where a test asks
    for one in its own words, so this makes it where none did."""
    with django_db_blocker.unblock():
        made = [] if connection.settings_dict["NAME"] != REAL else _database()
        with undone():
            the_world.build()
            yield {role.name: role for role in the_world.roles()}
        teardown_databases(made, verbosity=0)


def _database():
    return setup_databases(verbosity=0, interactive=False, aliases=["default"])


@pytest.fixture
def world(_world):
    """The readers of the world by their names; whatever the test does to it is undone."""
    with undone():
        yield _world
