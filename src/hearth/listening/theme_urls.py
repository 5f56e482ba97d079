"""Addresses of themes and of what became of them."""

from django.urls import path

from hearth.listening.views import care, responses, theme_hands, themes

urlpatterns = [
    path("themes/", themes.themes, name="themes"),
    path("themes/feed.atom", themes.feed, name="themes_feed"),
    path("themes/care/", care.care, name="care"),
    path("themes/new/", theme_hands.new, name="theme_new"),
    path("themes/<slug:slug>/", themes.theme, name="theme"),
    path("themes/<slug:slug>/words/", theme_hands.words, name="theme_words"),
    path("themes/<slug:slug>/lines/", theme_hands.lines, name="theme_lines"),
    path("themes/<slug:slug>/lines/<int:pk>/", theme_hands.line_out, name="theme_line_out"),
    path("themes/<slug:slug>/audience/", theme_hands.audience, name="theme_audience"),
    path("themes/<slug:slug>/union/", theme_hands.union, name="theme_union"),
    path("themes/<slug:slug>/response/", responses.response, name="theme_response"),
    path("themes/<slug:slug>/response/done/", responses.done, name="theme_done"),
    path("themes/<slug:slug>/response/person/", responses.hand, name="theme_hand"),
]
