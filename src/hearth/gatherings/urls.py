"""Addresses of gatherings and series: nouns, stable for ever."""

from django.urls import path

from hearth.gatherings.series_urls import urlpatterns as series_urls
from hearth.gatherings.views import after, before, during, gatherings

app_name = "gatherings"
urlpatterns = [
    *series_urls,
    path("gatherings/", gatherings.gatherings, name="gatherings"),
    path("gatherings/calendar.ics", gatherings.calendar, name="calendar"),
    path("gatherings/feed.atom", gatherings.feed, name="feed"),
    path("gatherings/plan/", before.plan, name="plan"),
    path("gatherings/<slug:slug>/", gatherings.gathering, name="gathering"),
    path("gatherings/<slug:slug>/gathering.ics", gatherings.calendar_file, name="calendar_file"),
    path("gatherings/<slug:slug>/place/", gatherings.place, name="place"),
    path("gatherings/<slug:slug>/place/kept/", gatherings.kept, name="kept"),
    path("gatherings/<slug:slug>/withdrawal/", gatherings.withdrawal, name="withdrawal"),
    path("gatherings/<slug:slug>/poster/", gatherings.poster, name="poster"),
    path("gatherings/<slug:slug>/edit/", before.edit, name="edit"),
    path("gatherings/<slug:slug>/run-sheet/", before.run_sheet, name="run_sheet"),
    path("gatherings/<slug:slug>/wording/", before.wording, name="wording"),
    path("gatherings/<slug:slug>/announcement/", before.announcement, name="announcement"),
    path("gatherings/<slug:slug>/invitation/", before.invitation, name="invitation"),
    path("gatherings/<slug:slug>/move/", before.move, name="move"),
    path("gatherings/<slug:slug>/cancellation/", before.cancellation, name="cancellation"),
    path("gatherings/<slug:slug>/room/", during.room, name="room"),
    path("gatherings/<slug:slug>/arrival/", during.arrival, name="arrival"),
    path("gatherings/<slug:slug>/answers/", during.answers, name="answers"),
    path("gatherings/<slug:slug>/charter-note/", during.charter_note, name="charter_note"),
    path("gatherings/<slug:slug>/host/", during.host, name="host"),
    path("gatherings/<slug:slug>/step/", during.step, name="step"),
    path("gatherings/<slug:slug>/notes/", after.notes, name="notes"),
    path("gatherings/<slug:slug>/publication/", after.publication, name="publication"),
    path("gatherings/<slug:slug>/thanks/", after.thanks, name="thanks"),
    path("gatherings/<slug:slug>/said/", after.said, name="said"),
    path("gatherings/<slug:slug>/said/<int:pk>/", after.own_words, name="own_words"),
]
