"""Where a theme was before it was joined to another: the old address leads to it still."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from hearth.ground.privacy import Erase, Personal
from hearth.ground.rows import Rows


class FormerAddress(models.Model):
    """Where a theme was before it was joined to another. Letters and pages link to it, so it
    leads to what the theme became."""

    slug = models.SlugField(unique=True, max_length=100)
    theme = models.ForeignKey("listening.Theme", models.CASCADE, related_name="former_addresses")
    name = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    objects = Rows.as_manager()

    personal: ClassVar = {"by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)}
    impersonal = ("slug", "name")

    def __str__(self) -> str:
        return f"{self.name} -> {self.theme}"
