"""Break-outs: small rooms in which people meet new people, and newcomers somebody who has been
here before (J2.3)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from random import SystemRandom
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.dealing import Impossible, Pair, Why, Wishes, deal, pairs_in
from hearth.gatherings.merging import merged
from hearth.gatherings.models.answers import in_lines, is_frozen
from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.meetings import YEAR, who_has_met
from hearth.gatherings.models.pairs import wishes_at
from hearth.gatherings.models.places import Arrival
from hearth.gatherings.models.runsheet import Step
from hearth.ground.accounts import Person
from hearth.ground.live import tell
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows

LONGEST_LINE = 4000
JUST_NOW = 0.001
"""What it weighs that two sit together as we deal: made again, the rooms are other ones."""
SENTENCES = {
    Why.TOO_MANY_TOGETHER: _(
        "A room holds at most six. Take away one of the pairs to keep together."
    ),
    Why.TOGETHER_AND_APART: _(
        "Two people are to be together and apart. Take away one of these wishes."
    ),
    Why.TOO_FEW: _("Too few people are here to keep everybody apart. Stay in one room, or wait."),
    Why.TOO_MANY_WISHES: _(
        "These wishes cannot all be kept with those who are here."
        " Take away one of the pairs, then make the rooms again."
    ),
}


class RoomQuerySet(Rows["Room"]):
    def with_a_line(self) -> Self:
        return self.exclude(line="")

    def in_order(self) -> Self:
        return self.order_by("step__position", "number", "pk")


class Room(models.Model):
    """One of the small groups of a step, known by its number. Its people write one line."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="rooms")
    step = models.ForeignKey(Step, models.SET_NULL, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    video_url = models.URLField(_("link of the room"), blank=True)
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    line = models.TextField(_("our line"), blank=True, max_length=LONGEST_LINE)
    made_at = models.DateTimeField(default=now)

    objects = RoomQuerySet.as_manager()

    personal: ClassVar = {
        "line": Personal("to keep what a room found", "members and who came", Erase.NAMELESS),
        "writer": Personal("to know who writes", "those in the room", Erase.EMPTIED),
    }
    impersonal = ("video_url",)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "step", "number"], name="one_room_a_number"
            )
        ]

    def __str__(self) -> str:
        return gettext("Room {number}").format(number=self.number)

    @property
    def live_topic(self) -> str:
        return f"room-{self.pk}"

    @transaction.atomic
    def write(self, words: str, *, before: str) -> str:
        """Keep what somebody made of the line as they had it `before`. What others changed
        meanwhile stays as well. Returns the line as it stands now."""
        if is_frozen(self.gathering):
            raise Refused(_("The notes are closed. Bring it to the next gathering."))
        words, before = in_lines(words).replace("\0", ""), in_lines(before)[:LONGEST_LINE]
        if len(words) > LONGEST_LINE:
            raise Refused(_("This line is full. Make it shorter, and it is kept."))
        room = Room.objects.select_for_update().get(pk=self.pk)
        line = merged(before, words, room.line)
        if len(line) > LONGEST_LINE:
            raise Refused(_("This line is full. Make it shorter, and it is kept."))
        if line != room.line:
            Room.objects.filter(pk=self.pk).update(line=line)
            tell(self.live_topic)
            tell(lines_topic(self.gathering))
        self.line = line
        return line


class RoomWishes(models.Model):
    """How the host would like the rooms of a gathering to be made."""

    class Size(models.IntegerChoices):
        EITHER = 0, _("Three or four")
        THREES = 3, _("Threes")
        FOURS = 4, _("Fours")

    gathering = models.OneToOneField(Gathering, models.CASCADE, related_name="room_wishes")
    size = models.PositiveSmallIntegerField(_("people in a room"), choices=Size, default=0)
    has_leads = models.BooleanField(
        _("Somebody in each room who can host it or write"), default=False
    )

    class Meta:
        verbose_name_plural = "room wishes"

    def __str__(self) -> str:
        return str(self.gathering)


def step_of_rooms(gathering: Gathering) -> Step | None:
    """For which step rooms are made now: the one we are at if it is for small groups, else
    the next that is, else the one we are at."""
    at, steps = gathering.step, gathering.steps.all()
    if at and at.kind == Step.Kind.ROOMS:
        return at
    after = at.position if at else 0
    ahead = (step for step in steps if step.kind == Step.Kind.ROOMS and step.position > after)
    return next(ahead, at)


@transaction.atomic
def make_rooms(
    gathering: Gathering, *, by: Person, seen: str | None = None, seed: int | None = None
) -> list[Room]:
    """Put everybody who is here, but the host, into rooms anew; pages follow at once. `seen`
    is the mark of the rooms as the host saw them: when somebody was quicker, theirs stay."""
    gathering = gathering.locked()
    step = step_of_rooms(gathering)
    made = list(gathering.rooms.filter(step=step))
    if seen is not None and seen != mark_of(made):
        return made
    arrivals = list(_to_be_seated(gathering))
    if not arrivals:
        raise Refused(_("Nobody has come in yet. Make the rooms when people are here."))
    wishes = _wishes(gathering, {arrival.person_id for arrival in arrivals})
    try:
        dealt = _dealt(arrivals, wishes, seed)
    except Impossible as impossible:
        raise Refused(str(SENTENCES[impossible.why])) from impossible
    rooms = _laid_out(gathering, step, len(dealt), made)
    _seat(arrivals, rooms, dealt, wishes)
    tell(gathering.live_topic)
    return rooms


def mark_of(rooms: Sequence[Room]) -> str:
    """Another one each time the rooms are made."""
    return max((room.made_at.isoformat() for room in rooms), default="")


def _to_be_seated(gathering: Gathering) -> models.QuerySet[Arrival]:
    """Everybody who is here and wants to be in a small room."""
    return gathering.arrivals.filter(instead="").exclude(person=gathering.host_id)


def _wishes(gathering: Gathering, here: set[int]) -> Wishes:
    wished = RoomWishes.objects.filter(gathering=gathering).first() or RoomWishes()
    new = gathering.booked.filter(is_first_time=True, person__in=here)
    pairs = wishes_at(gathering, here)
    apart = {(two.one_id, two.other_id) for two in pairs if two.is_apart}
    private = {(two.one_id, two.other_id) for two in pairs if two.gathering_id is None}
    together = {(two.one_id, two.other_id) for two in pairs if not two.is_apart}
    return Wishes(
        new=frozenset(new.values_list("person", flat=True)),
        leads=frozenset(_who_can_lead(gathering, here) if wished.has_leads else ()),
        together=frozenset(_that_can_be(together, private)),
        apart=frozenset(apart),
        size=wished.size,
    )


def _that_can_be(together: Collection[Pair], private: Collection[Pair]) -> set[Pair]:
    """The pairs to keep together, without those that would seat two together of whom one asked,
    in private, to be apart. They are left out without a word: a refusal would tell on them."""
    kept, blocks = set[Pair](), dict[int, frozenset[int]]()
    for one, other in sorted(together):
        block = blocks.get(one, frozenset({one})) | blocks.get(other, frozenset({other}))
        if not any(block.issuperset(two) for two in private):
            blocks |= dict.fromkeys(block, block)
            kept.add((one, other))
    return kept


def _who_can_lead(gathering: Gathering, here: Collection[int]) -> models.QuerySet[Person, int]:
    """Stewards, those who took something on for this hour, and who hosted one in a year."""
    hosted = Gathering.objects.filter(starts_at__gte=now() - YEAR).values("host")
    can = Q(pk__in=Person.objects.stewards().values("pk")) | Q(pk__in=hosted)
    can |= Q(pk__in=gathering.roles.values("person"))
    return Person.objects.get_queryset().filter(can, pk__in=here).values_list("pk", flat=True)


def _dealt(arrivals: list[Arrival], wishes: Wishes, seed: int | None) -> list[list[int]]:
    """Rooms in which few meet again; and few sit as they did a moment ago."""
    here = {arrival.person_id for arrival in arrivals}
    weights = who_has_met(here)
    for two in _sit_together(arrivals):
        weights[two] = weights.get(two, 0) + JUST_NOW
    chosen = SystemRandom().getrandbits(48) if seed is None else seed
    return deal(here, wishes, weights, seed=chosen)


def _sit_together(arrivals: list[Arrival]) -> list[Pair]:
    rooms: dict[int, list[int]] = {}
    for arrival in arrivals:
        if arrival.room_id:
            rooms.setdefault(arrival.room_id, []).append(arrival.person_id)
    return [two for people in rooms.values() for two in pairs_in(people)]


def _laid_out(gathering: Gathering, step: Step | None, count: int, made: list[Room]) -> list[Room]:
    """So many rooms, those that are there first. One too many goes, unless it has a line:
    nothing said here gets lost."""
    kept, moment = (
        made[:count],
        max([now(), *(r.made_at + timedelta(microseconds=1) for r in made)]),
    )
    number = max((room.number for room in made), default=0)
    new = Room.objects.bulk_create(
        Room(gathering=gathering, step=step, number=number + more, made_at=moment)
        for more in range(1, count - len(kept) + 1)
    )
    ours = [room.pk for room in (*kept, *new)]
    Room.objects.filter(pk__in=ours).update(made_at=moment, writer=None)
    gathering.rooms.filter(step=step, line="").exclude(pk__in=ours).delete()
    return [*kept, *new]


def _seat(
    arrivals: list[Arrival], rooms: list[Room], dealt: list[list[int]], wishes: Wishes
) -> None:
    room_of = {person: room for room, people in zip(rooms, dealt, strict=True) for person in people}
    for arrival in arrivals:
        arrival.room = room_of[arrival.person_id]
    Arrival.objects.bulk_update(arrivals, ["room"])
    for room, people in zip(rooms, dealt, strict=True):
        room.writer_id = next((person for person in people if person in wishes.leads), None)
    Room.objects.bulk_update([room for room in rooms if room.writer_id], ["writer"])


def lines_topic(gathering: Gathering) -> str:
    """What the host's page of rooms listens at: all lines, and not each reader's own room."""
    return f"lines-{gathering.pk}"


def lines_of(gathering: Gathering) -> RoomQuerySet:
    """What the rooms wrote, for members and those who came."""
    return RoomQuerySet(Room).filter(gathering=gathering).with_a_line().in_order()
