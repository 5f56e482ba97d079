"""Addresses of the post: fewer letters, and letters again."""

from django.urls import path

from hearth.post import views

app_name = "post"
urlpatterns = [
    path("letters/fewer/<str:kind>/", views.fewer, name="fewer"),
    path("letters/again/", views.again, name="again"),
]
