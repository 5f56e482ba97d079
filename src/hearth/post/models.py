"""What the post keeps: up to where somebody was told, and which letters came back."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from hearth.ground.books.post import Kind
from hearth.ground.privacy import Personal
from hearth.ground.rows import Rows


class Bookmark(models.Model):
    """Up to which moment letters have told somebody what there is. One row a person, so that a
    missed run, a doubled run or another rhythm neither skips a thing nor tells it twice."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    up_to = models.DateTimeField(db_index=True)

    objects = Rows.as_manager()

    personal: ClassVar = {"person": Personal("to tell you each thing once", "you")}

    def __str__(self) -> str:
        return f"{self.person}: {self.up_to}"


class Consent(models.Model):
    """A yes to letters that nobody gets unasked: where it was given, to which words, and when.
    A row is never overwritten: a no sets the day it ended, and another yes is another row."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="consents")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.NEWSLETTER)
    source = models.CharField(max_length=80)
    wording = models.CharField(max_length=300)
    given_at = models.DateTimeField(default=now)
    withdrawn_at = models.DateTimeField(null=True)

    objects = Rows.as_manager()

    personal: ClassVar = dict.fromkeys(
        ("person", "kind", "source", "wording"),
        Personal("to show that you said yes, to what and when", "you"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=models.Q(withdrawn_at=None),
                name="one_standing_yes_a_kind",
            )
        ]

    def __str__(self) -> str:
        return self.wording


class Return(models.Model):
    """A letter to somebody's address came back: nobody is there, or nothing is taken."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    address = models.EmailField()
    letter = models.CharField(max_length=80)
    said = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=now)

    objects = Rows.as_manager()

    personal: ClassVar = dict.fromkeys(
        ("person", "address", "letter", "said"),
        Personal("to stop writing to an address that takes no letters", "you and stewards"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address", "letter"], name="one_return_a_letter")
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.said}"
