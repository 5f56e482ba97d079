"""Who sits where once the rooms are made: late, left, moved by hand, or rather not. Each of
these moves one person and nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hearth.gatherings.dealing import FEW, LEAST, MOST, pair, pairs_in
from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.meetings import who_has_met
from hearth.gatherings.models.pairs import Pairing, wishes_at
from hearth.gatherings.models.places import Arrival, Instead
from hearth.gatherings.models.rooms import Room, step_of_rooms
from hearth.ground.accounts import Person
from hearth.ground.live import tell
from hearth.ground.refusals import Refused

DAY = timedelta(days=1)


@transaction.atomic
def seat_late(arrival: Arrival) -> None:
    """Somebody who comes in after the rooms were made goes to a small one in which they know
    few, with whom they are to be together, and never with whom they are to be apart. Nobody
    else moves. Where no room will do they stay in the main room, and the host sees it."""
    gathering = arrival.gathering.locked()
    if arrival.person_id == gathering.host_id or arrival.instead:
        return
    step = step_of_rooms(gathering)
    rooms = list(gathering.rooms.filter(step=step).prefetch_related("people"))
    if arrival.room_id in {room.pk for room in rooms}:
        return
    arrival.room = _best_room([room for room in rooms if room.people.all()], arrival.person_id)
    arrival.save(update_fields=["room"])


def _best_room(rooms: Sequence[Room], person: int) -> Room | None:
    """With the right people first, then the smallest, then the one with fewest they have met."""
    people = {room.pk: {arrival.person_id for arrival in room.people.all()} for room in rooms}
    everybody = {person}.union(*people.values())
    met = who_has_met(everybody)
    gathering = rooms[0].gathering if rooms else None
    pairs = wishes_at(gathering, everybody) if gathering else []
    apart, together = (
        {_other(two, person) for two in pairs if two.is_apart == is_apart}
        for is_apart in (True, False)
    )

    def key(room: Room) -> tuple[bool, int, float, int]:
        there = people[room.pk]
        again = sum(met.get(pair(person, other), 0) for other in there)
        return not there & together, len(there), again, room.number

    fits = [room for room in rooms if not people[room.pk] & apart and len(people[room.pk]) < MOST]
    return min(fits, key=key, default=None)


def _other(two: Pairing, person: int) -> int:
    """With whom this person is in a pair; 0, who is nobody, where they are not in it."""
    if person not in (two.one_id, two.other_id):
        return 0
    return two.other_id if two.one_id == person else two.one_id


@transaction.atomic
def move(gathering: Gathering, *, person: int, to: Room | Instead, by: Person) -> None:
    """The host moves one person to another room, or marks that they have left."""
    here = gathering.locked().arrivals.exclude(instead__in=(Instead.MAIN, Instead.QUIET))
    arrival = here.filter(person=person).first()
    if arrival is None:
        raise Refused(_("They are not in a small room any more. Nobody was moved."))
    arrival.room = to if isinstance(to, Room) else None
    arrival.instead = "" if isinstance(to, Room) else to
    arrival.save(update_fields=["room", "instead"])
    tell(gathering.live_topic)


@transaction.atomic
def sit_out(arrival: Arrival, instead: Instead) -> None:
    """I would rather stay in the main room, or be quiet. Nobody is told, and nobody moves."""
    gathering = arrival.gathering.locked()
    arrival.room, arrival.instead = None, instead
    arrival.save(update_fields=["room", "instead"])
    tell(gathering.live_topic)


@transaction.atomic
def come_back(arrival: Arrival) -> None:
    """I would like to be in a small room after all."""
    arrival.gathering.locked()
    arrival.instead = ""
    arrival.save(update_fields=["instead"])
    seat_late(arrival)
    tell(arrival.gathering.live_topic)


@transaction.atomic
def take_the_pen(room: Room, *, by: Person) -> None:
    """I write for this room. The others may write as well."""
    room.gathering.locked()
    Room.objects.filter(pk=room.pk).update(writer=by)
    tell(room.gathering.live_topic)


@dataclass(frozen=True, slots=True)
class Seated:
    """A room as the host sees it."""

    room: Room
    people: list[Person]
    warnings: list[str]

    @property
    def names(self) -> str:
        return ", ".join(person.name for person in self.people)

    @property
    def is_small(self) -> bool:
        return 0 < len(self.people) < LEAST


def as_seated(
    rooms: Iterable[Room],
    arrivals: Iterable[Arrival],
    pairings: Iterable[Pairing] = (),
    *,
    shown_to: Person,
) -> list[Seated]:
    """The rooms with who sits in them, and for the host a warning where two sit together who
    are to be apart. Nothing says who wished, and nobody reads it of themselves."""
    people: dict[int, list[Person]] = {}
    for arrival in arrivals:
        if arrival.room_id:
            people.setdefault(arrival.room_id, []).append(arrival.person)
    pairs = [two for two in pairings if two.is_apart and not two.is_about(shown_to)]
    return [
        Seated(room, there, list(_warnings(there, pairs, shown_to)))
        for room in rooms
        for there in [people.get(room.pk, [])]
    ]


def _warnings(people: list[Person], apart: list[Pairing], shown_to: Person) -> Iterator[str]:
    names = {person.pk: person.name for person in people}
    here = set(pairs_in(names))
    for two in apart:
        if (two.one_id, two.other_id) in here:
            if two.gathering_id is None and not (two.pk and shown_to.is_steward):
                yield _("Two people here asked not to share a room. Make the rooms again.")
            else:
                both = {"one": names[two.one_id], "other": names[two.other_id]}
                yield _("{one} and {other} are to be apart. Move one of them.").format(**both)


def could_merge(rooms: Sequence[Seated]) -> tuple[Seated, Seated] | None:
    """The smallest room that has lost people, and the smallest other one that has a place."""
    by_size = sorted((room for room in rooms if room.people), key=lambda room: len(room.people))
    if len(by_size) < 2 or not by_size[0].is_small or sum(len(r.people) for r in rooms) < FEW:
        return None
    into = by_size[1]
    return (by_size[0], into) if len(by_size[0].people) + len(into.people) <= MOST else None


def forget_choices() -> int:
    """Who stayed in the main room, was quiet or left is forgotten the day after."""
    over = Arrival.objects.filter(gathering__ends_at__lt=now() - DAY).exclude(instead="")
    return over.update(instead="")
