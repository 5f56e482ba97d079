"""How people meet when they are apart: by video, in the way the host chose, and by telephone."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.video import By


class Wire(models.Model):
    """The way in from afar. What opens the call is never shown to those who do not come."""

    video_by = models.CharField(_("video"), max_length=13, choices=By, default=By.LINK)
    video_url = models.URLField(_("video link"), blank=True)
    phone = models.TextField(_("numbers to dial"), max_length=400, blank=True)

    class Meta:
        abstract = True

    @property
    def phone_words(self) -> str:
        """The numbers to dial, in one line."""
        return "; ".join(line.strip() for line in self.phone.splitlines() if line.strip())
