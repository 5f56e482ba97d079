"""For tests of the house: the demo; gatherings and the post's clock, as mail is about these."""

import pytest

from hearth.gatherings.tests.conftest import charter, make_gathering, meetup, running
from hearth.house.demo import build
from hearth.post.tests.conftest import clock, server, talk
from tests.evidence import undone

__all__ = ["charter", "clock", "make_gathering", "meetup", "running", "server", "talk"]


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo, built once for a file of tests; whatever they do to it is undone at the end."""
    with django_db_blocker.unblock(), undone():
        build()
        yield
