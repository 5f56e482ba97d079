"""Break-outs: small rooms in which newcomers meet people who have been here before (J2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from math import ceil
from random import SystemRandom

from django.db import models, transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.places import Arrival
from hearth.ground.accounts import Person
from hearth.ground.live import tell
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows

FEW = 6  # fewer people than this stay together: nobody sits in twos by accident
USUAL, MOST = 4, 6  # people in a room


class Room(models.Model):
    """One of the small groups of a gathering, known by its number. Making the rooms again
    empties them."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="rooms")
    number = models.PositiveSmallIntegerField()

    objects = Rows.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["gathering", "number"], name="one_room_a_number")
        ]

    def __str__(self) -> str:
        return str(_("Room {number}").format(number=self.number))


def deal(regulars: Sequence[int], newcomers: Sequence[int]) -> list[list[int]]:
    """People dealt into rooms of three or four, everybody once, in the order given.

    Fewer than six stay together. Every room has a regular if there are enough of them for
    rooms of at most six; then rooms are larger rather than newcomers alone.
    """
    people = len(regulars) + len(newcomers)
    if people < FEW:
        return [[*regulars, *newcomers]] if people else []
    count = min(ceil(people / USUAL), max(len(regulars), 1))
    rooms: list[list[int]] = [[] for _room in range(max(count, ceil(people / MOST)))]
    for person, room in zip([*regulars, *newcomers], cycle(rooms), strict=False):
        room.append(person)
    return rooms


@transaction.atomic
def make_rooms(gathering: Gathering, *, by: Person) -> list[Room]:
    """Put everybody who is here, but the host, into rooms anew; pages follow at once."""
    gathering.locked()
    here = set(gathering.arrivals.exclude(person=gathering.host).values_list("person", flat=True))
    new = here & set(gathering.booked.filter(is_first_time=True).values_list("person", flat=True))
    if not here:
        raise Refused(_("Nobody has come in yet. Make the rooms when people are here."))
    chance = SystemRandom()
    regulars, newcomers = sorted(here - new), sorted(new)
    chance.shuffle(regulars)
    chance.shuffle(newcomers)
    dealt = deal(regulars, newcomers)
    gathering.rooms.all().delete()
    rooms = Room.objects.bulk_create(
        Room(gathering=gathering, number=number) for number in range(1, len(dealt) + 1)
    )
    for room, people in zip(rooms, dealt, strict=True):
        gathering.arrivals.filter(person__in=people).update(room=room)
    tell(gathering.live_topic)
    return rooms


@transaction.atomic
def seat_late(arrival: Arrival) -> None:
    """Somebody who comes in after the rooms were made goes to the smallest; nobody moves."""
    gathering = arrival.gathering.locked()
    if arrival.room_id is None and arrival.person_id != gathering.host_id:
        by_size = gathering.rooms.annotate(size=Count("people")).order_by("size", "number")
        arrival.room = by_size.first()
        arrival.save(update_fields=["room"])
