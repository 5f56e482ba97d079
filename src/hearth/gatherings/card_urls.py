"""Addresses of asks and offers: the list, its feed, and each card with what can become of it."""

from django.urls import path

from hearth.gatherings.views import cards, outcomes

urlpatterns = [
    path("asks/", cards.asks, name="asks"),
    path("asks/feed.atom", cards.feed, name="asks_feed"),
    path("asks/<int:pk>/", cards.card, name="card"),
    path("asks/<int:pk>/taking/", cards.taking, name="taking"),
    path("asks/<int:pk>/closing/", cards.closing, name="closing"),
    path("asks/<int:pk>/renewal/", cards.renewal, name="renewal"),
    path("gatherings/<slug:slug>/said/<int:pk>/outcome/", outcomes.outcome, name="outcome"),
    path("asks/<int:pk>/replies/<int:taking>/", cards.reply, name="reply"),
]
