"""Addresses of statements, votes on them, and the map of what people agree on."""

from django.urls import path

from hearth.listening.views import statements

urlpatterns = [
    path("questions/<slug:slug>/map/", statements.agreement, name="agreement"),
    path("questions/<slug:slug>/votes/", statements.votes, name="votes"),
    path("questions/<slug:slug>/votes/new/", statements.vote, name="vote"),
    path("questions/<slug:slug>/statements/", statements.statements, name="statements"),
    path(
        "questions/<slug:slug>/statements/withdrawal/",
        statements.take_off,
        name="statement_withdrawal",
    ),
]
