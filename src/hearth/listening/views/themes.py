"""Themes: the list with its feed, and one of them with what was said and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from hearth.ground.access import SignInFirst, for_anyone
from hearth.ground.accounts import Community, Person
from hearth.ground.areas import onward
from hearth.ground.books import Entry
from hearth.ground.books.trail import Lead
from hearth.ground.links import absolute
from hearth.ground.text import without_control_signs
from hearth.ground.web import MemberRequest, Request, page
from hearth.listening.models import FormerAddress, Response, Theme
from hearth.listening.models.belongings import Heard, heard_in, lines_of
from hearth.listening.models.themes import ThemeQuerySet
from hearth.listening.models.whereabouts import SOMEWHERE

AT_FIRST, ON_A_PAGE, IN_THE_FEED = 15, 40, 50
LINES_ON_A_PAGE = 100


def find_theme(request: Request | MemberRequest, slug: str) -> Theme:
    """The theme, if this person may see it; what you may not see does not exist. A member who
    came by a link and would see it signed in is asked to sign in."""
    found = Theme.objects.visible_to(request.person).filter(slug=slug).first()
    if found:
        return found
    came_by_link = request.by_link and request.person and request.person.is_active
    if came_by_link and request.person is not None:
        member = Person.objects.get(pk=request.person.pk)
        if Theme.objects.visible_to(member).filter(slug=slug).exists():
            raise SignInFirst
    raise Http404


def rows_of(themes: Iterable[Theme], person: Person | None) -> list[dict[str, Any]]:
    """Each of these themes with what this reader hears in it, and the response that holds."""
    found = list(themes)
    heard = heard_in([theme.pk for theme in found], person)
    standing = [theme.standing_pk for theme in found]
    responses = Response.objects.select_related("person").in_bulk([pk for pk in standing if pk])
    return [
        {"theme": theme, "heard": heard.get(theme.pk, Heard()), "response": responses.get(pk or 0)}
        for theme, pk in zip(found, standing, strict=True)
    ]


@for_anyone
def themes(request: Request) -> HttpResponse:
    """GET /themes/?show=&page="""
    seen = Theme.objects.visible_to(request.person)
    waiting = seen.unanswered().oldest_first()
    answered = seen.answered().latest_answer_first()
    show = request.GET.get("show", "")
    if show in ("waiting", "answered"):
        return _one_kind(request, waiting if show == "waiting" else answered, show)
    begun = [list(found[: AT_FIRST + 1]) for found in (waiting, answered)]
    rows = rows_of([theme for found in begun for theme in found[:AT_FIRST]], request.person)
    wait = min(len(begun[0]), AT_FIRST)
    return page(
        request,
        "listening/themes.html",
        waiting=rows[:wait],
        answered=rows[wait:],
        more_wait=len(begun[0]) > AT_FIRST,
        more_answered=len(begun[1]) > AT_FIRST,
        views=_views(""),
    )


def _one_kind(request: Request, found: ThemeQuerySet, show: str) -> HttpResponse:
    here = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    shown: dict[str, Any] = {show: rows_of(here, request.person)}
    return page(
        request,
        "listening/themes.html",
        show=show,
        here=here,
        views=_views(show),
        **shown,
    )


def _views(show: str) -> list[dict[str, object]]:
    every = (("", _("Both")), ("waiting", _("Waiting")), ("answered", _("Answered")))
    return [
        {"label": label, "url": f"?show={name}" if name else "?", "here": name == show}
        for name, label in every
    ]


@for_anyone
def feed(request: Request) -> HttpResponse:
    """GET /themes/feed.atom: public themes, those first of which there was news last."""
    atom = Atom1Feed(
        _("Themes"),
        absolute("/themes/"),
        "",
        feed_url=absolute(request.path),
        author_name=str(Community.ours() or _("Our community")),
    )
    newest = Theme.objects.visible_to(None).with_response().newest_first()[:IN_THE_FEED]
    rows = rows_of(newest, None)
    for row in sorted(rows, key=_moved_at, reverse=True):
        theme, response = row["theme"], row["response"]
        said = response.in_words if response else _("Not yet answered.")
        atom.add_item(
            without_control_signs(theme.name),
            absolute(theme.get_absolute_url()),
            escape(without_control_signs("\n\n".join(filter(None, (theme.about, said))))),
            pubdate=theme.opened_at,
            updateddate=_moved_at(row),
            unique_id=absolute(theme.get_absolute_url()),
        )
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml")


def _moved_at(row: dict[str, Any]) -> Any:
    response = row["response"]
    return (response.done_at or response.at) if response else row["theme"].opened_at


@for_anyone
def theme(request: Request, slug: str) -> HttpResponse:
    """GET /themes/<slug>/?page="""
    try:
        theme, person = find_theme(request, slug), request.person
    except Http404:
        return _what_it_became(request, slug)
    heard = theme.heard(person)
    here = Counted(lines_of(theme, person), LINES_ON_A_PAGE, heard.lines).get_page(
        request.GET.get("page")
    )
    responses = list(theme.responses.select_related("person").with_doubts().newest_first())
    standing = responses[0] if responses else None
    said = list(here)
    return page(
        request,
        "listening/theme.html",
        theme=theme,
        heard=heard,
        here=here,
        standing=standing,
        earlier=responses[1:],
        **_around(theme, said, person),
        **_what_may_be_done(theme, standing, person),
    )


class Counted(Paginator):
    """Pages of a list whose length is known already."""

    def __init__(self, found: Any, on_a_page: int, how_many: int) -> None:
        super().__init__(found, on_a_page)
        self.__dict__["count"] = how_many


def _around(theme: Theme, said: list[Any], person: Person | None) -> dict[str, Any]:
    """The lines by where they were said, the pages the theme came of, and those that came of
    it. Addresses that this reader may not open are not named (G5)."""
    url = theme.get_absolute_url()
    ahead = onward(url, person)
    leads = Lead.objects.filter(Q(origin=url) | Q(url=url)).values_list("origin", "url")
    ends = {end for pair in leads for end in pair} - {url, *(one.url for one in ahead)}
    origins = {origin for origin, _led_to in leads}
    urls = ends | {one.contribution.url for one in said}
    found = Entry.objects.visible_to(person).filter(url__in=urls).order_by("title", "pk")
    titles = dict(found.values_list("url", "title"))
    by_place = groupby(said, key=lambda one: (one.contribution.url, one.where or str(SOMEWHERE)))
    named = [{"url": end, "title": title} for end, title in titles.items() if end in ends]
    return {
        "onward": ahead,
        "came_from": [one for one in named if one["url"] in origins],
        "came_of_it": [one for one in named if one["url"] not in origins],
        "said": [
            {"during": during, "url": url if url in titles else "", "lines": list(lines)}
            for (url, during), lines in by_place
        ],
    }


def _what_it_became(request: Request, slug: str) -> HttpResponse:
    """The theme that it was joined to, by its new address."""
    former = get_object_or_404(FormerAddress.objects.select_related("theme"), slug=slug)
    return redirect(find_theme(request, former.theme.slug))


def _what_may_be_done(
    theme: Theme, standing: Response | None, person: Person | None
) -> dict[str, Any]:
    """What this reader may change here."""
    is_member = person is not None and person.is_member
    is_steward = is_member and person is not None and person.is_steward
    return {
        "may_add": is_member,
        "may_keep": is_steward or (is_member and not standing and not theme.is_public),
        "may_answer": is_steward,
        "may_say_done": bool(standing and standing.can_be_done and standing.may_be_done_by(person)),
    }
