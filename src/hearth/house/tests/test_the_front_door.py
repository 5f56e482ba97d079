"""The home page: what this is, for whom, when we meet next, and how to come without joining."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest
from django.utils.timezone import now

from hearth.charter.starting import publish_starting_lines
from hearth.gatherings.models import Gathering
from hearth.gatherings.models.places import book
from hearth.ground.access import Shared
from hearth.ground.accounts import Community
from hearth.ground.books import note
from hearth.house.stylesheet import stylesheet_address
from tests.proving import proves

SIXTY_WORDS = " ".join(["neighbours", "lend", "tools", "and", "mend", "things"] * 10)
HOME_BYTES = 14_000


def gathering(host, title="Open evening", days=7):
    starts_at = now() + timedelta(days=days)
    made = Gathering.objects.create(
        title=title,
        slug=title.lower().replace(" ", "-"),
        host=host,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        seen_by=Shared.SeenBy.EVERYONE,
    )
    made.announce(by=host)
    return made


@proves("J1.1")
def test_a_stranger_sees_what_this_is_for_whom_when_and_how_to_come(people, as_):
    evening = gathering(people.bola)
    page = as_(None).get("/").text
    assert "We mend things." in page
    assert "Anyone, from any background or level." in page
    assert "Open evening" in page
    assert f"{evening.starts_at:%Y-%m-%d}" in page
    button = page.split('class="button"')[1]
    assert evening.get_absolute_url() in button.split(">")[0]
    assert "Just come to this one" in button
    assert "/join/" in page


def test_more_than_sixty_words_are_never_shown(people, as_):
    Community.objects.update(about=f"{SIXTY_WORDS} overlong")
    page = as_(None).get("/").text
    assert SIXTY_WORDS in page
    assert "overlong" not in page


def test_home_weighs_at_most_14_kb_with_everything_and_has_no_script(people, as_):
    gathering(people.bola)
    publish_starting_lines(by=people.dee)
    browser = as_(None)
    page = browser.get("/").content
    sheet = browser.get(stylesheet_address()).content
    assert len(gzip.compress(page)) + len(gzip.compress(sheet)) <= HOME_BYTES
    assert b"<script" not in page
    assert page.count(b'<link rel="stylesheet"') == 1


def test_my_own_date_comes_first(people, as_):
    gathering(people.bola, "Sooner", days=3)
    later = gathering(people.bola, "Mine", days=9)
    book(later, people.amara)
    mine, everybodys = (as_(who).get("/").text for who in (people.amara, people.cerys))
    assert mine.index("Mine") < mine.index("What happened lately")
    assert everybodys.index("Sooner") < everybodys.index("What happened lately")


def test_what_happened_lately_is_what_this_reader_may_see_ten_at_most(people, as_):
    for number in range(12):
        note(
            "opened {thing}",
            thing=f"Page {number}!",
            by=people.bola,
            url="/x/",
            seen_by=Shared.SeenBy.EVERYONE,
        )
    note("opened {thing}", thing="Members' page", by=None, url="/m/", seen_by="members")
    stranger, member = (as_(who).get("/").text for who in (None, people.amara))
    assert "Page 11!" in stranger
    assert "Page 1!" not in stranger
    assert "Bola" not in stranger, "Strangers read what happened, not who did it."
    assert "Members&#x27; page" not in stranger
    assert "Members&#x27; page" in member
    assert "Bola opened Page 11!" in " ".join(member.split())


def test_without_a_date_it_says_what_to_do(people, as_):
    assert "a letter tells you when it is" in as_(None).get("/").text
    assert "/gatherings/plan/" in as_(people.dee).get("/").text


def test_only_stewards_see_the_way_to_their_page(people, as_):
    for who, sees in ((None, False), (people.fin, False), (people.amara, False)):
        assert ("/steward/" in as_(who).get("/").text) is sees
    assert "/steward/" in as_(people.dee).get("/").text


def test_a_page_that_is_not_there_says_so_and_leads_home(people, as_):
    answer = as_(None).get("/nothing/here/")
    assert answer.status_code == 404
    assert "This page is not here" in answer.text
    assert 'href="/"' in answer.text


def test_a_page_that_breaks_says_so_in_a_sentence(people, as_, monkeypatch):
    def broken(*_):
        raise RuntimeError("It broke.")

    monkeypatch.setattr("hearth.house.views.look_up", broken)
    browser = as_(None)
    browser.raise_request_exception = False
    answer = browser.get("/search/?q=x")
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.text
    assert "RuntimeError" not in answer.text


@pytest.mark.parametrize("path", ["/robots.txt", "/healthy/"])
def test_machines_get_their_plain_answers(people, as_, path):
    answer = as_(None).get(path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain")
