"""Round-ups: once a week a person tells the others what there was."""

from django.apps import AppConfig


class Roundups(AppConfig):
    name = "hearth.roundups"
    label = "roundups"
