"""How many places are kept in a minute: two processes that book at once, and an exact count."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from time import perf_counter, process_time

from django.utils.timezone import now

from hearth.gatherings.models.places import book
from hearth.house.bench import community

TRIES, PLACES = 1000, 70


def figures() -> Iterator[str]:
    """Bookings a minute, the CPU of one, and whether the count is exact."""
    gathering = community.gathering(now() + timedelta(days=7), places=PLACES)
    people = community.newcomers(TRIES)
    started, worked = perf_counter(), process_time()
    with ThreadPoolExecutor(2) as two:
        list(two.map(lambda person: book(gathering, person), people))
    took, cost = perf_counter() - started, (process_time() - worked) / TRIES * 1000
    coming = gathering.booked.coming().count()
    yield (
        f"{TRIES:,} tries for {PLACES} places: {TRIES / took * 60:,.0f} a minute, {cost:.1f} ms CPU"
        f" each; {coming} given, {gathering.booked.waiting().count()} wait   goal 1,500 and 40 ms"
    )
