"""What somebody tells us about themselves, if they like: what they do, and what they need."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.privacy import Personal
from hearth.ground.rows import Rows


class Profile(models.Model):
    """The few words that somebody wrote about themselves."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", primary_key=True
    )
    does = models.CharField(_("what you do"), max_length=160, blank=True)
    needs = models.TextField(_("what you need to take part"), max_length=1000, blank=True)
    may_be_named = models.BooleanField(_("may be named in the round-up"), default=False)

    objects = Rows.as_manager()

    personal: ClassVar = {
        "person": Personal("to know whose words these are", "members"),
        "does": Personal("so that others know what to ask you about", "members"),
        "needs": Personal("so that you can take part", "you, and the hosts where you come"),
        "may_be_named": Personal("to name you to nobody unless you said yes", "you"),
    }

    def __str__(self) -> str:
        return self.does

    @classmethod
    def of(cls, person: Person) -> Profile:
        """What this person wrote; empty words where they wrote nothing."""
        return cls.objects.filter(person=person).first() or cls(person=person)


def let_be_named(person: Person, yes: bool) -> None:
    """Whether the round-up may say that they are here. It holds from the next look at it."""
    Profile.objects.update_or_create(person=person, defaults={"may_be_named": yes})


def describe(person: Person, *, does: str | None = None, needs: str | None = None) -> Profile:
    """Keep what somebody says about themselves. What is not given stays as it was."""
    given = {"does": does, "needs": needs}
    words = {name: value.strip() for name, value in given.items() if value is not None}
    return Profile.objects.update_or_create(person=person, defaults=words)[0]
