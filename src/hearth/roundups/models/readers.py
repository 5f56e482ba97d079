"""How often somebody wants the round-up: each one as it is sent, or once a month together."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.timezone import now

from hearth.ground.accounts import Person, PersonQuerySet
from hearth.ground.books.post import Kind, Silence, resume, stop
from hearth.ground.privacy import Personal


class MonthlyReader(models.Model):
    """Somebody wants the month's round-ups together, on its first day after."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=now, editable=False)

    personal: ClassVar = {"person": Personal("to write to you once a month instead", "you")}

    def __str__(self) -> str:
        return str(self.person)


class Month(models.Model):
    """The letter of a month for those who want one a month: how far it is written."""

    first = models.DateField(unique=True)
    letters_up_to = models.BigIntegerField(default=0, editable=False)
    letters_done_at = models.DateTimeField(null=True, editable=False)

    personal: ClassVar[dict[str, Personal]] = {}

    def __str__(self) -> str:
        return f"{self.first:%B %Y}"


def readers() -> PersonQuerySet:
    """Members whom a letter reaches and who want round-ups, in the order of their numbers."""
    silent = Silence.objects.filter(kind=Kind.ROUNDUP).values("person")
    wanting = Person.objects.members().reachable().exclude(pk__in=silent)
    return wanting.exclude(rhythm=Person.Rhythm.REPLIES).order_by("pk")


def as_they_come() -> PersonQuerySet:
    return readers().exclude(pk__in=MonthlyReader.objects.values("person"))


def once_a_month() -> PersonQuerySet:
    return readers().filter(pk__in=MonthlyReader.objects.values("person"))


def how_many() -> tuple[int, int]:
    """So many get each one, and so many once a month."""
    monthly = Q(pk__in=MonthlyReader.objects.values("person"))
    counted = (
        readers()
        .order_by()
        .aggregate(each=Count("pk", filter=~monthly), monthly=Count("pk", filter=monthly))
    )
    return counted["each"], counted["monthly"]


def how_often(person: Person) -> str:
    """`each`, `monthly`, `none`, or `replies`: they want no letters but those."""
    if person.rhythm == Person.Rhythm.REPLIES:
        return "replies"
    if person.silences.filter(kind=Kind.ROUNDUP).exists():
        return "none"
    return "monthly" if MonthlyReader.objects.filter(person=person).exists() else "each"


def want(person: Person, often: str) -> None:
    """From now on this often. Twice changes nothing."""
    if often == "none":
        stop(person, Kind.ROUNDUP)
        return
    resume(person, Kind.ROUNDUP)
    if often == "monthly":
        MonthlyReader.objects.get_or_create(person=person)
    else:
        MonthlyReader.objects.filter(person=person).delete()
