"""Listening: what was said is sorted, answered, and told to those who said it."""

from django.apps import AppConfig


class Listening(AppConfig):
    name = "hearth.listening"
    label = "listening"
