"""Themes that a reader may not open, so that no search, diary or trail names them either.

The books keep the audience that a theme had when it was written down. Whether anybody said
something in it that this reader may hear of can change at any moment, by a wish that grows
narrower or words that are taken back, so it is asked anew each time a book is read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse

from hearth.ground.accounts import Person
from hearth.listening.models import Theme


def closed_to(person: Person | None) -> QuerySet[Any, Any]:
    """The addresses of all themes but those that `visible_to` gives this reader."""
    open_to_them = Theme.objects.visible_to(person).values("pk")
    before, after = _around_its_name()
    address = Concat(Value(before), "slug", Value(after), output_field=CharField())
    return Theme.objects.exclude(pk__in=open_to_them).values_list(address)


def closed_among(urls: Collection[str], people: Collection[Person]) -> Iterator[tuple[int, str]]:
    """Which of these addresses are themes that which of these people (by number) may not open."""
    before, after = _around_its_name()
    slugs = [url.removeprefix(before).removesuffix(after) for url in urls]
    themes = Theme.objects.filter(slug__in=slugs)
    seen = themes.visible_among(people)
    for pk, slug in themes.values_list("pk", "slug"):
        address = f"{before}{slug}{after}"
        yield from ((one.pk, address) for one in people if (one.pk, pk) not in seen)


def _around_its_name() -> list[str]:
    return reverse("listening:theme", args=["-"]).split("-")
