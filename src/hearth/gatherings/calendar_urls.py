"""Addresses of calendars to subscribe to."""

from django.urls import path

from hearth.gatherings.views import calendars

urlpatterns = [
    path("gatherings/calendar.ics", calendars.calendar, name="calendar"),
    path("gatherings/<slug:slug>/gathering.ics", calendars.calendar_file, name="calendar_file"),
    path("series/<slug:slug>/calendar.ics", calendars.series_calendar, name="series_calendar"),
    path("me/calendar/", calendars.my_calendar, name="my_calendar"),
    path("me/calendar/<str:token>/gatherings.ics", calendars.own_calendar, name="own_calendar"),
]
