"""The host's page: the clock, the steps, and who is here, in numbers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.gatherings.models import Gathering, Step
from hearth.gatherings.models.rooms import make_rooms
from hearth.gatherings.models.runsheet import timed, way_to_check_in
from hearth.gatherings.views.fetching import find_timed
from hearth.gatherings.views.now import (
    is_in_rooms,
    number_in,
    position,
    this_one_next,
    where_we_are,
)
from hearth.ground.access import for_members
from hearth.ground.web import MemberRequest, page

KEEPS_TIME = {"on", "back"}
"""What a time-keeper may press, too. The rest is the host's."""


@for_members
def host(request: MemberRequest, slug: str) -> HttpResponse:
    """The host's page: the clock, this step and the next, and how many are here."""
    gathering = find_timed(request, slug)
    prefetch_related_objects([gathering], "steps")
    is_host = request.person == gathering.host
    needs = gathering.booked.coming().exclude(needs="").values_list("needs", flat=True)[:200]
    here = _here(gathering)
    return page(
        request,
        "gatherings/host.html",
        part="now",
        gathering=gathering,
        plan=timed(gathering),
        after=_after(gathering),
        needs=needs,
        is_host=is_host,
        may_change=gathering.may_be_changed_by(request.person),
        rooms=_rooms(here) if is_in_rooms(gathering.step) else {},
        **_numbers(here),
        **this_one_next(gathering),
        **where_we_are(gathering, request.person, was_there=is_host or bool(gathering.arrived)),
    )


def _here(gathering: Gathering) -> list[Any]:
    """Everybody who came in, by name, with whether they are new and which room they sit in."""
    said_new = gathering.booked.filter(is_first_time=True, person=OuterRef("person"))
    arrivals = gathering.arrivals.annotate(is_new=Exists(said_new))
    return list(arrivals.select_related("person", "room").order_by("person__name", "pk"))


def _numbers(here: list[Any]) -> dict[str, Any]:
    return {
        "here": len(here),
        "newcomers": sum(arrival.is_new for arrival in here),
        "type_only": sum(arrival.types_only for arrival in here),
        "way": way_to_check_in(len(here)),
    }


def _rooms(here: list[Any]) -> dict[int, list[str]]:
    """Who is in which room, by its number."""
    rooms: dict[int, list[str]] = {}
    for arrival in sorted((a for a in here if a.room), key=lambda arrival: arrival.room.number):
        rooms.setdefault(arrival.room.number, []).append(arrival.person.name)
    return rooms


def _after(gathering: Gathering) -> Step | None:
    at = position(gathering)
    return next((step for step in gathering.steps.all() if step.position > at), None)


@require_POST
@for_members
def step(request: MemberRequest, slug: str) -> HttpResponse:
    """Begin, go on, go back, or end. A press that comes twice moves one step."""
    gathering = find_timed(request, slug)
    press, from_step = request.POST.get("press", ""), number_in(request.POST.get("at", ""))
    if press not in KEEPS_TIME and not gathering.may_be_changed_by(request.person):
        raise PermissionDenied
    if press == "begin":
        gathering.begin(by=request.person)
    elif press == "on":
        gathering.go_on(from_step=from_step, by=request.person)
    elif press == "back":
        gathering.go_back(from_step=from_step, by=request.person)
    elif press == "rooms":
        make_rooms(gathering, by=request.person)
    elif press == "end":
        gathering.end(by=request.person)
        messages.success(request, _("The hour is over. The draft of the notes is ready."))
        return redirect(gathering.page("notes"))
    return redirect(gathering.page("host"))
