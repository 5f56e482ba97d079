"""How views of round-ups find one: what a reader may not open does not exist for them."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from hearth.ground.accounts import Person
from hearth.ground.web import MemberRequest, Request
from hearth.roundups.models import Roundup
from hearth.roundups.models.rota import may_edit


def sent(request: Request | MemberRequest, on: date) -> Roundup:
    """One that went out and that this reader may read."""
    every = Roundup.objects.visible_to(request.person).sent().select_related("sent_by")
    return get_object_or_404(every, on=on)


def edited(person: Person, on: date) -> Roundup:
    """Any of them, for its editors and stewards; for others there is no draft."""
    roundup = Roundup.objects.filter(on=on).select_related("sent_by").with_editor().first()
    if roundup is None or not may_edit(person):
        raise Http404
    return roundup
