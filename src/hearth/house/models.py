"""What the house itself keeps: what is on, and messages that came to its mailbox."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils.timezone import now

from hearth.ground.accounts import Community, Person
from hearth.ground.privacy import Erase, Personal
from hearth.ground.rows import Rows
from hearth.house.safety.records import Assessment, Risk

__all__ = ["Assessment", "Received", "Risk", "Switch", "turn"]


class Switch(models.Model):
    """A steward turned an area on or off, or a part of one: who, and when. Nothing that lies in
    an area is lost while it is off."""

    area = models.CharField(max_length=60)
    is_on = models.BooleanField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    personal: ClassVar = {"by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)}
    impersonal = ("area",)

    class Meta:
        verbose_name_plural = "switches"
        indexes = [models.Index(fields=["area", "-id"], name="switch_newest")]

    def __str__(self) -> str:
        return f"{self.area}: {'on' if self.is_on else 'off'}"


@transaction.atomic
def turn(area: str, *, on: bool, by: Person | None) -> None:
    """Turn an area on or off for everybody, from the next page on. Twice changes nothing."""
    ours = Community.objects.select_for_update().get()
    names = set(ours.areas_on.split())
    if (area in names) != on:
        Switch.objects.create(area=area, is_on=on, by=by)
        ours.areas_on = " ".join(sorted(names ^ {area}))
        ours.save(update_fields=["areas_on"])


class ReceivedQuerySet(Rows["Received"]):
    def for_a_person(self) -> Self:
        """What no program could read."""
        return self.exclude(why="").order_by("-at", "-pk")


class Received(models.Model):
    """A message that came for us, so that none is read twice. What it says is kept only where
    a person has to look (`why`), and for 30 days."""

    mark = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=now, db_index=True)
    sender = models.CharField(max_length=254, blank=True)
    words = models.TextField(blank=True)
    why = models.CharField(max_length=200, blank=True)

    objects = ReceivedQuerySet.as_manager()

    personal: ClassVar = dict.fromkeys(
        ("sender", "words"), Personal("to answer what no program could", "stewards", after_days=30)
    )
    impersonal = ("mark", "why")

    def __str__(self) -> str:
        return self.mark[:8]

    def settle(self) -> None:
        """All is done: nothing is kept but that it came."""
        self.sender = self.words = self.why = ""
        self.save()
