"""Flags from chats: a secret address for each chat tool, and what arrives there."""

from __future__ import annotations

import json
import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from hearth.ground.access import for_anyone, for_stewards
from hearth.ground.refusals import Refused
from hearth.ground.web import MemberRequest, Request, page
from hearth.roundups.forms import InletForm
from hearth.roundups.models import Flag, Inlet
from hearth.roundups.models.flags import flag, is_busy

LINKS, SENTENCES = ("link", "url"), ("sentence", "text", "content", "words")
FIRST_LINK = re.compile(r"https?://[^\s<>|\"')\]]+")
LARGEST = 20_000


@for_stewards
def chats(request: MemberRequest) -> HttpResponse:
    """GET, POST /roundups/chats/: each chat has an address of its own, until it is taken away."""
    if "remove" in request.POST:
        number = request.POST["remove"]
        get_object_or_404(Inlet, pk=number if number.isdecimal() else 0).delete()
        messages.success(request, _("Gone. What arrives there is not read any more."))
        return redirect("roundups:chats")
    form = InletForm(request.POST or None)
    if form.is_valid():
        form.instance.by = request.person
        form.save()
        messages.success(request, _("Here is its address. Whoever has it can flag."))
        return redirect("roundups:chats")
    return page(request, "roundups/chats.html", form=form, inlets=Inlet.objects.order_by("name"))


@csrf_exempt
@for_anyone
def inlet(request: Request, token: str) -> HttpResponse:
    """GET, POST /roundups/in/<token>/: a link and a sentence, as JSON or as a form. Looking
    changes nothing."""
    chat = Inlet.of(token)
    if chat is None:
        raise Http404
    if request.method != "POST":
        return page(request, "roundups/inlet.html", chat=chat)
    link, sentence = _said(request)
    if not link:
        return HttpResponse(_("There is no link in it."), status=400, content_type="text/plain")
    if is_busy():
        words = _("That is enough for today. Send it tomorrow.")
        return HttpResponse(words, status=429, content_type="text/plain")
    try:
        flag(link, by=None, way=Flag.Way.CHAT, words=sentence)
    except Refused as refusal:
        return HttpResponse(str(refusal), status=400, content_type="text/plain")
    return HttpResponse(_("Flagged for the round-up."), content_type="text/plain")


def _said(request: HttpRequest) -> tuple[str, str]:
    """The link and the words around it, under whichever name the chat tool sends them."""
    try:
        given = json.loads(request.body[:LARGEST]) if _is_json(request) else request.POST
    except (ValueError, RecursionError):
        return "", ""
    if not hasattr(given, "get"):
        return "", ""
    link = next((str(given[name]) for name in LINKS if given.get(name)), "")
    words = next((str(given[name]) for name in SENTENCES if given.get(name)), "")
    found = FIRST_LINK.search(words)
    if not link and found:
        link = found[0]
    return link, " ".join(words.replace(link, " ").replace("<>", "").split()) if link else words


def _is_json(request: HttpRequest) -> bool:
    return "json" in (request.content_type or "")
