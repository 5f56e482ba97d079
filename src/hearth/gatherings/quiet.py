"""Who has been heard from at a gathering, so that nobody is taken for quiet who is not."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from hearth.gatherings.models import Answer, Arrival, Place, Role, Taking


def heard_from(people: Collection[int]) -> Iterator[int]:
    """Which of these people kept a place, came in, took something on, or said something."""
    for rows in (Place.objects, Arrival.objects, Answer.objects, Role.objects, Taking.objects):
        yield from rows.filter(person__in=people).values_list("person_id", flat=True)
