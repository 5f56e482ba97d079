"""How views of round-ups find one: what a reader may not open does not exist for them."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from hearth.ground.accounts import Person
from hearth.ground.web import MemberRequest, Request
from hearth.roundups.editions import Issue
from hearth.roundups.models import Roundup
from hearth.roundups.models.rota import may_edit


def sent(request: Request | MemberRequest, issue: Issue) -> Roundup:
    """One that went out and that this reader may read."""
    every = Roundup.objects.visible_to(request.person).sent().select_related("sent_by")
    return get_object_or_404(every, edition=issue.edition, on=issue.on)


def edited(person: Person, issue: Issue) -> Roundup:
    """Any of them, for its editors and stewards; for others there is no draft."""
    every = Roundup.objects.select_related("sent_by").with_editor()
    roundup = every.filter(edition=issue.edition, on=issue.on).first()
    if roundup is None or not may_edit(person):
        raise Http404
    return roundup
