"""How many people somebody has met in small rooms: for themselves alone, and only if they like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Subquery, Value
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
    came = Arrival.objects.filter(at__gt=now() - YEAR).exclude(person=person)
    how_many = came.order_by().annotate(all=Value(1)).values("all")
    rather_not = Uncounted.objects.filter(person=OuterRef("pk"))
    me = Person.objects.get_queryset().filter(pk=person.pk)
    quiet, people = me.values_list(
        Exists(rather_not), Subquery(how_many.values_list(Count("person", distinct=True)))
    ).get()
    if quiet:
        return None
    sat = Meeting.objects.lately().of(person).values_list("one", "other")
    met = {each for two in sat for each in two} - {person.pk}
    return Met(len(met), max(len(met), people or 0))


def show_count(person: Person, *, shows: bool) -> None:
    """Show somebody how many they have met, or show it no more."""
    if shows:
        Uncounted.objects.filter(person=person).delete()
    else:
        Uncounted.objects.get_or_create(person=person)
