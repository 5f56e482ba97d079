"""For tests of the house: the gatherings' builder, as answers by mail are about gatherings."""

from hearth.gatherings.tests.conftest import make_gathering, meetup

__all__ = ["make_gathering", "meetup"]
