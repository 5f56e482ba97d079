"""How somebody's place came about: each move with its reason (complaint 9)."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models.gathering import Gathering
from hearth.ground.accounts import Person
from hearth.ground.privacy import Personal
from hearth.ground.rows import Rows

KEPT_FOR = timedelta(days=30)


class Why(models.TextChoices):
    """The reason of a move, as its person reads it."""

    ASKED = "asked", _("You asked, and a place was free.")
    NEW = "new", _("You asked, and a place was kept for people who come for the first time.")
    NAMED = "named", _("The host kept a place for you.")
    FULL = "full", _("You asked when every open place was taken. You went to the end of the list.")
    NO_LIMIT = "no-limit", _("There is room for everybody now.")
    GIVEN_BACK = "given-back", _("Somebody gave a place back, and you were first in line.")
    MORE = "more", _("There were more places, and you were first in line.")
    RELEASED = "released", _("A place that was kept is open to all now; you were first in line.")
    PASSED_ON = "passed-on", _("Somebody else could not take the place; you were next in line.")
    YES = "yes", _("You said yes. The place is yours.")
    NO = "no", _("You said no thanks. The place went to the next in line.")
    NO_ANSWER = "no-answer", _("The time to answer was over. The place went to the next in line.")
    WITHDREW = "withdrew", _("You said that you cannot come. Thank you for saying so.")


class PlaceMoveQuerySet(Rows["PlaceMove"]):
    def at(self, gathering: Gathering, person: Person) -> Self:
        return self.filter(gathering=gathering, person=person).order_by("pk")

    def offers(self) -> Self:
        return self.filter(what=PlaceMove.What.OFFERED)


class PlaceMove(models.Model):
    """Somebody's place changed: from what moment, to what, and why."""

    class What(models.TextChoices):
        GIVEN = "given", _("You have a place")
        WAITS = "waits", _("You are on the waiting list")
        OFFERED = "offered", _("A place was offered to you")
        GONE = "gone", _("You have no place")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="place_moves")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    what = models.CharField(max_length=8, choices=What)
    why = models.CharField(max_length=12, choices=Why)
    at = models.DateTimeField(default=now)

    objects = PlaceMoveQuerySet.as_manager()

    personal: ClassVar = dict.fromkeys(
        ("person", "what", "why"),
        Personal("to show you how your place came about", "you", after_days=30),
    )

    class Meta:
        indexes = [models.Index(fields=["gathering", "person"], name="moves_of_a_place")]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.get_why_display()}"


def forget_place_moves() -> int:
    """How places came about is forgotten thirty days after; returns how many moves went."""
    over = Gathering.objects.filter(ends_at__lt=now() - KEPT_FOR)
    return PlaceMove.objects.filter(gathering__in=over).delete()[0]
