"""Addresses of the demo: whom you can be, and the letters that were written."""

from django.urls import path

from hearth.house.demo import views

urlpatterns = [
    path("demo/", views.demo, name="demo"),
    path("demo/away/", views.demo_away, name="demo_away"),
    path("demo/be/<int:pk>/", views.be, name="be"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:pk>/", views.letter, name="letter"),
    path("outbox/<int:pk>/gathering.ics", views.letter_calendar, name="letter_calendar"),
    path("outbox/<int:pk>/html/", views.letter_html, name="letter_html"),
]
