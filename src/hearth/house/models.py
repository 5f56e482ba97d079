"""What the house itself keeps: messages that came to its mailbox, so that none is read twice."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.timezone import now

from hearth.ground.privacy import Personal
from hearth.ground.rows import Rows


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
