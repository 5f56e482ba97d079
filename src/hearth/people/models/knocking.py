"""Knocking: how many ask to join from one place at once. A flood of them is held for a person."""

from __future__ import annotations

import hmac
from datetime import timedelta
from ipaddress import ip_address, ip_network
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext

from hearth.ground.accounts import Community, Person
from hearth.ground.books.post import Kind, Letter, post
from hearth.ground.privacy import Personal
from hearth.ground.rows import Rows

FLOOD = 20
MINUTE = timedelta(minutes=1)
CALM_AFTER = timedelta(minutes=10)
BREATH = timedelta(seconds=5)
"""So long a letter waits before it leaves, so that a script is seen before it floods anybody."""

_PASSING = Personal("to notice a flood of made-up names", "nobody", exported=False, after_days=1)


class KnockQuerySet(Rows["Knock"]):
    def within(self, how_long: timedelta) -> Self:
        return self.filter(at__gt=now() - how_long)


class Knock(models.Model):
    """Somebody pressed the button to join. We forget it after ten minutes."""

    place = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now, db_index=True)
    was_held = models.BooleanField(default=False)

    objects = KnockQuerySet.as_manager()

    personal: ClassVar = {"place": _PASSING, "person": _PASSING}

    def __str__(self) -> str:
        return self.place[:8]


def place_of(address: str) -> str:
    """A fingerprint of where a request comes from, another one each day. A home's many
    addresses of the new kind (IPv6) are one place."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    place = str(ip_network(f"{found}/64", strict=False) if found.version == 6 else found)
    words = f"{localdate()} {place}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), words, "sha256").hex()


def knock(person: Person, place: str) -> bool:
    """Count one more from this place; True if it comes in a flood, which holds all of it.

    Two who knock at once are counted one after the other.
    """
    Community.objects.select_for_update().first()
    Knock.objects.create(person=person, place=place)
    here = Knock.objects.filter(place=place)
    lately = here.within(MINUTE)
    is_flood = lately.count() >= FLOOD or here.within(CALM_AFTER).filter(was_held=True).exists()
    if is_flood:
        lately.update(was_held=True)
    return is_flood


def people_of_the_minute(place: str) -> models.QuerySet[Person]:
    """Whose addresses were typed at this place in the last minute."""
    lately = Knock.objects.filter(place=place).within(MINUTE)
    return Person.objects.get_queryset().filter(pk__in=lately.values("person"))


def take_a_breath(place: str) -> None:
    """Letters about joining wait a moment; where others join at the same place, a minute."""
    waiting = letters_about_joining(place)
    alone = people_of_the_minute(place).count() < 2
    waiting.update(not_before=F("written_at") + (BREATH if alone else MINUTE))


def letters_about_joining(place: str) -> models.QuerySet[Letter]:
    """Those of the last minute to people who knocked there, that have not left."""
    about = models.Q(once__startswith="joining:") | models.Q(once__startswith="already:")
    whose = Letter.objects.filter(about, to__in=people_of_the_minute(place), taken_at=None)
    return whose.filter(sent_at=None, given_up_at=None, written_at__gt=now() - MINUTE)


def tell_stewards_of_held() -> None:
    """Some wait for a person to look at them: one letter a day, however many they are."""
    post(
        Person.objects.stewards(),
        gettext("Some who want to join are held"),
        "people/letters/held.txt",
        kind=Kind.STEWARDS,
        button=(gettext("Look at them"), reverse("people:held")),
        once=f"held:{localdate()}",
    )


def forget_knocks() -> int:
    """From where somebody knocked is forgotten after ten minutes."""
    return Knock.objects.filter(at__lt=now() - CALM_AFTER).delete()[0]
