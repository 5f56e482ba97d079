"""Addresses of questions between meet-ups."""

from django.urls import path

from hearth.listening.views import asking, questions

urlpatterns = [
    path("questions/", questions.questions, name="questions"),
    path("questions/new/", asking.new, name="new_question"),
    path("questions/<slug:slug>/", questions.question, name="question"),
    path("questions/<slug:slug>/reply/", questions.reply, name="reply"),
    path("questions/<slug:slug>/reply/withdrawal/", questions.withdrawal, name="reply_withdrawal"),
    path("questions/<slug:slug>/reply/wish/", questions.wish, name="reply_wish"),
    path("questions/<slug:slug>/until/", asking.until, name="question_until"),
    path("questions/<slug:slug>/close/", asking.close, name="close_question"),
    path("questions/<slug:slug>/letter/", asking.letter, name="question_letter"),
]
