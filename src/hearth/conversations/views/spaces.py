"""Spaces: all that I see, and one of them with its threads."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from hearth.conversations.listing import rows_of
from hearth.conversations.mail import mail_address
from hearth.conversations.models import Keeping, Kind, Space, Thread
from hearth.conversations.models.joining import unused
from hearth.conversations.models.reading import (
    choose,
    read_space,
    with_fresh,
    with_marks,
    with_place,
)
from hearth.conversations.models.sight import Sight, sight_within
from hearth.conversations.models.threads import ThreadQuerySet
from hearth.conversations.views.fetching import find_space, member_in, sight_in
from hearth.ground.access import for_anyone, for_members
from hearth.ground.accounts import Person
from hearth.ground.web import MemberRequest, Request, page

ON_A_PAGE = 25
WAITING_SHOWN = 3

_SHOWN = {
    "": gettext_lazy("Everything"),
    "questions": gettext_lazy("Questions"),
    "waiting": gettext_lazy("Unanswered"),
    "asks": gettext_lazy("Asks and offers"),
    "chances": gettext_lazy("Chances"),
}


@for_anyone
def spaces(request: Request) -> HttpResponse:
    """GET /space/"""
    me = member_in(request)
    sight = sight_in(request)
    seen = Space.objects.filter(pk__in=sight.spaces).standing().by_name()
    if me is None:
        return page(request, "conversations/spaces.html", spaces=seen, waiting=_waiting(sight))
    return page(
        request,
        "conversations/spaces.html",
        spaces=with_fresh(with_marks(seen, me), sight).select_related("group"),
        waiting=_waiting(sight),
        unused=unused(Space.objects.filter(pk__in=sight.kept)) if sight.kept else (),
        may_open=me.is_steward or me.groups.exists(),
    )


def _waiting(sight: Sight) -> list[Thread]:
    """The questions that wait longest, in all spaces that this reader sees."""
    waiting = Thread.objects.seen_with(sight).waiting().longest_waiting_first()
    return list(waiting.select_related("space")[:WAITING_SHOWN])


@for_anyone
def space(request: Request, slug: str) -> HttpResponse:
    """GET /space/<slug>/?show=&page="""
    space = find_space(request, slug)
    there = space.joined_to
    if there and Space.objects.visible_to(request.person).filter(pk=there.pk).exists():
        return redirect(there)
    me, show = member_in(request), request.GET.get("show", "")
    sight = sight_within(space, me)
    threads = _shown(space.threads.listed_with(sight), show if show in _SHOWN else "")
    here = _page_of(threads, me, show, request.GET.get("page"))
    rows = rows_of(here, sight)
    return page(
        request,
        "conversations/space.html",
        space=space,
        rows=rows,
        here=here,
        views=_views(show),
        show=show,
        up_to=max((row.thread.newest or 0 for row in rows), default=0),
        any_new=any(row.is_new for row in rows),
        **(_for_members(space, me) if me else {}),
    )


def _page_of(
    threads: ThreadQuerySet, me: Person | None, show: str, number: str | None
) -> Page[Any]:
    if show != "chances":
        threads = threads.latest_first(me)
    if me is not None:
        threads = with_place(threads, me)
    return Paginator(threads, ON_A_PAGE).get_page(number)


def _shown(threads: ThreadQuerySet, show: str) -> ThreadQuerySet:
    if show == "questions":
        return threads.filter(kind=Kind.QUESTION)
    if show == "waiting":
        return threads.waiting()
    if show == "asks":
        return threads.filter(kind__in=[Kind.ASK, Kind.OFFER])
    if show == "chances":
        return threads.filter(kind=Kind.OPPORTUNITY).open().closing_soonest_first()
    return threads


def _views(show: str) -> list[dict[str, object]]:
    return [
        {"label": label, "url": f"?show={name}" if name else "?", "here": name == show}
        for name, label in _SHOWN.items()
    ]


def _for_members(space: Space, me: Person) -> dict[str, Any]:
    keepers = Keeping.objects.now().filter(space=space).select_related("person")
    held = space.threads.filter(newest=None, by=me).order_by("-pk")
    return {
        "mail_address": mail_address(space, me),
        "keepers": [keeping.person for keeping in keepers],
        "choice": space.choice or "",  # type: ignore[attr-defined]
        "kept": space.kept,  # type: ignore[attr-defined]
        "mine_held": [thread for thread in held[:5] if thread.title],
    }


@require_POST
@for_members
def reading(request: MemberRequest, slug: str) -> HttpResponse:
    """POST /space/<slug>/reading/: I have read all of this."""
    space = find_space(request, slug)
    up_to = request.POST.get("up_to", "")
    if up_to.isascii() and up_to.isdigit() and len(up_to) < 18:
        newest = space.threads.listed_for(request.person).latest_first(request.person).first()
        read_space(space, min(int(up_to), (newest and newest.newest) or 0), by=request.person)
        messages.success(request, _("Nothing here is marked as new any more."))
    return redirect(space)


@require_POST
@for_members
def space_following(request: MemberRequest, slug: str) -> HttpResponse:
    """POST /space/<slug>/following/"""
    space = find_space(request, slug)
    choose(request.POST.get("choice", ""), by=request.person, space=space)
    messages.success(request, _("Kept. It holds from the next letter on."))
    return redirect(space)
