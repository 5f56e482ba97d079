"""One message: its address, what it said before, one's own words once more, and thanks for it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from hearth.conversations.forms import OwnWordsForm
from hearth.conversations.forms.writing import NOT_SAID
from hearth.conversations.models import Message
from hearth.conversations.models.mentions import speak_to
from hearth.conversations.models.pictures import Picture, pictures_are_on
from hearth.conversations.models.thanks import this_helped
from hearth.conversations.models.writing import say_it_another_way
from hearth.conversations.reading import who_wrote
from hearth.conversations.views.fetching import find_message, find_my_message
from hearth.ground.access import for_anyone, for_members
from hearth.ground.books import Wish
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, Request, page

_KEPT = _("Kept. This is how it reads from now on.")
_KEPT_AND_WAITS = _("Kept. A person looks at it first, within a day. Others see it after that.")
_AS_PICTURE = {
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
}
"""A browser asks each time whether its reader may still see it, and shows it as nothing else."""


@for_anyone
def message(request: Request, pk: int, number: int) -> HttpResponse:
    """GET /threads/<pk>/messages/<number>/: leads to its place on its thread's page."""
    return redirect(find_message(request, pk, number).place)


@for_anyone
def history(request: Request, pk: int, number: int) -> HttpResponse:
    """GET /threads/<pk>/messages/<number>/history/: what it said before."""
    message = find_message(request, pk, number)
    edits = message.edits.order_by("-until", "-pk")
    by = who_wrote(message, request.person)
    return page(request, "conversations/history.html", message=message, edits=edits, by=by)


@for_anyone
def picture(request: Request, pk: int, number: int) -> HttpResponse:
    """GET /threads/<pk>/messages/<number>/picture/"""
    if not pictures_are_on():
        raise Http404
    shown = get_object_or_404(Picture, message=find_message(request, pk, number))
    etag = f'"picture-{shown.pk}"'
    headers = {**_AS_PICTURE, "ETag": etag}
    reply = HttpResponse(bytes(shown.file), content_type="image/webp", headers=headers)
    return get_conditional_response(request, etag=etag, response=reply) or reply


@for_members
def own(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """GET, POST /threads/<pk>/messages/<number>/own/: my words once more."""
    message = find_my_message(request, pk, number)
    form = OwnWordsForm(request.POST or None, message=message)
    if form.is_valid():
        with told_on(form):
            _keep(message, form.cleaned_data, request)
            messages.success(request, _KEPT_AND_WAITS if message.is_held else _KEPT)
            return redirect(message.place)
    code = 422 if form.is_bound else 200
    return page(request, "conversations/own.html", code=code, message=message, form=form)


@transaction.atomic
def _keep(message: Message, said: dict[str, Any], request: MemberRequest) -> None:
    me = request.person
    say_it_another_way(message, said["words"], by=me, title=said.get("title", ""))
    if message.thread.space.is_public and said["wish"] != message.wish:
        message.wish_for(said["wish"], by=me)
    speak_to(message, said["spoken_to"])
    if said.get("without_picture"):
        message.picture.delete()
    answer = said.get("said", NOT_SAID)
    if answer == NOT_SAID and "said" in said:
        message.unsay(by=me)
    elif (
        answer != NOT_SAID
        and message.stands
        and (message.heard is None or message.heard.wish != answer)
    ):
        message.say(Wish(answer), by=me)
    message.catch_up()


@for_members
def taking_back(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """GET, POST /threads/<pk>/messages/<number>/back/: asked once more before it is gone."""
    message = find_my_message(request, pk, number)
    if request.method != "POST":
        return page(request, "conversations/taking_back.html", message=message)
    message.take_back(by=request.person)
    messages.success(request, _("Your words are gone, for everybody."))
    thread = message.thread
    return redirect(thread if thread.newest else thread.space)


@require_POST
@for_members
def helped(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """POST /threads/<pk>/messages/<number>/helped/: this helped, or not said any more."""
    message = find_message(request, pk, number)
    this_helped(message, by=request.person, is_so=not request.POST.get("undo"))
    return redirect(message.place)
