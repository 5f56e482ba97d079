"""What a host says to everybody's page: a few words, for as long as the step lasts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.hour import STAYS_OPEN
from hearth.gatherings.models.places import Arrival
from hearth.ground.accounts import Person
from hearth.ground.live import tell
from hearth.ground.privacy import Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows


class Call(models.Model):
    """A few words to all rooms, or to the room with this number. Gone with the step."""

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="calls")
    room_number = models.PositiveSmallIntegerField(null=True)
    words = models.CharField(_("what you say to them"), max_length=200)
    at = models.DateTimeField(default=now)

    objects = Rows.as_manager()

    personal: ClassVar[dict[str, Personal]] = {}
    impersonal = ("words",)

    def __str__(self) -> str:
        return self.words


@transaction.atomic
def call(gathering: Gathering, words: str, *, room_number: int | None = None, by: Person) -> None:
    """Show these words on everybody's page, or in one room, instead of what was called before."""
    today = gathering.locked()
    words = " ".join(words.split())
    if not today.is_running:
        raise Refused(_("Begin first. Then your words reach everybody's page."))
    if not words:
        raise Refused(_("Write what you want to say to them."))
    before = today.calls.all()
    if room_number is not None:
        before = before.filter(room_number=room_number)
    before.delete()
    today.calls.create(words=words[:200], room_number=room_number)
    tell(today.live_topic)


def call_for(gathering: Gathering, room_number: int | None) -> Call | None:
    """The newest words for everybody, or for this room."""
    for_them = Q(room_number=None)
    if room_number is not None:
        for_them |= Q(room_number=room_number)
    return gathering.calls.filter(for_them).order_by("-at", "-pk").first()


def forget_what_passed() -> int:
    """Where nobody ended the hour, its hands and calls go when the room closes."""
    closed = Q(gathering__ends_at__lt=now() - STAYS_OPEN)
    lowered = Arrival.objects.filter(closed).exclude(hand_up_at=None).update(hand_up_at=None)
    return lowered + Call.objects.filter(closed).delete()[0]
