"""The house: what holds the rooms together, and the doors to all of them."""

from django.apps import AppConfig


class House(AppConfig):
    name = "hearth.house"
    label = "house"
