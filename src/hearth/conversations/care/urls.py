"""Addresses of looking after what is said; they come before those of spaces by their names."""

from django.urls import path

from hearth.conversations.care import views

urlpatterns = [
    path("me/blocks/", views.blocks, name="blocks"),
    path("me/decisions/<int:pk>/", views.decision, name="decision"),
    path("me/reports/", views.reports, name="reports"),
    path("me/reports/about/<int:pk>/", views.report_person, name="report_person"),
    path("space/care/", views.care, name="care"),
    path("space/care/appeals/<int:pk>/", views.look_again, name="look_again"),
    path("space/care/messages/<int:pk>/", views.look_at, name="look_at"),
    path("space/care/reports/<int:pk>/answer/", views.answer, name="answer_report"),
    path("space/log/", views.log, name="log"),
    path("threads/<int:pk>/messages/<int:number>/report/", views.report, name="report"),
]
