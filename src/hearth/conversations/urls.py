"""Addresses of conversations."""

from django.urls import path

from hearth.conversations.care import urls as care
from hearth.conversations.views import opening, originals, questions, spaces, threads, words

app_name = "conversations"
_SPACE, _THREAD = "space/<slug:slug>/", "threads/<int:pk>/"
_MESSAGE = f"{_THREAD}messages/<int:number>/"
urlpatterns = [
    *care.urlpatterns,
    path("space/", spaces.spaces, name="spaces"),
    path("space/new/", opening.new_space, name="new_space"),
    path("space/questions/", questions.questions, name="questions"),
    path(_SPACE, spaces.space, name="space"),
    path(f"{_SPACE}new/", threads.new_thread, name="new_thread"),
    path(f"{_SPACE}reading/", spaces.reading, name="reading"),
    path(f"{_SPACE}following/", spaces.space_following, name="space_following"),
    path(f"{_SPACE}keeping/", opening.keeping, name="keeping"),
    path(f"{_SPACE}keepers/", opening.keepers, name="keepers"),
    path(f"{_SPACE}joining/", opening.joining, name="joining"),
    path(f"{_SPACE}questions/", questions.rota, name="rota"),
    path(f"{_SPACE}questions/lookout/", questions.lookout, name="lookout"),
    path(_THREAD, threads.thread, name="thread"),
    path(f"{_THREAD}new/", threads.new, name="new"),
    path(f"{_THREAD}reading/", threads.thread_reading, name="thread_reading"),
    path(f"{_THREAD}fresh/", threads.fresh, name="fresh"),
    path(f"{_THREAD}answers/", threads.answers, name="answers"),
    path(f"{_THREAD}closing/", threads.closing, name="closing"),
    path(f"{_THREAD}following/", threads.thread_following, name="thread_following"),
    path(f"{_THREAD}good/", threads.good, name="good"),
    path(_MESSAGE, words.message, name="message"),
    path(f"{_MESSAGE}history/", words.history, name="history"),
    path(f"{_MESSAGE}original/", originals.original, name="original"),
    path(f"{_MESSAGE}picture/", words.picture, name="picture"),
    path(f"{_MESSAGE}own/", words.own, name="own"),
    path(f"{_MESSAGE}back/", words.taking_back, name="taking_back"),
    path(f"{_MESSAGE}helped/", words.helped, name="helped"),
]
