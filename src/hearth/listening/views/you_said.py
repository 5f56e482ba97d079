"""You said, we did: by quarter, for whoever reads, and as a feed of what is open to all."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, get_tag_uri
from django.utils.html import escape
from django.utils.translation import gettext as _

from hearth.ground.access import for_anyone
from hearth.ground.accounts import Community
from hearth.ground.links import absolute
from hearth.ground.quarters import Quarter
from hearth.ground.text import first_words, without_control_signs
from hearth.ground.web import Request, page
from hearth.listening.river import flow, river
from hearth.listening.you_said import Line, lines_of, quarters, responses, responses_of

A_PAGE = 12
NEIGHBOURS = 3
"""So many quarters are linked on either side of the one that is shown."""
IN_THE_FEED = 40


@for_anyone
def newest(request: Request) -> HttpResponse:
    """GET /you-said/: the newest quarter that has something for this reader."""
    every = quarters(request.person)
    return _shown(request, every[0] if every else Quarter.running(), every)


@for_anyone
def quarter(request: Request, year: int, number: int) -> HttpResponse:
    """GET /you-said/2026-q4/"""
    wanted = Quarter(year, number)
    if not wanted.has_come:
        raise Http404
    return _shown(request, wanted, quarters(request.person))


def _shown(request: Request, quarter: Quarter, every: list[Quarter]) -> HttpResponse:
    seen = responses_of(quarter, request.person)
    here = Paginator(seen, A_PAGE).get_page(request.GET.get("page"))
    so_far = flow(quarter, request.person)
    return page(
        request,
        "listening/you_said.html",
        quarter=quarter,
        quarters=_pager(quarter, every),
        lines=list(lines_of(here.object_list, request.person)),
        here=here,
        flow=so_far,
        river=river(so_far) if so_far.said else "",
    )


def _pager(shown: Quarter, every: list[Quarter]) -> list[dict[str, object]]:
    """The quarters around the one that is shown, and the newest and the oldest of all."""
    known = sorted({shown, *every}, reverse=True)
    place = known.index(shown)
    near = known[max(place - NEIGHBOURS, 0) : place + NEIGHBOURS + 1]
    linked = list(dict.fromkeys([known[0], *near, known[-1]]))
    return [
        {
            "label": one.in_short,
            "url": reverse("listening:quarter", args=[one.year, one.number]),
            "here": one == shown,
        }
        for one in (linked if len(linked) > 1 else [])
    ]


@for_anyone
def feed(request: Request) -> HttpResponse:
    """GET /you-said/feed.atom: what is open to everyone, the newest first. An entry keeps its
    number when something is done, and is only newer."""
    ours = Community.ours()
    atom = Atom1Feed(
        _("You said, we did"),
        absolute("/you-said/"),
        "",
        feed_url=absolute(request.path),
        author_name=ours.name if ours else _("Our community"),
    )
    for line in (Line(one, [], 0, 0) for one in responses(None)[:IN_THE_FEED]):
        _add(atom, line)
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml")


def _add(atom: Atom1Feed, line: Line) -> None:
    address = absolute(line.theme.get_absolute_url())
    words = without_control_signs(line.in_one_line)
    atom.add_item(
        f"{without_control_signs(line.theme.name)}: {first_words(words, 80)}",
        address,
        escape(words),
        pubdate=line.response.at,
        updateddate=line.moment,
        unique_id=get_tag_uri(absolute(f"/you-said/#{line.response.pk}"), line.response.at),
    )
