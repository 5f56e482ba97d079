"""From whatever came of something said, one tap leads to the words, as far as wishes allow (G5)."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.urls import reverse

from hearth.ground.books import Contribution, Entry
from hearth.ground.books.trail import Lead
from hearth.listening.models import Response, Theme
from tests.addresses import addresses, path_of
from tests.proving import proves

READERS = ("passer-by", "member", "steward")
TAGS = re.compile(r"<[^>]*>|\s+")


def plain(html):
    return " ".join(TAGS.sub(" ", unescape(html)).split())


def links(html):
    return {unescape(one).split("#")[0] for one in re.findall(r'href="([^"]+)"', html)}


def part_of(html, url):
    """The part of a page that an address with a # means, else all of it."""
    _page, _mark, name = url.partition("#")
    return html.split(f'id="{name}"')[1].split("</li>")[0] if name else html


def astray(role, html, url, origin):
    """What is wrong on this page: it leads nowhere, or names what its reader may not see."""
    is_seen = Entry.objects.visible_to(role.person).filter(url=origin).exists()
    leads_there = origin in links(part_of(html, url))
    if leads_there is not is_seen:
        yield f"{url} as {role}: {'no way to' if is_seen else 'names'} {origin}"


def paths(opened):
    """Every address, and every quarter of what became of what was said."""
    yield from map(path_of, addresses())
    yield from re.findall(r'href="(/you-said/[\w-]+/)"', opened("GET", "/you-said/").text)


@proves("G5")
@pytest.mark.parametrize("reader", READERS)
def test_whatever_the_trail_knows_leads_in_one_tap_to_where_it_came_from(world, reader):
    role, wrong = world[reader], []
    opened = role.opening()
    leads = list(Lead.objects.order_by("pk"))
    assert len({lead.url.split("/")[1] for lead in leads}) > 1, "of several areas"
    for lead in leads:
        reply = opened("GET", lead.url)
        if reply.status_code == 200:
            wrong += astray(role, reply.text, lead.url, lead.origin)
    assert not wrong


@proves("G5")
@pytest.mark.parametrize("reader", READERS)
def test_a_theme_shows_all_that_was_said_in_it_and_this_reader_may_read(world, reader):
    role = world[reader]
    opened = role.opening()
    themes = Theme.objects.visible_to(role.person)
    assert themes
    for theme in themes:
        words = plain(opened("GET", theme.get_absolute_url()).text)
        lines = Contribution.objects.filter(pk__in=theme.contributions.values("pk"))
        for line in lines.visible_to(role.person):
            assert plain(line.words) in words
        for line in lines.exclude(pk__in=lines.visible_to(role.person).values("pk")):
            assert plain(line.words) not in words


@proves("G5")
@pytest.mark.parametrize("reader", READERS)
def test_wherever_an_answer_stands_the_way_to_what_was_said_stands_too(world, reader):
    """The way is to its theme, or to the page that shows me my own words beside the answer."""
    role = world[reader]
    opened = role.opening()
    answers = {
        plain(words)[:80]: (
            response.theme.get_absolute_url(),
            reverse("listening:telling", args=[response.pk]),
        )
        for response in Response.objects.select_related("theme")
        for words in (response.words, response.done_words)
        if words
    }
    found = set()
    for path in paths(opened):
        reply = opened("GET", path)
        if reply.status_code != 200 or "html" not in reply["Content-Type"]:
            continue
        words = plain(reply.text)
        for answer, where in answers.items():
            if answer in words:
                found.add(path.split("/")[1])
                is_there = path.startswith(where) or links(reply.text).intersection(where)
                assert is_there, f"{path}: {answer}"
    assert found >= {"you-said", "themes"}
