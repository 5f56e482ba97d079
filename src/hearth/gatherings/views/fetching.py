"""How a view finds its gathering: what you may not see does not exist."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from hearth.gatherings.models import Gathering
from hearth.ground.web import MemberRequest, Request


def find(request: Request | MemberRequest, slug: str) -> Gathering:
    """The gathering, if this person may see it; else 404."""
    seen = Gathering.objects.visible_to(request.person)
    return get_object_or_404(seen.select_related("host", "cancellation", "step"), slug=slug)


def find_mine(request: MemberRequest, slug: str) -> Gathering:
    """The gathering, if this person hosts it or is a steward; 403 for others who see it."""
    gathering = find(request, slug)
    if not gathering.may_be_changed_by(request.person):
        raise PermissionDenied
    return gathering
