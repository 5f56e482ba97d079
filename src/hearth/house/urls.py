"""Every address of the house: each area's own, and the house's front door."""

from django.conf import settings
from django.urls import include, path

from hearth.house import steward_urls, views
from hearth.house.demo import urls as demo
from hearth.house.stylesheet import stylesheet

own = [
    path("", views.home, name="home"),
    path("start/", views.start, name="start"),
    path("start/begun/", views.begun, name="begun"),
    path("start/demo/", views.start_demo, name="start_demo"),
    path("search/", views.search, name="search"),
    path("look/<str:hash>.css", stylesheet, name="stylesheet"),
    *steward_urls.urlpatterns,
    *demo.urlpatterns,
    path("healthy/", views.healthy, name="healthy"),
    path("robots.txt", views.robots, name="robots"),
]

handler400 = "hearth.house.views.bad_request"
handler403 = "hearth.house.views.not_yours"
handler404 = "hearth.house.views.not_here"
handler500 = "hearth.house.views.broke"

urlpatterns = [
    path("", include("hearth.ground.urls")),
    *(path("", include(f"{area}.urls")) for area in settings.AREAS),
    path("", include("hearth.people.allauth_urls")),
    path("", include((own, "house"))),
]
