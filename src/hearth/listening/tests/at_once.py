"""Many tries at the same moment, each hand with a connection of its own, as on many pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections, connections

HANDS = 8


def at_once[Thing](
    work: Callable[[Thing], object], things: Sequence[Thing], hands: int = HANDS
) -> None:
    """Do the work for each thing, in so many hands; what goes wrong in any comes out here."""

    def one_hand(number: int) -> None:
        try:
            for thing in things[number::hands]:
                work(thing)
                close_old_connections()  # as after each page
        finally:
            connections.close_all()

    with ThreadPoolExecutor(hands) as pool:
        list(pool.map(one_hand, range(hands)))
