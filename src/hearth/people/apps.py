"""People: joining, signing in, organisations, and bringing people in."""

from django.apps import AppConfig


class People(AppConfig):
    name = "hearth.people"
    label = "people"
