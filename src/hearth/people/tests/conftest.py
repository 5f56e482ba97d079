"""What tests of people share: an empty memory of tries, and letters as somebody opens them."""

import re

import pytest
from django.core.cache import cache

from hearth.ground.books.post import Letter


@pytest.fixture(autouse=True)
def _no_tries_yet():
    cache.clear()


@pytest.fixture
def letters_to(db):
    """`letters_to("sam@example.org")`: their letters, oldest first."""

    def found(email):
        return list(Letter.objects.filter(to__email=email).order_by("pk"))

    return found


@pytest.fixture
def link_in():
    """`link_in(letter, "/join/")`: the path of the link in a letter that begins so."""

    def found(letter, begins):
        return re.search(rf"https?://[^/\s]+({re.escape(begins)}\S+)", letter.text)[1]

    return found
