"""What every view shares: whom a request may be from, and how a page is made."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from hearth.ground.accounts import Community, Person
from hearth.ground.areas import areas, next_date


class Request(HttpRequest):
    """A request from anyone. For type checkers; Django makes the real ones."""

    person: Person | None
    by_link: bool


class MemberRequest(HttpRequest):
    """What a view behind `for_members` or `for_guests` receives: we know who it is."""

    person: Person
    by_link: bool


def page(
    request: HttpRequest, template: str, part: str = "", *, code: int = 200, **context: Any
) -> HttpResponse:
    """Render the whole page, or one named part of it when htmx asks for that."""
    if part and request.headers.get("HX-Request"):
        template = f"{template}#{part}"
    return render(request, template, context, status=code)


def surroundings(request: HttpRequest) -> dict[str, object]:
    """What stands around every page: whose house this is, where I am, and the next date."""
    person = getattr(request, "person", None)
    community = getattr(request, "community", None) or Community.ours()
    return {
        "community": community,
        "person": person,
        "by_link": getattr(request, "by_link", False),
        "places": _places(request.path) if community else [],
        "next_date": SimpleLazyObject(lambda: next_date(person)),
        "demo": settings.DEMO or bool(community and community.is_demo),
    }


def _places(here: str) -> list[dict[str, object]]:
    """The navigation: one entry an area, what we do together first and what it stands on
    last, with the one marked that the page belongs to."""
    entries = [area.place for area in reversed(areas()) if area.place]
    return [
        {"label": label, "url": url, "here": here == url or (url != "/" and here.startswith(url))}
        for label, url in ((label, reverse(name)) for label, name in entries)
    ]
