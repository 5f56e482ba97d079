"""A bare Django view: five queries and a list of twenty, behind the same server as our pages.

No middleware, no sessions, no words of ours: what any page of Django's costs on this machine.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django.utils.timezone import now

from hearth.house import serving

PAGE = """<!doctype html><title>Bare</title><form method="post" action="/answers/"
><textarea name="words"></textarea></form>
<ul>{% for row in rows %}<li>{{ row.session_key }}: {{ row.expire_date }}</li>{% endfor %}</ul>"""
ROWS = 20


def reading(request: HttpRequest) -> HttpResponse:
    """Five queries, and a page of twenty rows."""
    for _again in range(4):
        Session.objects.filter(session_key="nobody").first()
    rows = Session.objects.order_by("-expire_date")[:ROWS]
    return HttpResponse(engines["django"].from_string(PAGE).render({"rows": rows}))


def writing(request: HttpRequest) -> HttpResponse:
    """One row more, and the page."""
    Session.objects.create(
        session_key=uuid4().hex,
        session_data=request.POST.get("words", ""),
        expire_date=now() + timedelta(days=1),
    )
    return reading(request)


urlpatterns = [path("answers/", writing), path("", reading)]


def undress() -> None:
    """From here on this process has nothing but the view above."""
    settings.ROOT_URLCONF, settings.MIDDLEWARE = __name__, []


def serve(port: int) -> None:
    """Serve it as our pages are served, until somebody stops it."""
    undress()
    serving.web("127.0.0.1", port)


def fill() -> None:
    """Twenty rows for the page to list."""
    Session.objects.bulk_create(
        Session(session_key=uuid4().hex, session_data="words", expire_date=now())
        for _row in range(ROWS)
    )
