"""Addresses of what members weigh, and of the hours that there are."""

from django.urls import path

from hearth.listening.views import priorities

urlpatterns = [
    path("priorities/", priorities.priorities, name="priorities"),
    path("priorities/dots/", priorities.dots, name="dots"),
    path("priorities/hours/", priorities.hours, name="hours"),
]
