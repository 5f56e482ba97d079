"""Addresses for hosts and stewards before a gathering."""

from django.urls import path

from hearth.gatherings.views import before, moving, run_sheet

urlpatterns = [
    path("gatherings/plan/", before.plan, name="plan"),
    path("gatherings/<slug:slug>/edit/", before.edit, name="edit"),
    path("gatherings/<slug:slug>/run-sheet/", run_sheet.run_sheet, name="run_sheet"),
    path("gatherings/<slug:slug>/wording/", before.wording, name="wording"),
    path("gatherings/<slug:slug>/announcement/", before.announcement, name="announcement"),
    path("gatherings/<slug:slug>/invitation/", before.invitation, name="invitation"),
    path("gatherings/<slug:slug>/move/", moving.move, name="move"),
    path("gatherings/<slug:slug>/cancellation/", before.cancellation, name="cancellation"),
]
