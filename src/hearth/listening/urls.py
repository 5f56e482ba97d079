"""Addresses of listening, each part in its own file."""

from django.urls import include, path

from hearth.listening import (
    board_urls,
    priority_urls,
    question_urls,
    saying_urls,
    statement_urls,
    theme_urls,
    told_urls,
    you_said_urls,
)

app_name = "listening"
PARTS = [
    theme_urls,
    board_urls,
    priority_urls,
    question_urls,
    saying_urls,
    statement_urls,
    you_said_urls,
    told_urls,
]
urlpatterns = [path("", include(part)) for part in PARTS]
