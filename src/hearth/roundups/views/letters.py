"""How often the round-up comes: each one, once a month together, or not at all."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hearth.ground.access import for_guests
from hearth.ground.web import MemberRequest, page
from hearth.roundups.models.readers import how_often as often_for, want

WAYS = ("each", "monthly", "none")


@for_guests
def how_often(request: MemberRequest) -> HttpResponse:
    """GET, POST /roundups/letters/: one press each."""
    if request.method == "POST":
        chosen = next((way for way in WAYS if way in request.POST), "")
        if chosen:
            want(request.person, chosen)
            messages.success(request, _("Done. That holds from now on."))
        return redirect("roundups:letters")
    return page(request, "roundups/letters.html", often=often_for(request.person))
