"""Addresses of places: one's own, the answer to an offer, and what the host sees of them."""

from django.urls import path

from hearth.gatherings.views import host_places, needs, places, standing

urlpatterns = [
    path("gatherings/<slug:slug>/place/", places.place, name="place"),
    path("gatherings/<slug:slug>/place/kept/", places.kept, name="kept"),
    path("gatherings/<slug:slug>/place/answer/", places.answer, name="place_answer"),
    path("gatherings/<slug:slug>/withdrawal/", places.withdrawal, name="withdrawal"),
    path("gatherings/<slug:slug>/places/", host_places.places, name="places"),
    path("gatherings/<slug:slug>/places/named/", host_places.named_place, name="named_place"),
    path("gatherings/<slug:slug>/needs/", needs.needs, name="needs"),
    path("gatherings/<slug:slug>/needs/<int:pk>/", needs.need, name="need"),
    path("series/<slug:slug>/standing/", standing.standing, name="standing"),
]
