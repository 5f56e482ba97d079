"""Addresses of the hour itself: the room that everybody opens, and the host's page."""

from django.urls import path

from hearth.gatherings.views import breakouts, host, paper, room, video

urlpatterns = [
    path("gatherings/<slug:slug>/room/", room.room, name="room"),
    path("gatherings/<slug:slug>/arrival/", room.arrival, name="arrival"),
    path("gatherings/<slug:slug>/answers/", room.answers, name="answers"),
    path("gatherings/<slug:slug>/hand/", room.hand, name="hand"),
    path("gatherings/<slug:slug>/charter-note/", room.charter_note, name="charter_note"),
    path("gatherings/<slug:slug>/video/", video.video, name="video"),
    path("gatherings/<slug:slug>/host/", host.host, name="host"),
    path("gatherings/<slug:slug>/step/", host.step, name="step"),
    path("gatherings/<slug:slug>/call/", host.call, name="call"),
    path("gatherings/<slug:slug>/phone/", host.phone, name="phone"),
    path("gatherings/<slug:slug>/paper/", paper.paper, name="paper"),
    path("gatherings/<slug:slug>/door/", paper.door, name="door"),
    path("gatherings/<slug:slug>/hand/<int:pk>/", host.lowered_hand, name="lowered_hand"),
    path("gatherings/<slug:slug>/rooms/", breakouts.rooms, name="rooms"),
    path("gatherings/<slug:slug>/rooms/seat/", breakouts.seat, name="seat"),
    path("gatherings/<slug:slug>/rooms/pairs/", breakouts.pairs, name="pairs"),
    path("gatherings/<slug:slug>/rooms/mine/", breakouts.mine, name="my_seat"),
    path("gatherings/<slug:slug>/rooms/line/", breakouts.line, name="line"),
]
