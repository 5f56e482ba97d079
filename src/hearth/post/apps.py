"""The post: letters leave once, as often as each person wants."""

from django.apps import AppConfig


class Post(AppConfig):
    name = "hearth.post"
    label = "post"
