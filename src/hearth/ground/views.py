"""Opening a signed link, and a mail program's one click for fewer letters."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from hearth.ground import links
from hearth.ground.access import for_anyone
from hearth.ground.books.post import Kind, post, stop
from hearth.ground.web import Request, page


@csrf_exempt
@for_anyone
def link(request: Request, token: str) -> HttpResponse:
    """A signed link from a letter. GET recognises the person and goes to the page; POST is
    a mail program's one-click "no more of these" (RFC 8058), or asks for a fresh link."""
    opened: links.Opened | links.Expired | None
    try:
        opened = links.read(token)
    except links.Expired as late:
        opened = late
    if opened is None:
        return page(request, "ground/link_unknown.html", code=404)
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return _one_click(opened)
    if isinstance(opened, links.Expired):
        return _expired(request, opened)
    if request.person and request.person != opened.person and "go_on" not in request.GET:
        return page(request, "ground/link_of_another.html", whose=opened.person, token=token)
    response = redirect(opened.to)
    return response if request.user.is_authenticated else links.remember(response, opened.person)


def _one_click(opened: links.Opened | links.Expired) -> HttpResponse:
    """Stops the letters, however old the one that was clicked."""
    kind = opened.to.rstrip("/").rsplit("/", 1)[-1]
    if not opened.to.startswith("/letters/fewer/") or kind not in Kind.values:
        raise Http404
    stop(opened.person, Kind(kind))
    return HttpResponse(status=200)


def _expired(request: Request, late: links.Expired) -> HttpResponse:
    """An old link leads nowhere; one tap sends a new one, at most one an hour for each page."""
    if request.method == "POST":
        letter, button = "ground/letters/new_link.txt", (_("Open the page"), late.to)
        once = f"new-link:{now():%Y-%m-%d-%H}:{late.to[-100:]}"
        post([late.person], _("Your new link"), letter, kind=Kind.KEYS, button=button, once=once)
        return page(request, "ground/link_on_its_way.html")
    return page(request, "ground/link_expired.html", code=410)
