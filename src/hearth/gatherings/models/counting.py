"""How many people somebody has met in small rooms: for themselves alone, and only if they like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from hearth.gatherings.models.meetings import YEAR, Meeting
from hearth.gatherings.models.places import Arrival
from hearth.ground.accounts import Person
from hearth.ground.privacy import Personal


class Uncounted(models.Model):
    """Somebody would rather not be shown how many people they have met."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    personal: ClassVar = {"person": Personal("to show you no number", "you")}

    class Meta:
        verbose_name_plural = "uncounted"

    def __str__(self) -> str:
        return str(self.person)


@dataclass(frozen=True, slots=True)
class Met:
    """So many of those who came to something in the last year."""

    met: int
    people: int


def how_many_met(person: Person) -> Met | None:
    """Met in a small room, of all the others who came in the last year. None where the person
    would rather not know."""
    if Uncounted.objects.filter(person=person).exists():
        return None
    came = Arrival.objects.filter(at__gt=now() - YEAR).exclude(person=person)
    sat = Meeting.objects.lately().of(person).values_list("one", "other")
    met = {each for two in sat for each in two} - {person.pk}
    return Met(len(met), max(len(met), came.values("person").distinct().count()))


def show_count(person: Person, *, shows: bool) -> None:
    """Show somebody how many they have met, or show it no more."""
    if shows:
        Uncounted.objects.filter(person=person).delete()
    else:
        Uncounted.objects.get_or_create(person=person)
