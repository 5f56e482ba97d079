"""Addresses of people: joining, one's own page, who is here, and what stewards do for them."""

from django.urls import path

from hearth.people.views import door, joining, leaving, letters, lists, me, steward, welcoming

app_name = "people"
urlpatterns = [
    path("join/", joining.join, name="join"),
    path("join/letter/", joining.join_letter, name="join_letter"),
    path("join/call/", joining.join_call, name="join_call"),
    path("join/welcome/", joining.welcomed, name="welcomed"),
    path("join/wait/", door.wait, name="wait"),
    path("join/<str:token>/", joining.confirm, name="confirm"),
    path("me/", me.me, name="me"),
    path("me/name/", me.name, name="my_name"),
    path("me/rhythm/", letters.rhythm, name="my_rhythm"),
    path("newsletter/", letters.newsletter, name="newsletter"),
    path("me/needs/", me.needs, name="my_needs"),
    path("me/named/", me.named, name="my_being_named"),
    path("me/organisations/", me.organisations, name="my_organisations"),
    path("me/stuck/", joining.stuck, name="stuck"),
    path("me/download/", leaving.download, name="download"),
    path("me/leaving/", leaving.leaving, name="leaving"),
    path("left/", leaving.left, name="left"),
    path("people/", lists.people, name="people"),
    path("people/calls/<int:pk>/", steward.call, name="call"),
    path("organisations/", lists.organisations, name="organisations"),
    path("organisations/<slug:slug>/", lists.organisation, name="organisation"),
    path("hellos/<int:pk>/", welcoming.hello, name="hello"),
    path("steward/welcome/", welcoming.welcome, name="welcome"),
    path("steward/welcome/<int:pk>/", welcoming.duty, name="duty"),
    path("steward/door/", door.door, name="door"),
    path("steward/door/<int:pk>/", door.waiting, name="waiting"),
    path("steward/held/", steward.held, name="held"),
    path("steward/bring-people/", steward.bring_people, name="bring_people"),
    path("steward/bring-people/<int:pk>/", steward.bringing, name="bringing"),
]
