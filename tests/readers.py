"""Who may read which words, worked out a second time, and everything that can be opened.

It follows from what was said and wished alone, so that the house cannot be wrong in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from html import unescape

from django.core.exceptions import ObjectDoesNotExist
from django.urls import NoReverseMatch, reverse

from hearth.gatherings.models import Gathering
from hearth.ground.accounts import Person
from hearth.ground.books import Wish
from hearth.listening.models import Board, Pile, Question, Response, Telling, Theme
from tests.addresses import addresses, path_of

MARK = re.compile(r"quoin\d+quoin")
THEME = re.compile(r"plinth\d+plinth")
TAGS = re.compile(r"<[^>]*>|\s+")
NEAR = 60
"""Within so many letters after somebody's words their name would stand."""


@dataclass
class Said:
    """What somebody said and wishes now; no wish any more once it was taken back."""

    who: Person
    wish: Wish | None
    line: object


class Readers:
    """Two members who speak and a guest, a member who sorts, and two stewards."""

    def __init__(self, people):
        self.sayers = [people.amara, people.bola, people.fin]
        self.hands = [people.cerys, people.dee, people.efe]
        self.stewards = [people.dee, people.efe]
        self.members = [*self.sayers[:2], *self.hands]
        self.said: dict[str, Said] = {}

    def readers(self):
        return [None, self.sayers[0], self.sayers[2], *self.hands[:2]]

    def standing(self):
        return [said for said in self.said.values() if said.wish]

    def may_read(self, reader, mark, where=""):
        said = self.said[mark]
        if said.wish is None:
            return False
        member, steward = reader in self.members, reader in self.stewards
        allowed = {Wish.MEMBERS: member, Wish.STEWARDS: steward}
        return reader == said.who or allowed.get(said.wish, said.wish != Wish.ROOM)

    def may_know(self, reader, theme):
        """Whether this reader may know that there is such a theme."""
        rows = theme.contributions.values_list("pk", "said_by")
        wishes = [said.wish for said in self.standing() if self._number(said) in dict(rows)]
        if reader in self.stewards or (reader and reader.pk in dict(rows).values()):
            return True
        if reader and Telling.objects.filter(person=reader, response__theme=theme).exists():
            return True
        member = reader in self.members
        return (theme.seen_by == "everyone" or member) and any(w != Wish.STEWARDS for w in wishes)

    def may_know_pile(self, reader, name):
        """Whether a pile of this name holds a card that this reader may read: its theme may have
        lost its last one since."""
        cards = set(Pile.objects.filter(name__endswith=name).values_list("placements__card"))
        return any(
            (self._number(said),) in cards and self.may_read(reader, mark)
            for mark, said in self.said.items()
            if said.wish
        )

    def _number(self, said):
        return said.line.pk

    def sayers_in(self, theme):
        """Everybody whose words belong to it and were not taken back."""
        lines = set(theme.contributions.values_list("pk", flat=True))
        return {said.who for said in self.standing() if self._number(said) in lines}

    def faults_in(self, reader, where, html) -> Iterator[str]:
        """What of these words this reader may not read."""
        text = TAGS.sub(" ", unescape(html))
        for found in MARK.finditer(text):
            who, said = getattr(reader, "name", "a passer-by"), self.said[found[0]]
            if not self.may_read(reader, found[0], where):
                yield f"{who} reads {found[0]} ({said.wish}) at {where}"
            after = MARK.split(text[found.end() : found.end() + NEAR])[0]
            if said.wish != Wish.NAMED and reader != said.who and said.who.name in after:
                yield f"{who} reads the name of {said.who} by {found[0]} at {where}"
        for name in set(THEME.findall(text)):
            for theme in Theme.objects.filter(name__endswith=name):
                on_a_board = where.startswith("/board/") and self.may_know_pile(reader, name)
                if not (on_a_board or self.may_know(reader, theme)):
                    yield f"{reader} reads of {theme} at {where}"


# Everything that can be opened.


def paths(story):
    """Every page that could show any of it: all of listening, whatever it is called, and those
    of others on which words, themes or answers stand."""
    yield from ("/", "/me/", "/search/?q=theme", "/search/?q=tidings", "/steward/")
    for address in addresses():
        if address.name.startswith("listening:"):
            with suppress(IndexError, ObjectDoesNotExist, NoReverseMatch):
                yield path_of(address)
    rows = [*Theme.objects.all(), *Board.objects.all()]
    yield from (row.get_absolute_url() for row in rows)
    yield from (reverse("listening:telling", args=[row.pk]) for row in Response.objects.all())
    yield from (row.get_absolute_url() for row in Question.objects.all())
    yield from (reverse("listening:doubt", args=[row.pk]) for row in Telling.objects.all())
    for gathering in Gathering.objects.all():
        yield gathering.get_absolute_url()
        yield from (gathering.page(name) for name in ("notes", "said"))


def faults(story, as_, readers=()):
    """What these readers read that they may not, on any page, and anybody in any letter."""
    every = sorted(set(paths(story)))
    for reader in readers or story.readers():
        browser = as_(reader)
        for path in every:
            reply = browser.get(path)
            if reply.status_code == 200:
                yield from story.faults_in(reader, path, reply.text)
    yield from story.letters
