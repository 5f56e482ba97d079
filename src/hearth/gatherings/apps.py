"""Gatherings: a time, a place, a host, and the people who come."""

from django.apps import AppConfig


class Gatherings(AppConfig):
    name = "hearth.gatherings"
    label = "gatherings"
