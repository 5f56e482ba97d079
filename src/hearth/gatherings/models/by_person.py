"""Which gatherings have to do with one person: parts of other questions, see `numbers_of`."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import QuerySet


def booked_by(person: int) -> QuerySet[Any, Any]:
    """Where they have a place or wait for one."""
    places = apps.get_model("gatherings", "Place").objects
    return places.filter(person=person).values("gathering")


def hosted_with(person: int) -> QuerySet[Any, Any]:
    """Where they host with somebody, whenever that was."""
    cohosts = apps.get_model("gatherings", "CoHost").objects
    return cohosts.filter(person=person).values("gathering")
