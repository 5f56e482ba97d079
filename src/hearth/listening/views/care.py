"""Looking after themes: what waits, what is late, what was not quite it, and barriers."""

from __future__ import annotations

from django.http import HttpResponse

from hearth.ground.access import for_stewards
from hearth.ground.web import MemberRequest, page
from hearth.listening.figures import barriers, days_to_told, waiting
from hearth.listening.models import Telling

AT_ONCE = 30


@for_stewards
def care(request: MemberRequest) -> HttpResponse:
    """GET /themes/care/"""
    doubts = Telling.objects.doubting().standing().select_related("response__theme")
    return page(
        request,
        "listening/care.html",
        waiting=waiting(request.person),
        days=days_to_told(),
        doubts=doubts.order_by("answered_at", "pk")[:AT_ONCE],
        barriers=barriers(request.person)[:AT_ONCE],
    )
