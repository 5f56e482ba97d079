"""For tests of the house: the demo; and gatherings, as answers by mail are about these."""

import pytest

from hearth.gatherings.tests.conftest import charter, make_gathering, meetup, running
from hearth.house.demo import build
from tests.evidence import undone

__all__ = ["charter", "make_gathering", "meetup", "running"]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo, built once for a file of tests; whatever they do to it is undone at the end."""
    with django_db_blocker.unblock(), undone():
        build()
        yield
