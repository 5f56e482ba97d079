"""Addresses of the charter."""

from django.urls import path

from hearth.charter import views

app_name = "charter"
urlpatterns = [
    path("charter/", views.charter, name="charter"),
    path("charter/versions/new/", views.new_version, name="new_version"),
    path("charter/versions/<int:number>/", views.version, name="version"),
    path("charter/lines/<int:pk>/change/", views.change, name="change"),
    path("charter/lines/<int:pk>/origins/", views.origins, name="origins"),
]
