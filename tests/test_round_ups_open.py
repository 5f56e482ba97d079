"""Every link of a round-up opens for a reader without an account, or the letter says "members"."""

from __future__ import annotations

import re

from django.conf import settings
from django.test import Client

from hearth.ground.accounts import Person
from hearth.roundups.models import Roundup
from hearth.roundups.shown import shown
from tests.proving import proves
from tests.telling import none_of


def opens(path):
    """Whether a passer-by gets the page itself."""
    return Client(headers={"host": "localhost"}).get(path).status_code == 200


def told_in_letters(world):
    """Each piece of each round-up as a member's letter has it, with an address of ours."""
    for roundup in Roundup.objects.sent().order_by("on"):
        for told in shown(roundup, world["member"].person).pieces:
            if told.url.startswith("/"):
                yield roundup, told


@proves("J7.4")
def test_every_link_opens_for_a_passer_by_or_says_members(world):
    every = list(told_in_letters(world))
    assert len(every) > 15
    none_of(
        f"{roundup}: {told.url}"
        for roundup, told in every
        if told.is_for_members == opens(told.url)
    )


@proves("J7.4")
def test_the_letter_says_members_beside_what_is_for_them(world):
    roundup = Roundup.objects.sent().newest_first()[0]
    letter = Person.objects.members().order_by("pk")[0].letters.filter(kind="roundup").get()
    site = re.escape(settings.SITE_ADDRESS.rstrip("/"))
    for told in shown(roundup, letter.to).pieces:
        if told.url.startswith("/"):
            [part] = re.findall(rf"[^\n]*{re.escape(told.title)}[^\n]*\n(?:[^\n]+\n)*?{site}",
                                letter.text)[:1]  # fmt: skip
            assert ("(members)" in part) == told.is_for_members


def test_nothing_of_a_round_up_tells_a_passer_by_what_is_for_members(world):
    for roundup in Roundup.objects.sent().order_by("on"):
        page = Client(headers={"host": "localhost"}).get(roundup.get_absolute_url()).text
        hidden = {told.title for told in shown(roundup, world["member"].person).pieces}
        hidden -= {told.title for told in shown(roundup, None).pieces}
        none_of(title for title in hidden if title and title in page)
