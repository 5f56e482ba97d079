"""Beginning the newsletter of a quarter."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from hearth.ground.access import for_members
from hearth.ground.quarters import Quarter
from hearth.ground.web import MemberRequest
from hearth.roundups.models.rota import may_edit
from hearth.roundups.newsletters import begin_newsletter


@require_POST
@for_members
def newsletter(request: MemberRequest) -> HttpResponse:
    """POST /roundups/newsletter/: `quarter` says which, as 2026-q4. It leads to its draft."""
    if not may_edit(request.person):
        raise Http404
    try:
        quarter = Quarter.named(request.POST.get("quarter", ""))
    except ValueError:
        raise Http404 from None
    return redirect(begin_newsletter(quarter, by=request.person).page("draft"))
