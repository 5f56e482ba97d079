"""Who is new here and said yes to being named, for the round-up."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from hearth.ground.access import Shared
from hearth.ground.accounts import Person
from hearth.ground.areas import Item
from hearth.people.models import Profile


def items(since: datetime, until: datetime) -> Iterator[Item]:
    """Members who joined meanwhile and let us name them, in the order they came."""
    came = Person.objects.members().filter(joined_at__gt=since, joined_at__lte=until)
    yes = Profile.objects.filter(may_be_named=True).values("person")
    for number, person in enumerate(came.filter(pk__in=yes).order_by("joined_at", "pk")):
        yield Item(
            kind="person",
            title=person.name,
            url=reverse("people:people"),
            seen_by=Shared.SeenBy.EVERYONE,
            weight=number,
            person=person,
        )


def named(numbers: Collection[int]) -> QuerySet[Profile, int]:
    """Which of these people let us name them now."""
    yes = Profile.objects.filter(may_be_named=True, person__in=numbers)
    return yes.values_list("person", flat=True)
