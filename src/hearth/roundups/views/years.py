"""The year's page: a few numbers, and behind each one how it was counted."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from hearth.ground.access import for_anyone
from hearth.ground.accounts import Person
from hearth.ground.books.diary import Happening
from hearth.ground.web import Request, page
from hearth.roundups.diary import Year, lines, things
from hearth.roundups.models import Roundup

SMALL = 10
"""Fewer people than this are not counted aloud (rule G7)."""


@dataclass(frozen=True, slots=True)
class Count:
    """One number of the year: what it says, and how it came about."""

    what: str
    words: str | Promise
    how: str | Promise


COUNTS = (
    Count(
        "gatherings",
        _("gatherings announced"),
        _("Each gathering that was announced in the year counts once, also if it was moved."),
    ),
    Count(
        "notes",
        _("gatherings with notes"),
        _("Each gathering whose notes came out in the year counts once."),
    ),
    Count(
        "answered",
        _("themes answered"),
        _("Each theme that got an answer in the year counts once, a “not now” too."),
    ),
    Count(
        "done",
        _("themes with something done"),
        _("Each theme about which somebody did something in the year counts once."),
    ),
    Count(
        "roundups",
        _("round-ups sent"),
        _("Each round-up that a person sent in the year counts once."),
    ),
    Count(
        "newsletters",
        _("newsletters sent"),
        _("Each newsletter that a person sent in the year counts once."),
    ),
)
JOINED = Count(
    "joined",
    _("people joined"),
    _("Members who joined in the year and are here still. We show no list of them."),
)


def _year(number: int) -> Year:
    """Years that somebody could have been here."""
    if not 2000 <= number <= localdate().year:
        raise Http404
    return Year(number)


def _happened(year: Year, person: Person | None) -> list[Happening]:
    return list(lines(year.begins, year.ends, person))


def _joined(year: Year) -> int:
    members = Person.objects.members()
    return members.filter(joined_at__gte=year.begins, joined_at__lt=year.ends).count()


@for_anyone
def year(request: Request, number: int) -> HttpResponse:
    """GET /roundups/year/2026/"""
    this = _year(number)
    every = _happened(this, request.person)
    told = Roundup.objects.visible_to(request.person).sent().filter(on__year=number)
    joined = _joined(this)
    return page(
        request,
        "roundups/year.html",
        year=number,
        before=number - 1 if number > 2000 else None,
        counts=[(count, len(things(every, count.what))) for count in COUNTS],
        joined=(JOINED, joined if joined >= SMALL else None),
        small=SMALL,
        roundups=told.order_by("sent_at", "pk"),
        answered=things(every, "done")[-12:],
        gatherings=things(every, "gatherings"),
    )


@for_anyone
def counted(request: Request, number: int, what: str) -> HttpResponse:
    """GET /roundups/year/2026/answered/: what stands behind a number."""
    this = _year(number)
    count = next((one for one in (*COUNTS, JOINED) if one.what == what), None)
    if count is None:
        raise Http404
    found = [] if count is JOINED else things(_happened(this, request.person), what)
    joined = _joined(this) if count is JOINED else 0
    return page(
        request,
        "roundups/counted.html",
        year=number,
        count=count,
        found=found,
        is_people=count is JOINED,
        joined=joined if joined >= SMALL else None,
        small=SMALL,
    )
