"""Addresses of series and of the days to avoid."""

from django.urls import path

from hearth.gatherings.views import days, moving, series

urlpatterns = [
    path("gatherings/days/", days.days, name="days"),
    path("series/new/", series.new_series, name="new_series"),
    path("series/<slug:slug>/", series.series, name="series"),
    path("series/<slug:slug>/dates/", series.dates, name="dates"),
    path("series/<slug:slug>/move/", moving.series_move, name="series_move"),
    path("series/<slug:slug>/calendar.ics", series.calendar, name="series_calendar"),
]
