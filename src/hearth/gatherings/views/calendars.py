"""Calendars to subscribe to: of one gathering, of all, of a series, and of somebody's own."""

from __future__ import annotations

from hashlib import sha256

from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from hearth.gatherings.calendars import calendar_of
from hearth.gatherings.models import Gathering
from hearth.gatherings.models.gathering import GatheringQuerySet
from hearth.gatherings.models.own_calendar import own_address, renew, send_address, whose
from hearth.gatherings.views.fetching import find, find_series
from hearth.ground.access import SignInFirst, for_anyone, for_guests
from hearth.ground.links import absolute
from hearth.ground.web import MemberRequest, Request, page

A_DAY = 86_400


@for_anyone
def calendar_file(request: Request, slug: str) -> HttpResponse:
    """This gathering for a calendar; with the number to dial for those who come."""
    gathering = find(request, slug)
    person, mine = request.person, gathering.mine
    comes = (person is not None and person.is_member) or (mine is not None and not mine.waits)
    return _file(calendar_of([gathering], name=gathering.title, with_phone=comes), slug)


@for_anyone
def calendar(request: Request) -> HttpResponse:
    """A feed of all gatherings that everybody may see, to subscribe to."""
    seen = Gathering.objects.visible_to(None).announced()
    return _feed(request, seen, _("Gatherings"), with_phone=False)


@for_anyone
def series_calendar(request: Request, slug: str) -> HttpResponse:
    """The dates of the series that everybody may see."""
    series = find_series(request, slug)
    seen = Gathering.objects.visible_to(None).announced().filter(series=series)
    return _feed(request, seen, series.title, with_phone=False)


@for_anyone
def own_calendar(request: Request, token: str) -> HttpResponse:
    """Somebody's own places, without signing in, as calendar programs cannot. Its address says
    whose; it is as private as they keep it, and shows nothing but where they have a place."""
    person = whose(token)
    if person is None:
        raise Http404
    mine = Gathering.objects.announced().filter(
        booked__person=person, booked__given_at__isnull=False
    )
    response = _feed(request, mine, _("My gatherings"), with_phone=True)
    response["Cache-Control"] = "private"
    return response


@for_guests
def my_calendar(request: MemberRequest) -> HttpResponse:
    """The address of one's own calendar. POST: another one; the one before stops working.
    Letters are forwarded and an address lasts, so a link shows none: members sign in, and
    guests get it by mail."""
    person = request.person
    if request.by_link and person.is_active:
        raise SignInFirst
    is_known = not request.by_link or whose(request.GET.get("of", "")) == person
    if request.method == "POST":
        return _other_address(request, is_known=is_known)
    address = absolute(own_address(person)) if is_known else ""
    return page(request, "gatherings/my_calendar.html", calendar=address)


def _other_address(request: MemberRequest, *, is_known: bool) -> HttpResponse:
    """Whoever knows the address, or is signed in, makes another. A guest's goes to their mail."""
    if is_known:
        renew(request.person)
    if request.by_link:
        send_address(request.person)
        messages.success(request, _("The address is on its way to your own mail."))
    else:
        messages.success(request, _("Here is the new address. The old one shows nothing any more."))
    return redirect("gatherings:my_calendar")


def _feed(
    request: Request, dates: GatheringQuerySet, name: str, *, with_phone: bool
) -> HttpResponse:
    """The calendar of these dates, made once for each version of them, however many ask."""
    dates = dates.order_by("starts_at", "pk")
    rows = list(dates.values_list("pk", "changed_at"))
    facts = repr((rows, name, with_phone, absolute("/")))
    version = sha256(facts.encode()).hexdigest()[:32]
    same = get_conditional_response(request, etag=f'"{version}"')
    if same is not None:
        return same

    def made() -> str:
        whole = dates.select_related("cancellation").prefetch_related("wordings")
        return calendar_of(whole, name=name, with_phone=with_phone)

    response = _file(str(cache.get_or_set(f"calendar:{version}", made, A_DAY)), "gatherings")
    response["ETag"] = f'"{version}"'
    return response


def _file(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response
