"""Letters that come back: three, and we write no more until somebody is there again."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet

from hearth.ground.accounts import Person
from hearth.post.models import Return

ENOUGH = 3


def bounced(person: Person, *, letter: str, said: str = "") -> int:
    """A letter to this person came back for good. `letter` is its Message-ID, so that the same
    news twice counts once; `said` is what the mail server said. Returns how many came back."""
    if person.email:
        Return.objects.get_or_create(
            address=person.email,
            letter=letter[:80],
            defaults={"person": person, "said": " ".join(said.split())[:200]},
        )
    return Return.objects.filter(person=person, address=person.email or "").count()


def reached(person: Person) -> None:
    """They signed in or confirmed their address: letters may come again."""
    Return.objects.filter(person=person).delete()


def times_returned() -> QuerySet[Any, Any]:
    """How often letters to one person's address came back, as part of a question about them."""
    theirs = Return.objects.filter(person=OuterRef("pk"), address=OuterRef("email"))
    return theirs.order_by().values("person").annotate(n=Count("pk")).values("n")


def unreached(people: Collection[Person]) -> set[int]:
    """To whom nothing but ways to sign in is written, as three letters came back."""
    theirs = Return.objects.filter(person__in=people, address=F("person__email"))
    counted = theirs.values("person").annotate(times=Count("pk")).filter(times__gte=ENOUGH)
    return set(counted.order_by().values_list("person", flat=True))
