"""Where stewards look after the house itself, and what they say about its safety."""

from django.urls import path

from hearth.house import views
from hearth.house.safety import views as safety

urlpatterns = [
    path("steward/", views.steward, name="steward"),
    path("steward/areas/", views.switches, name="switches"),
    path("steward/asked/", views.asked, name="asked"),
    path("steward/charter/", views.start_charter, name="start_charter"),
    path("steward/community/", views.community, name="community"),
    path("steward/letters/", views.letters, name="letters"),
    path("steward/mail/", views.mail, name="mail"),
    path("steward/look/", views.look, name="look"),
    path("steward/safety/", safety.assessment, name="assessment"),
    path("steward/safety/<int:pk>/", safety.safety_version, name="safety_version"),
    path("safety/", safety.safety, name="safety"),
    path("steward/second/", views.second, name="second"),
]
