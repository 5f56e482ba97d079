"""For tests of the house: the gatherings' builder, as answers by mail are about gatherings."""

from hearth.gatherings.tests.conftest import charter, make_gathering, meetup, running

__all__ = ["charter", "make_gathering", "meetup", "running"]
