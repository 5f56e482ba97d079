"""The last letter to somebody who left, and what stands where their name stood."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext

from hearth.ground.accounts import Person
from hearth.ground.books.post import Kind, Letter, post
from hearth.ground.links import absolute
from hearth.ground.privacy import Personal
from hearth.ground.rows import Rows

LETTER_WAITS = timedelta(days=30)


class Farewell(models.Model):
    """An address that is kept until its last letter has left, and for 30 days at most."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True
    )
    since = models.DateTimeField(default=now)

    objects = Rows.as_manager()

    personal: ClassVar = {
        "person": Personal("to send you a last letter", "nobody", after_days=30),
    }

    def __str__(self) -> str:
        return str(self.since)


class Blank(models.Model):
    """The one whom things point at that must point at somebody, when that person left."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = Rows.as_manager()

    personal: ClassVar = {"person": Personal("to say that somebody left", "everyone")}

    def __str__(self) -> str:
        return str(self.person)


def somebody_who_left() -> Person:
    """Nobody: without an address or a way in."""
    blank = Blank.objects.select_related("person").first()
    if blank is None:
        nobody = Person.objects.meet(name=gettext("Somebody who left"))
        blank = Blank.objects.create(person=nobody)
    return blank.person


def say_farewell(name: str, email: str, *, words_removed: bool) -> None:
    """One last letter. Its address has a capital domain, which mail does not mind, so that
    who comes back meanwhile is somebody new here."""
    local, _at, domain = email.rpartition("@")
    to = f"{local}@{domain.upper()}"
    Person.objects.filter(email=to).delete()
    gone = Person(name=gettext("Somebody who left"), email=to)
    gone.set_unusable_password()
    gone.save()
    Farewell.objects.create(person=gone)
    post(
        [gone],
        gettext("You have left, and we have forgotten you"),
        "people/letters/farewell.txt",
        kind=Kind.KEYS,
        greeting=gettext("Hello {name},").format(name=name),
        button_label=gettext("Join again, if you ever like"),
        button_url=absolute("/join/"),
        words_removed=words_removed,
        why=gettext("You get this letter because you left. It is the last one."),
    )


def forget_farewells() -> int:
    """Addresses whose last letter has left, or never will, go too; returns how many."""
    waiting = Letter.objects.waiting().values("to")
    over = Farewell.objects.exclude(person__in=waiting)
    late = Farewell.objects.filter(since__lt=now() - LETTER_WAITS)
    people = Person.objects.filter(pk__in=(over | late).values("person"))
    return sum(bool(person.delete()) for person in people)
