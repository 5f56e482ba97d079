"""The address of the ground: a signed link."""

from django.urls import path

from hearth.ground import views

app_name = "ground"
urlpatterns = [path("l/<str:token>/", views.link, name="link")]
