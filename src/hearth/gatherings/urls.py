"""Addresses of gatherings and series: nouns, stable for ever."""

from django.urls import path

from hearth.gatherings.calendar_urls import urlpatterns as calendar_urls
from hearth.gatherings.card_urls import urlpatterns as card_urls
from hearth.gatherings.hour_urls import urlpatterns as hour_urls
from hearth.gatherings.place_urls import urlpatterns as place_urls
from hearth.gatherings.planning_urls import urlpatterns as planning_urls
from hearth.gatherings.series_urls import urlpatterns as series_urls
from hearth.gatherings.together_urls import urlpatterns as together_urls
from hearth.gatherings.views import after, breakouts, gatherings

app_name = "gatherings"
urlpatterns = [
    *series_urls,
    *planning_urls,
    *hour_urls,
    *together_urls,
    *card_urls,
    *place_urls,
    path("gatherings/", gatherings.gatherings, name="gatherings"),
    *calendar_urls,
    path("gatherings/rooms/", breakouts.my_rooms, name="my_rooms"),
    path("gatherings/feed.atom", gatherings.feed, name="feed"),
    path("gatherings/<slug:slug>/", gatherings.gathering, name="gathering"),
    path("gatherings/<slug:slug>/poster/", gatherings.poster, name="poster"),
    path("gatherings/<slug:slug>/notes/", after.notes, name="notes"),
    path("gatherings/<slug:slug>/publication/", after.publication, name="publication"),
    path("gatherings/<slug:slug>/thanks/", after.thanks, name="thanks"),
    path("gatherings/<slug:slug>/said/", after.said, name="said"),
    path("gatherings/<slug:slug>/said/<int:pk>/", after.own_words, name="own_words"),
]
