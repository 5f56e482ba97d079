"""A board of five hundred cards and thirty piles costs little more than one of sixty."""

from __future__ import annotations

import gzip
import random
import time
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hearth import listening
from hearth.ground.books import Contribution
from hearth.listening.models import Pile, Placement
from hearth.listening.tests.boards import JUNE, board_of

WORDS = ("evening", "fares", "hall", "loud", "bursary", "carers", "train", "key", "late", "food",
         "captions", "stairs", "library", "laptop", "village", "rain", "tea")  # fmt: skip
BYTES, SCRIPT = 45_000, 30_000


def _board(people, cards, piles):
    chance = random.Random(7)
    Contribution.objects.bulk_create(
        Contribution(words=f"{n}: we need {' '.join(chance.choices(WORDS, k=8))} here",
                     said_by=people.amara, url=JUNE, during="June")
        for n in range(cards)
    )  # fmt: skip
    board = board_of(people.bola, suggests=True)
    board.begin_naming(by=people.bola)
    made = [Pile(board=board, number=n, name=f"What we call {n}") for n in range(1, piles + 1)]
    Pile.objects.bulk_create(made)
    Placement.objects.bulk_create(
        Placement(pile=chance.choice(made), card=card) for card in board.cards()[: cards * 2 // 3]
    )
    return board


def _opened(browser, board):
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        reply = browser.get(board.get_absolute_url())
    took = time.perf_counter() - began
    packed = len(gzip.compress(reply.content))
    print(f"{len(asked)} queries, {len(reply.content)} bytes, {packed} packed, {took:.2f} s")
    return reply, len(asked), packed


def _fetched():
    place = Path(listening.__file__).parent / "static/listening/board"
    files = sorted(place.glob("*"))
    files = [file for file in files if file.name != "paper.css"]
    return {file.suffix: sum(len(gzip.compress(one.read_bytes())) for one in files
                             if one.suffix == file.suffix) for file in files}  # fmt: skip


def test_a_board_of_sixty_cards_is_light(people, as_):
    _reply, queries, packed = _opened(as_(people.dee), _board(people, 60, 8))
    fetched = _fetched()
    sheet = 12_000  # what every page fetches once a year, measured by the truths of the house
    assert queries <= 12
    assert packed + sum(fetched.values()) + sheet <= BYTES
    assert fetched[".mjs"] <= SCRIPT


def test_five_hundred_cards_cost_no_more_queries_and_stay_usable(people, as_):
    board = _board(people, 500, 30)
    browser = as_(people.dee)
    reply, queries, packed = _opened(browser, board)
    assert queries <= 12
    assert packed <= BYTES
    assert len(reply.context["loose"]) == 60
    seen = {card.said.pk for page in (1, 2, 3) for card in
            browser.get(f"{board.get_absolute_url()}?loose={page}").context["loose"]}  # fmt: skip
    assert seen == {card.said.pk for card in reply.context["laid"].loose}
    pile, cards = max(reply.context["laid"].piles, key=lambda one: len(one[1]))
    whole = browser.get(f"{board.get_absolute_url()}?all={pile.pk}").content.decode()
    assert all(f'id="c{card.step}"' in whole for card in cards)
