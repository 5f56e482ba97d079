"""Round-ups and newsletters: how much each may hold, and which one an address means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hearth.ground.quarters import Quarter


class Edition(models.TextChoices):
    """A round-up is for us, by its week; a newsletter is for everyone, by its quarter."""

    ROUNDUP = "roundup", _("Round-up")
    NEWSLETTER = "newsletter", _("Newsletter")


@dataclass(frozen=True, slots=True)
class Room:
    """How much is enough for whoever reads it."""

    things: int
    words: int
    enough: str | Promise


ROOM = {
    Edition.ROUNDUP: Room(7, 350, _("Seven things are enough.")),
    Edition.NEWSLETTER: Room(12, 700, _("Twelve things are enough.")),
}


@dataclass(frozen=True, slots=True)
class Issue:
    """Which one: a round-up by its day (2026-11-19), a newsletter by its quarter (2026-q4)."""

    edition: Edition
    on: date

    @classmethod
    def named(cls, name: str) -> Self:
        if "q" in name:
            return cls(Edition.NEWSLETTER, Quarter.named(name).first)
        return cls(Edition.ROUNDUP, date.fromisoformat(name))

    def __str__(self) -> str:
        is_quarter = self.edition == Edition.NEWSLETTER
        return Quarter.of_day(self.on).name if is_quarter else str(self.on)
