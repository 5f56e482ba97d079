"""Opening a link from a letter changes nothing, whoever or whatever opens it."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import path

from hearth.ground.access import for_anyone
from hearth.ground.accounts import Community
from hearth.ground.books.post import Letter
from hearth.ground.links import link
from hearth.post.envelope import as_message
from tests.addresses import addresses, path_of
from tests.evidence import asked, contents
from tests.telling import none_of

ADDRESS = re.compile(r"https?://[^\s\"'<>)]+")


def in_letters():
    """Every path of ours that stands in a letter, or in its header for fewer letters."""
    ours = settings.SITE_ADDRESS.rstrip("/")
    for letter in Letter.objects.select_related("to"):
        headers = " ".join(as_message(letter).extra_headers.values())
        for found in ADDRESS.findall(f"{letter.text} {letter.html} {headers}"):
            if found.startswith(f"{ours}/"):
                yield found.removeprefix(ours).replace("&amp;", "&")


def to_everywhere(person):
    """A signed link to every page of the house: a letter may have any of them."""
    return [link(person, path_of(address)) for address in addresses()]


def that_change_something(paths):
    """Links whose mere opening writes to the database, followed to where they lead."""
    for to in paths:
        for method in ("get", "head"):
            browser = Client(headers={"host": "localhost"}, raise_request_exception=False)
            with asked() as notes:
                getattr(browser, method)(to, follow=True)
            if notes.writes:
                yield f"{method.upper()} {to}: {notes.writes[0][:100]}"


def test_links_in_letters_change_nothing_when_opened(world):
    found = {re.sub(r"[A-Za-z0-9_-]{30,}|\d+", "*", to): to for to in in_letters()}
    assert found
    before = contents()
    none_of(that_change_something(found.values()))
    assert contents() == before


@pytest.mark.parametrize("name", ["guest", "member", "steward"])
def test_a_signed_link_to_any_page_changes_nothing_when_opened(world, name):
    before = contents()
    none_of(that_change_something(to_everywhere(world[name].person)))
    assert contents() == before


@for_anyone
def _unsubscribes(request):
    Community.objects.update(name="Gone")


class Hasty:
    """The address of a page that acts as soon as somebody looks."""

    urlpatterns = (path("unsubscribe/", _unsubscribes, name="unsubscribe"),)


def test_a_link_that_acts_at_once_is_found(world, settings):
    settings.ROOT_URLCONF = Hasty
    assert len(list(that_change_something(["/unsubscribe/"]))) == 2
