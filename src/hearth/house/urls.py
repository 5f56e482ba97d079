"""Every address of the house: each area's own, and the house's front door."""

from django.urls import include, path

from hearth.house import views
from hearth.house.demo import urls as demo

own = [
    path("", views.home, name="home"),
    path("start/", views.start, name="start"),
    path("start/begun/", views.begun, name="begun"),
    path("start/demo/", views.start_demo, name="start_demo"),
    path("search/", views.search, name="search"),
    path("steward/", views.steward, name="steward"),
    path("steward/asked/", views.asked, name="asked"),
    path("steward/charter/", views.start_charter, name="start_charter"),
    path("steward/community/", views.community, name="community"),
    path("steward/letters/", views.letters, name="letters"),
    path("steward/mail/", views.mail, name="mail"),
    path("steward/look/", views.look, name="look"),
    path("steward/second/", views.second, name="second"),
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
    path("", include("hearth.charter.urls")),
    path("", include("hearth.people.urls")),
    path("", include("hearth.people.allauth_urls")),
    path("", include("hearth.gatherings.urls")),
    path("", include((own, "house"))),
]
