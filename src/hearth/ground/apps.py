"""The ground: what every area stands on, and no word of any area in it."""

from django.apps import AppConfig


class Ground(AppConfig):
    name = "hearth.ground"
    label = "ground"
