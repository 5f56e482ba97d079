"""Addresses between round-ups and chats: what comes in by link, and where notices go."""

from django.urls import path

from hearth.roundups.views import chats, notices

urlpatterns = [
    path("roundups/chats/", chats.chats, name="chats"),
    path("roundups/in/<str:token>/", chats.inlet, name="inlet"),
    path("roundups/notices/", notices.outlets, name="outlets"),
    path("roundups/notices/<int:pk>/", notices.outlet, name="outlet"),
]
