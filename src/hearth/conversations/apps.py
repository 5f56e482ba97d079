"""Conversations: what people talk about between meet-ups."""

from django.apps import AppConfig


class Conversations(AppConfig):
    name = "hearth.conversations"
    label = "conversations"
