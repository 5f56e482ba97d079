"""The charter: what we ask of each other, in lines that anyone may want changed."""

from django.apps import AppConfig


class Charter(AppConfig):
    name = "hearth.charter"
    label = "charter"
