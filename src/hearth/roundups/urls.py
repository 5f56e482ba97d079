"""Addresses of round-ups: the list, one with its draft, the rota, flags, and the year."""

from django.urls import path, register_converter

from hearth.roundups import outward_urls
from hearth.roundups.days import Day
from hearth.roundups.views import (
    drafts,
    flags,
    habits,
    letters,
    reading,
    rota,
    years,
)

register_converter(Day, "day")

app_name = "roundups"
urlpatterns = [
    *outward_urls.urlpatterns,
    path("roundups/", reading.roundups, name="roundups"),
    path("roundups/feed.atom", reading.feed, name="feed"),
    path("roundups/flag/", flags.flagging, name="flag"),
    path("roundups/rota/", rota.rota, name="rota"),
    path("roundups/letters/", letters.how_often, name="letters"),
    path("roundups/habit/", habits.habit, name="habit"),
    path("roundups/fortnightly/", habits.fortnightly, name="fortnightly"),
    path("roundups/year/<int:number>/", years.year, name="year"),
    path("roundups/year/<int:number>/<slug:what>/", years.counted, name="counted"),
    path("roundups/<day:on>/", reading.roundup, name="roundup"),
    path("roundups/<day:on>/words/", reading.words, name="words"),
    path("roundups/<day:on>/draft/", drafts.draft, name="draft"),
    path("roundups/<day:on>/pieces/", drafts.pieces, name="pieces"),
    path("roundups/<day:on>/pieces/<int:pk>/", drafts.piece, name="piece"),
    path("roundups/<day:on>/sending/", drafts.sending, name="sending"),
    path("roundups/<day:on>/turn/", rota.turn, name="turn"),
    path("roundups/<day:on>/correction/", drafts.correction, name="correction"),
]
