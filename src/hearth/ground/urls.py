"""Addresses of the ground: signed links, fewer letters, and the stylesheet."""

from django.urls import path

from hearth.ground import views
from hearth.ground.stylesheet import stylesheet

app_name = "ground"
urlpatterns = [
    path("l/<str:token>/", views.link, name="link"),
    path("letters/fewer/<str:kind>/", views.fewer, name="fewer"),
    path("look/<str:hash>.css", stylesheet, name="stylesheet"),
]
