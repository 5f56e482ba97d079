"""One text that becomes page, letter, chat text, calendar entry and poster; each can be edited."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models.gathering import Gathering
from hearth.ground.privacy import Personal


class Wording(models.Model):
    """What one channel says instead of the one text."""

    class Channel(models.TextChoices):
        LETTER = "letter", _("The letter")
        CHAT = "chat", _("Text for Discord, Slack or WhatsApp")
        CALENDAR = "calendar", _("The calendar entry")
        POSTER = "poster", _("The poster")

    gathering = models.ForeignKey(Gathering, models.CASCADE, related_name="wordings")
    channel = models.CharField(max_length=8, choices=Channel)
    words = models.TextField()

    personal: ClassVar[dict[str, Personal]] = {}
    impersonal = ("channel", "words")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gathering", "channel"], name="one_wording_a_channel")
        ]

    def __str__(self) -> str:
        return f"{self.gathering}: {self.get_channel_display()}"
