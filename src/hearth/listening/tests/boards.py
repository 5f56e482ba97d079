"""What tests of the board share: words that people said, and a board with them."""

from __future__ import annotations

import re

from hearth.ground.books import Contribution, Wish, hear
from hearth.listening.models import Move, Placement
from hearth.listening.models.boards import open_board

JUNE, MAY = "/gatherings/june/", "/gatherings/may/"


def say(words, person, wish=Wish.MEMBERS, url=JUNE):
    return hear(words, said_by=person, during=url.split("/")[2].title(), url=url, wish=wish)


def board_of(by, *urls, **wishes):
    sources = [(url, url.split("/")[2].title()) for url in urls or (JUNE,)]
    return open_board("What we heard", sources=sources, by=by, **wishes)


def lies(board):
    """What lies where, as (words, pile's name or number)."""
    placed = Placement.objects.filter(pile__board=board).select_related("pile", "card")
    return {(one.card.words, str(one.pile)) for one in placed}


def replayed(board):
    """What lies where after all moves in their order, as (card, pile)."""
    there = set()
    for one in Move.objects.filter(board=board).order_by("pk"):
        there.discard((one.card_id, one.out_of_id))
        if one.into_id:
            there.add((one.card_id, one.into_id))
    return there


def placed(board):
    return set(Placement.objects.filter(pile__board=board).values_list("card", "pile"))


def lay(browser, board, picked, into, **more):
    """Press a pile's button with these cards picked, as the page sends it."""
    steps = [f"{card.pk}-{pile.pk if pile else 0}" for card, pile in picked]
    words = {"card": steps, "into": into, "key": more.pop("key", "")} | more
    return browser.post(board.page("moves"), words)


def words_on(reply):
    """The words of a page without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", reply.content.decode()))


def card(words):
    return Contribution.objects.get(words=words)
