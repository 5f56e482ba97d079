"""Every feed of the house keeps the rules of Atom, so that any reader can follow it."""

from __future__ import annotations

import pytest

from hearth.ground.books import Wish
from hearth.ground.links import absolute
from hearth.listening.models import Theme
from tests.addresses import addresses, path_of
from tests.atom import faults
from tests.telling import none_of

AT = "https://example.org/feed.atom"
GOOD = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>News</title><id>https://example.org/</id><updated>2026-01-01T10:00:00+00:00</updated>
<link rel="alternate" href="https://example.org/"/><link rel="self" href="{AT}"/>
<author><name>We</name></author><entry><title>One</title><id>urn:one</id>
<updated>2026-01-01T10:00:00Z</updated><link rel="alternate" href="https://example.org/1/"/>
<summary type="html">5 &amp;lt; 6</summary></entry></feed>"""


def feeds():
    return [address for address in addresses() if address.route.endswith(".atom")]


def test_every_feed_keeps_the_rules_of_atom(world):
    opened = world["passer-by"].opening()
    found = [path_of(address) for address in feeds()]
    assert len(found) >= 4
    wrong = []
    for path in found:
        reply = opened("GET", path)
        assert reply["Content-Type"].startswith("application/atom+xml"), path
        wrong += [f"{path}: {one}" for one in faults(reply.content, at=absolute(path))]
    none_of(wrong)


def test_words_with_signs_of_html_stay_words_in_every_feed(world):
    for theme in Theme.objects.visible_to(None):
        theme.contributions.update(wish=Wish.PUBLIC)
        for response in theme.responses.all():
            response.words = response.done_words = "5 < 6 & <b>so</b>"
            response.save(update_fields=["words", "done_words"])
    opened = world["passer-by"].opening()
    replies = {path: opened("GET", path) for path in map(path_of, feeds())}
    assert any("5 &amp;lt; 6" in reply.text for reply in replies.values())
    none_of(
        f"{path}: {one}"
        for path, reply in replies.items()
        for one in faults(reply.content, at=absolute(path))
    )


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ("<name>We</name>", "", "without a name"),
        ("<author><name>We</name></author>", "", "the feed has none"),
        ("urn:one", "one", "no whole address"),
        ("urn:one", "https://example.org/", "two have the id"),
        ('href="https://example.org/1/"', 'href="/1/"', "a link to /1/"),
        ("10:00:00Z", "10:00:00", "is no moment"),
        ("<title>One</title>", "", "not one title"),
        ('rel="self"', 'rel="next"', "no link to itself"),
        ("5 &amp;lt; 6", "5 &lt; 6", "never made HTML"),
        ("</feed>", "", "no XML"),
    ],
)
def test_a_feed_that_breaks_a_rule_is_found(good, bad, fault):
    assert not list(faults(GOOD.encode(), at=AT))
    assert fault in " ".join(faults(GOOD.replace(good, bad).encode(), at=AT))
