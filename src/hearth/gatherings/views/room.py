"""The room that everybody opens: before the hour the plan, in the hour the step we are at."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.charter.models import Line
from hearth.gatherings.forms import AnswerForm, NameForm, PlaceForm
from hearth.gatherings.models import Gathering, Place
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.calls import call_for
from hearth.gatherings.models.places import come_in
from hearth.gatherings.models.roles import keeps_time, welcomer_among
from hearth.gatherings.models.runsheet import timed
from hearth.gatherings.models.seats import seat_late
from hearth.gatherings.video import note_of, room_link, video_link
from hearth.gatherings.views.breakouts import my_break_out
from hearth.gatherings.views.fetching import find
from hearth.gatherings.views.now import (
    key_in,
    next_after,
    number_in,
    step_now,
    where_we_are,
)
from hearth.gatherings.views.outcomes import coming_back
from hearth.ground.access import for_anyone, for_guests, for_members
from hearth.ground.accounts import Person
from hearth.ground.links import remember
from hearth.ground.refusals import Refused, told_on
from hearth.ground.web import MemberRequest, Request, page


@for_anyone
def room(request: Request, slug: str) -> HttpResponse:
    """Where we meet: before the hour the plan and the question; in the hour the step we are
    at; afterwards the way to the notes. The `now` part alone for pages that listen."""
    gathering = find(request, slug)
    if not gathering.announced_at:
        return redirect(gathering)
    return page(request, "gatherings/room.html", part="now", **_room(request, gathering))


def _room(request: Request, gathering: Gathering, form: AnswerForm | None = None) -> dict[str, Any]:
    person = request.person
    prefetch_related_objects([gathering], "steps")
    arrived, mine = gathering.arrived, gathering.mine
    doers = gathering.roles.taken().in_order()
    my_room = my_break_out(gathering)
    in_room = my_room.get("my_room")
    return {
        "gathering": gathering,
        **next_after(gathering, request.person),
        "plan": timed(gathering),
        "arrived": arrived,
        **my_room,
        "call": call_for(gathering, in_room.number if in_room else None)
        if step_now(gathering)
        else None,
        "my_room_link": room_link(gathering, in_room) if in_room else "",
        "mine": mine,
        "welcomer": welcomer_among(doers, gathering) if mine and mine.is_first_time else None,
        "doers": doers,
        "keeps_time": keeps_time(doers, person),
        "video_link": video_link(gathering),
        "note": note_of(gathering.video_url),
        "is_expected": _may_have_way_in(request, mine),
        "shows_way_in": gathering.doors_are_open and _may_have_way_in(request, mine),
        "form": form or AnswerForm(),
        "key": key_in(request) or uuid4().hex,
        "coming_back": coming_back(gathering, person),
        "name": None if person else NameForm(),
        "needs": PlaceForm(instance=mine) if mine else None,
        "may_change": gathering.may_be_changed_by(person),
        **where_we_are(gathering, person, was_there=arrived is not None),
    }


def _may_have_way_in(request: Request, mine: Place | None) -> bool:
    """The video link and the number are for those with a place, and for members (J2.2)."""
    is_member = request.person is not None and request.person.is_member
    return is_member or (mine is not None and not mine.waits)


@require_POST
@for_anyone
def arrival(request: Request, slug: str) -> HttpResponse:
    """Come in. Who came by no link of their own says what to be called."""
    gathering = find(request, slug)
    gathering.refuse_unless_standing()
    if not gathering.doors_are_open:
        raise Refused(_("The doors are closed. They open 15 minutes before we start."))
    person, response = request.person, redirect(gathering.page("room"))
    form = NameForm(None if person else request.POST)
    if not (person or form.is_valid()):
        context = {**_room(request, gathering), "name": form}
        return page(request, "gatherings/room.html", code=422, **context)
    name = "" if person else form.cleaned_data["name"]
    here, is_new = come_in(gathering, person, name=name, key=key_in(request))
    if person is None:
        remember(response, here.person)
    if is_new and gathering.is_running:
        seat_late(here)
    if "types_only" in request.POST:
        here.types_only = request.POST["types_only"] == "yes"
        here.save(update_fields=["types_only"])
    return response


def _newcomer(
    request: Request, gathering: Gathering, form: NameForm, response: HttpResponse
) -> Person:
    """Somebody who came by no link of their own, and whom this browser knows from here on."""
    name = form.cleaned_data["name"]
    here, _is_new = come_in(gathering, None, name=name, key=key_in(request))
    remember(response, here.person)
    return here.person


@require_POST
@for_anyone
def answers(request: Request, slug: str) -> HttpResponse:
    """Say something in the room. Nobody sees who said nothing: there is no list of it."""
    gathering = find(request, slug)
    form, name = AnswerForm(request.POST), NameForm(request.POST)
    if not (request.person or (gathering.doors_are_open and name.is_valid())):
        form.add_error(None, _unknown(gathering))
    elif form.is_valid():
        response = redirect(f"{gathering.page('room')}#heard")
        with told_on(form), transaction.atomic():
            person = request.person or _newcomer(request, gathering, name, response)
            _keep_answer(person, gathering, form, key_in(request))
            messages.success(request, _("Kept. You can change it or take it back below."))
            return response
    context = {**_room(request, gathering, form), "name": None if request.person else name}
    return page(request, "gatherings/room.html", code=422, **context)


def _unknown(gathering: Gathering) -> str:
    """What we say to somebody who types and whom this browser does not know any more."""
    if gathering.doors_are_open:
        return _("Tell us what to call you, or open the link in your letter again.")
    return _("We do not know who you are. Open the link in your letter again.")


def _keep_answer(person: Person, gathering: Gathering, form: AnswerForm, key: str) -> None:
    """Words said in the open hour also say that the person is there."""
    say(
        gathering,
        form.cleaned_data["words"],
        person=person,
        step=gathering.step if gathering.is_running else None,
        kind=form.cleaned_data["kind"],
        wish=form.cleaned_data["wish"],
        key=key,
    )
    if gathering.doors_are_open:
        gathering.arrivals.get_or_create(person=person)


@require_POST
@for_guests
def hand(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask to speak, or not any more. Only hosts see it, and nothing of it is kept."""
    gathering = find(request, slug)
    if gathering.arrived is None:
        raise Refused(_("Come in first. Then the host sees your hand."))
    if request.POST.get("hand") == "up":
        gathering.arrived.raise_hand()
    else:
        gathering.arrived.lower_hand()
    return redirect(gathering.page("room"))


@require_POST
@for_members
def charter_note(request: MemberRequest, slug: str) -> HttpResponse:
    """A member would change a line of the charter: the note stays with the line."""
    gathering = find(request, slug)
    line = get_object_or_404(Line, pk=number_in(request.POST.get("line", "")))
    line.mark(request.POST.get("words", "").replace("\0", ""), by=request.person)
    messages.success(request, _("Kept with the line. It comes back when we look at the charter."))
    return redirect(gathering.page("room"))
