"""Looking around a demo: its letters, and what somebody else would see."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST

from hearth.ground.access import for_demo
from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.ground.links import COOKIE, remember
from hearth.ground.web import Request, page
from hearth.house.demo.building import may_go, move_out
from hearth.house.demo.cast import cast, start_of

A_PAGE = 50
LETTER_CSP = {
    "default-src": ["'none'"],
    "style-src": ["'unsafe-inline'"],
    "img-src": ["data:"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'self'"],
}
"""A letter carries its style in itself, as mail programs need it, and nothing else runs."""


def _letter(pk: int) -> Letter:
    return get_object_or_404(Letter.objects.select_related("to"), pk=pk)


@for_demo
def demo(request: Request) -> HttpResponse:
    """GET /demo/: whom you can be."""
    letters = Letter.objects.count()
    return page(request, "house/demo.html", cast=cast(), letters=letters, may_go=may_go())


@for_demo
def demo_away(request: Request) -> HttpResponse:
    """GET, POST /demo/away/: empty the house again, to start a community of our own in it."""
    if not may_go():
        raise Http404
    if request.method == "POST":
        logout(request)
        move_out()
        return redirect("house:start")
    return page(request, "house/demo_away.html")


@require_POST
@for_demo
def be(request: Request, pk: int) -> HttpResponse:
    """POST /demo/be/<pk>/: look around as somebody; 0 is nobody."""
    logout(request)
    if pk == 0:
        response = redirect("house:home")
        response.delete_cookie(COOKIE)
        return response
    person = get_object_or_404(Person, pk=pk)
    response = redirect(start_of(person))
    if not person.is_active:
        return remember(response, person)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return response


@for_demo
def outbox(request: Request) -> HttpResponse:
    """GET /outbox/?to=&page=: every letter written here, the newest first."""
    letters = Letter.objects.latest_first().select_related("to").defer("text", "html", "calendar")
    to = request.GET.get("to", "")
    if to.isascii() and to.isdigit() and len(to) < 10:
        letters = letters.filter(to=int(to))
    return page(
        request,
        "house/outbox.html",
        letters=Paginator(letters, A_PAGE).get_page(request.GET.get("page")),
        to=to,
        people=Person.objects.get_queryset().filter(letters__isnull=False).distinct().by_name(),
    )


@for_demo
def letter(request: Request, pk: int) -> HttpResponse:
    """GET /outbox/<pk>/"""
    return page(request, "house/letter.html", letter=_letter(pk), sender=settings.FROM_ADDRESS)


@for_demo
@csp_override(LETTER_CSP)
@xframe_options_sameorigin
def letter_html(request: Request, pk: int) -> HttpResponse:
    """GET /outbox/<pk>/html/: the letter as a mail program shows it, for a frame in its page."""
    html = _letter(pk).html.replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(html or "<!DOCTYPE html><title>-</title>")


@for_demo
def letter_calendar(request: Request, pk: int) -> HttpResponse:
    """GET /outbox/<pk>/gathering.ics: the calendar part that came with the letter."""
    calendar = _letter(pk).calendar
    if not calendar:
        raise Http404
    return HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
