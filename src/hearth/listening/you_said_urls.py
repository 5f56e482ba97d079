"""Addresses of what you said and what we did."""

from django.urls import path

from hearth.listening.views import you_said

urlpatterns = [
    path("you-said/", you_said.newest, name="you_said"),
    path("you-said/<int:year>-q<int:number>/", you_said.quarter, name="quarter"),
    path("you-said/feed.atom", you_said.feed, name="you_said_feed"),
]
