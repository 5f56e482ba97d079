"""What happened to a gathering before its day: invited, moved, called off; by whom and why."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.ground.privacy import Erase, Personal


class Invitation(models.Model):
    """Somebody sent the invitation to a number of people."""

    gathering = models.ForeignKey(
        "gatherings.Gathering", models.CASCADE, related_name="invitations"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    how_many = models.PositiveIntegerField()

    personal: ClassVar = {"by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)}

    def __str__(self) -> str:
        return f"{self.how_many}: {self.gathering}"


class Move(models.Model):
    """A gathering was put to another time."""

    gathering = models.ForeignKey("gatherings.Gathering", models.CASCADE, related_name="moves")
    was_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    why = models.CharField(_("why"), max_length=200, blank=True)

    personal: ClassVar = {"by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)}
    impersonal = ("why",)

    def __str__(self) -> str:
        return f"{self.gathering} from {self.was_at}"


class Cancellation(models.Model):
    """A gathering was called off."""

    gathering = models.OneToOneField(
        "gatherings.Gathering", models.CASCADE, related_name="cancellation"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)
    why = models.CharField(_("why"), max_length=200, blank=True)

    personal: ClassVar = {"by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)}
    impersonal = ("why",)

    def __str__(self) -> str:
        return str(self.gathering)
