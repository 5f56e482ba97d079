"""Addresses of what came of what I said."""

from django.urls import path

from hearth.listening.views import doubts, in_person, tellings

urlpatterns = [
    path("told/", tellings.told, name="told"),
    path("told/<int:pk>/", tellings.telling, name="telling"),
    path("told/not-quite/<int:pk>/", doubts.doubt, name="doubt"),
    path("told/in-person/", in_person.in_person, name="in_person"),
    path("me/words/", tellings.every_word, name="every_word"),
]
