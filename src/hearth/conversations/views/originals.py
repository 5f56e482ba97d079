"""The mail that a message came by, whole, for whoever wrote it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from hearth.conversations.models import Original
from hearth.conversations.views.fetching import find_my_message
from hearth.ground.access import for_members
from hearth.ground.web import MemberRequest, page


@for_members
def original(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """GET /threads/<pk>/messages/<number>/original/: nothing that was cut from it is lost."""
    message = find_my_message(request, pk, number)
    mail = get_object_or_404(Original, message=message)
    return page(request, "conversations/original.html", message=message, mail=mail)
