"""Addresses of saying something in between."""

from django.urls import path

from hearth.listening.views import saying

urlpatterns = [
    path("say/", saying.say, name="say"),
    path("say/<int:pk>/", saying.my_words, name="my_words"),
    path("say/held/<int:pk>/", saying.held, name="held"),
]
