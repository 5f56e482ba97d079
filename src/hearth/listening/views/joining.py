"""Coming to a board by a link from a chat: as who you are, or under a name that you type."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from hearth.ground.access import for_anyone, for_members
from hearth.ground.links import absolute, remember
from hearth.ground.web import MemberRequest, Request, page
from hearth.listening.forms.boards import ComingInForm
from hearth.listening.models import Board
from hearth.listening.models.boards import invite
from hearth.listening.views.finding import find_kept


@for_members
def invitation(request: MemberRequest, slug: str) -> HttpResponse:
    """One link for the chat; another one, when it went too far."""
    board = find_kept(request, slug)
    if request.method == "POST":
        board.new_invitation()
        messages.success(request, _("Here is another link. The one before is closed."))
        return redirect(request.path)
    link = absolute(reverse("listening:coming_in", args=[board.invite_key]))
    return page(request, "listening/board_invite.html", board=board, link=link)


@for_anyone
def coming_in(request: Request, key: str) -> HttpResponse:
    """Whoever has the link may sort. A guest sees what guests may see, and no more."""
    board = get_object_or_404(Board, invite_key=key)
    person = request.person
    form = ComingInForm(request.POST if request.method == "POST" and not person else None)
    if request.method == "POST" and not board.closed_at and (person or form.is_valid()):
        name = "" if person else form.cleaned_data["name"]
        sorter = invite(board, person, name=name, key=request.POST.get("key", ""))
        response = redirect(board)
        return response if person else remember(response, sorter)
    return page(
        request,
        "listening/coming_in.html",
        code=422 if form.is_bound else 200,
        board=board,
        form=None if person else form,
        key=request.POST.get("key", "") or uuid4().hex,
    )
