"""Addresses of round-ups and newsletters: the list, one with its draft, the rota, the year."""

from django.urls import path, register_converter

from hearth.roundups import outward_urls
from hearth.roundups.addresses import Named
from hearth.roundups.views import drafts, flags, habits, letters, newsletters, reading, rota, years

register_converter(Named, "issue")

app_name = "roundups"
urlpatterns = [
    *outward_urls.urlpatterns,
    path("roundups/", reading.roundups, name="roundups"),
    path("roundups/feed.atom", reading.feed, name="feed"),
    path("roundups/newsletter/", newsletters.newsletter, name="newsletter"),
    path("roundups/flag/", flags.flagging, name="flag"),
    path("roundups/rota/", rota.rota, name="rota"),
    path("roundups/letters/", letters.how_often, name="letters"),
    path("roundups/habit/", habits.habit, name="habit"),
    path("roundups/fortnightly/", habits.fortnightly, name="fortnightly"),
    path("roundups/year/<int:number>/", years.year, name="year"),
    path("roundups/year/<int:number>/<slug:what>/", years.counted, name="counted"),
    path("roundups/<issue:issue>/", reading.roundup, name="roundup"),
    path("roundups/<issue:issue>/words/", reading.words, name="words"),
    path("roundups/<issue:issue>/draft/", drafts.draft, name="draft"),
    path("roundups/<issue:issue>/pieces/", drafts.pieces, name="pieces"),
    path("roundups/<issue:issue>/pieces/<int:pk>/", drafts.piece, name="piece"),
    path("roundups/<issue:issue>/sending/", drafts.sending, name="sending"),
    path("roundups/<issue:issue>/turn/", rota.turn, name="turn"),
    path("roundups/<issue:issue>/correction/", drafts.correction, name="correction"),
]
