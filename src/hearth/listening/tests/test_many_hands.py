"""Many hands sort at the same moment, and no move is lost (J3.21)."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import close_old_connections, connection, connections

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution
from hearth.ground.refusals import Refused
from hearth.listening.models import Move
from hearth.listening.models.piles import begin_pile, lay, take_back
from hearth.listening.tests.boards import JUNE, board_of, placed, replayed
from tests.proving import proves

HANDS, MOVES, CARDS, PILES = 12, 2000, 60, 8


@pytest.fixture
def board(people):
    """Sixty cards, eight of them piles already."""
    Contribution.objects.bulk_create(
        Contribution(words=f"Card {n}", said_by=people.amara, url=JUNE, during="June")
        for n in range(CARDS)
    )
    board = board_of(people.bola)
    for card in board.cards()[:PILES]:
        begin_pile(board, [(card.pk, None)], by=people.bola)
    return board


def _hands(work):
    """Twelve hands at once; each has a connection of its own."""

    def alone(number):
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(alone, range(HANDS)))


def _sorter(number):
    person = Person.objects.meet(name=f"Hand {number}", email=f"hand{number}@example.org")
    person.join()
    return person


@proves("J3.21")
@pytest.mark.django_db(transaction=True)
def test_no_move_of_two_thousand_by_twelve_hands_is_lost(board):
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.fail("Races need a database file: in memory, threads share one lock.")
    cards = list(board.cards().values_list("pk", flat=True))
    piles = list(board.piles.all())

    def sort(number):
        hand, chance = _sorter(number), random.Random(number)
        acknowledged = 0
        for _turn in range(MOVES // HANDS + 1):
            acknowledged += _one_move(board, hand, chance, cards, piles)
            close_old_connections()  # as after each page
        return acknowledged

    began = time.perf_counter()
    acknowledged = sum(_hands(sort))
    print(f"{acknowledged / (time.perf_counter() - began):.0f} moves a second")
    assert acknowledged >= MOVES * 0.95
    assert placed(board) == replayed(board)
    assert Move.objects.count() > MOVES / 2, "most moves change something"


def _one_move(board, hand, chance, cards, piles):
    """One move as a page sends it: from where the hand last saw the card, to somewhere."""
    numbers = [pile.pk for pile in piles]
    picked = chance.sample(cards, chance.choice([1, 1, 1, 3]))
    steps = [(card, chance.choice([None, *numbers])) for card in picked]
    if chance.random() < 0.05:
        try:
            take_back(board, by=hand)
        except Refused:
            return 0
    elif chance.random() < 0.05:
        begin_pile(board, steps, by=hand)
    else:
        lay(board, steps, into=chance.choice([None, *piles]), by=hand)
    return 1


@pytest.mark.django_db(transaction=True)
def test_a_card_that_each_of_twelve_hands_lays_elsewhere_lies_on_twelve_piles(board, people):
    card = board.cards()[PILES]
    piles = [begin_pile(board, [(one.pk, None)], by=people.bola) for one in board.cards()[20:32]]
    _hands(lambda n: lay(board, [(card.pk, None)], into=piles[n], by=_sorter(n)))
    assert {pile for one, pile in placed(board) if one == card.pk} == {pile.pk for pile in piles}


@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_in_the_middle_of_moves_leaves_no_ghost(board, people):
    cards = list(board.cards())
    pile = board.piles.first()

    def sort_or_withdraw(number):
        if number == 0:
            return cards[PILES].withdraw()
        try:
            lay(board, [(cards[PILES].pk, None)], into=pile, by=_sorter(number))
        except Refused:
            return None
        return None

    _hands(sort_or_withdraw)
    assert cards[PILES].pk not in {card for card, _pile in placed(board)}
    assert placed(board) == replayed(board)
