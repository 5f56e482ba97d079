"""The host's page: the clock, the steps, and who is here, in numbers."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.gatherings.forms.phone import PhoneForm
from hearth.gatherings.models import Arrival, Call, Gathering, Need, Remark, Step
from hearth.gatherings.models.calls import call as call_out
from hearth.gatherings.models.minutes import (
    give_back_minutes,
    giver_of_minutes,
    has_borrowed,
    lend_minutes,
)
from hearth.gatherings.models.phone import say_by_phone
from hearth.gatherings.models.rooms import make_rooms
from hearth.gatherings.models.runsheet import timed, way_to_check_in
from hearth.gatherings.our_video import close
from hearth.gatherings.views.breakouts import host_rooms
from hearth.gatherings.views.fetching import find_mine, find_timed
from hearth.gatherings.views.now import (
    key_in,
    next_after,
    number_in,
    position,
    step_now,
    where_we_are,
)
from hearth.gatherings.views.paper import way_in_for_late
from hearth.ground.access import for_members
from hearth.ground.books import Wish
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page

MOVES = {"on": Gathering.go_on, "back": Gathering.go_back}
MINUTES = {"more": lend_minutes, "less": give_back_minutes}
KEEPS_TIME = {*MOVES, *MINUTES}
"""What a time-keeper may press, too. The rest is the host's."""


@for_members
def host(request: MemberRequest, slug: str) -> HttpResponse:
    """The host's page: the clock, this step and the next, and how many are here."""
    gathering = find_timed(request, slug)
    return page(request, "gatherings/host.html", part="now", **_host(request, gathering))


def _host(
    request: MemberRequest, gathering: Gathering, phone: PhoneForm | None = None
) -> dict[str, Any]:
    prefetch_related_objects([gathering], "steps")
    is_host = request.person == gathering.host
    needs = Need.objects.at(gathering).select_related("doer")[:200]
    here = _here(gathering)
    return {
        "gathering": gathering,
        "plan": timed(gathering),
        "after": _after(gathering),
        "giver": giver_of_minutes(gathering),
        "has_borrowed": has_borrowed(gathering),
        "call": _called(gathering),
        "needs": needs,
        "remarks": Remark.objects.read_by(request.person, gathering)[:50],
        "is_host": is_host,
        "may_change": gathering.may_be_changed_by(request.person),
        **host_rooms(gathering, here),
        "phone_form": phone or PhoneForm(),
        "key": key_in(request) or uuid4().hex,
        **_numbers(here),
        **next_after(gathering, request.person),
        **way_in_for_late(gathering),
        **where_we_are(gathering, request.person, was_there=is_host or bool(gathering.arrived)),
    }


def _here(gathering: Gathering) -> list[Any]:
    """Everybody who came in, by name, with whether they are new and which room they sit in."""
    said_new = gathering.booked.filter(is_first_time=True, person=OuterRef("person"))
    arrivals = gathering.arrivals.annotate(is_new=Exists(said_new))
    return list(arrivals.select_related("person", "room").order_by("person__name", "pk"))


def _numbers(here: list[Any]) -> dict[str, Any]:
    return {
        "here": len(here),
        "newcomers": sum(arrival.is_new for arrival in here),
        "hands": sorted((a for a in here if a.hand_up_at), key=lambda a: a.hand_up_at),
        "type_only": sum(arrival.types_only for arrival in here),
        "way": way_to_check_in(len(here)),
    }


def _after(gathering: Gathering) -> Step | None:
    at = position(gathering)
    return next((step for step in gathering.steps.all() if step.position > at), None)


def _called(gathering: Gathering) -> Call | None:
    """The newest words that stand on somebody's page."""
    return gathering.calls.order_by("-at", "-pk").first() if step_now(gathering) else None


@require_POST
@for_members
def call(request: MemberRequest, slug: str) -> HttpResponse:
    """Say a few words to everybody's page, or to one room's: they stay until the step ends."""
    half = "half" in request.POST
    gathering = find_timed(request, slug) if half else find_mine(request, slug)
    words = _("Half of the time is over.") if half else request.POST.get("words", "")
    number = number_in(request.POST.get("room", "")) or None
    call_out(gathering, words.replace("\0", ""), room_number=number, by=request.person)
    return redirect(gathering.page("host"))


@require_POST
@for_members
def step(request: MemberRequest, slug: str) -> HttpResponse:
    """Begin, go on, go back, a little longer, or end. A press that comes twice counts once."""
    gathering = find_timed(request, slug)
    press, from_step = request.POST.get("press", ""), number_in(request.POST.get("at", ""))
    seen = number_in(request.POST.get("minutes", ""))
    if press not in KEEPS_TIME and not gathering.may_be_changed_by(request.person):
        raise PermissionDenied
    if press == "begin":
        gathering.begin(by=request.person)
    elif press in MOVES:
        MOVES[press](gathering, from_step=from_step, by=request.person)
    elif press in MINUTES:
        MINUTES[press](gathering, at=from_step, seen=seen, by=request.person)
    elif press == "rooms":
        make_rooms(gathering, by=request.person, seen=request.POST.get("made"))
    elif press == "end":
        gathering.end(by=request.person)
        if not close(gathering):
            messages.warning(request, _("The video call did not answer. Close it there, too."))
        messages.success(request, _("The hour is over. The draft of the notes is ready."))
        return redirect(gathering.page("notes"))
    return redirect(gathering.page("host"))


@require_POST
@for_members
def phone(request: MemberRequest, slug: str) -> HttpResponse:
    """Write down what somebody says who only has a phone, as theirs."""
    gathering = find_mine(request, slug)
    form = PhoneForm(request.POST)
    if form.is_valid():
        with told_on(form):
            said = form.cleaned_data | {"wish": Wish(form.cleaned_data["wish"])}
            say_by_phone(gathering, **said, by=request.person, key=key_in(request))
            messages.success(request, _("Kept as theirs."))
            return redirect(gathering.page("host"))
    return page(request, "gatherings/host.html", code=422, **_host(request, gathering, form))


@require_POST
@for_members
def lowered_hand(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """The host called on somebody: their hand goes down."""
    gathering = find_mine(request, slug)
    get_object_or_404(Arrival, gathering=gathering, pk=pk).lower_hand()
    return redirect(gathering.page("host"))
