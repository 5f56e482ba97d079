"""Addresses of series and of the days to avoid."""

from django.urls import path

from hearth.gatherings.views import days, handover, lasting, moving, other_calendars, series

urlpatterns = [
    path("gatherings/days/", days.days, name="days"),
    path("gatherings/days/calendars/", other_calendars.other_calendars, name="other_calendars"),
    path("series/new/", series.new_series, name="new_series"),
    path("series/<slug:slug>/", series.series, name="series"),
    path("series/<slug:slug>/dates/", series.dates, name="dates"),
    path("series/<slug:slug>/move/", moving.series_move, name="series_move"),
    path("series/<slug:slug>/still-on/", lasting.still_on, name="series_still_on"),
    path("series/<slug:slug>/ending/", lasting.ending, name="series_ending"),
    path("series/<slug:slug>/handover/", handover.of_series, name="series_handover"),
    path("gatherings/<slug:slug>/still-on/", lasting.draft_still_on, name="still_on"),
    path("gatherings/<slug:slug>/handover/", handover.of_gathering, name="gathering_handover"),
]
