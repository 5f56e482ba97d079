"""The ground: what every area stands on, and no word of any area in it."""

from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class Ground(AppConfig):
    name = "hearth.ground"
    label = "ground"

    def ready(self) -> None:
        """Say what to do, without blame, where a question was left out."""
        forms.Field.default_error_messages = {"required": _("Please answer this one.")}
