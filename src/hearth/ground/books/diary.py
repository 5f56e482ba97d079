"""The diary: what happened, a line each. Areas write; home, round-ups and pages of people read."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext

from hearth.ground.access import Group, PagesQuerySet, Shared
from hearth.ground.accounts import Person
from hearth.ground.privacy import Erase, Personal


class HappeningQuerySet(PagesQuerySet["Happening"]):
    def latest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class Happening(Shared):
    """Somebody did something with a thing that has an address."""

    phrase = models.CharField(max_length=120)
    thing = models.CharField(max_length=200)
    url = models.CharField(max_length=200, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now, db_index=True)

    objects = HappeningQuerySet.as_manager()

    personal: ClassVar = {
        "by": Personal("to say who did it", "who may see the thing", Erase.NAMELESS)
    }
    impersonal = ("phrase", "thing", "url", "seen_by")

    def __str__(self) -> str:
        """The line in the reader's language: 'announced Open Space'."""
        return gettext(self.phrase).format(thing=self.thing)


def note(
    phrase: str,
    *,
    thing: str,
    by: Person | None,
    url: str,
    seen_by: str,
    group: Group | None = None,
) -> Happening:
    """Write a line. `phrase` is a translatable verb with a place for the thing, as in
    "announced {thing}", and never has a name of a person in it."""
    return Happening.objects.create(
        phrase=phrase, thing=thing, by=by, url=url, seen_by=seen_by, group=group
    )
