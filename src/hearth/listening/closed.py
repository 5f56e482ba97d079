"""Themes that a reader may not open, so that no search, diary or trail names them either.

The books keep the audience that a theme had when it was written down. Whether anybody said
something in it that this reader may hear of can change at any moment, by a wish that grows
narrower or words that are taken back, so it is asked anew each time a book is read.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse

from hearth.ground.accounts import Person
from hearth.listening.models import Theme


def closed_to(person: Person | None) -> QuerySet[Any, Any]:
    """The addresses of all themes but those that `visible_to` gives this reader."""
    open_to_them = Theme.objects.visible_to(person).values("pk")
    before, after = reverse("listening:theme", args=["-"]).split("-")
    address = Concat(Value(before), "slug", Value(after), output_field=CharField())
    return Theme.objects.exclude(pk__in=open_to_them).values_list(address)
