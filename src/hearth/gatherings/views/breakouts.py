"""Break-outs: the rooms as the host makes them, one's own room, and one's own wishes."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.gatherings.forms.rooms import ApartForm, PairForm, RoomWishesForm
from hearth.gatherings.models import Arrival, Gathering
from hearth.gatherings.models.counting import how_many_met, show_count
from hearth.gatherings.models.pairs import Pairing, ask_to_be_apart, pair_up, wishes_at
from hearth.gatherings.models.places import Instead
from hearth.gatherings.models.rooms import (
    Room,
    RoomWishes,
    lines_topic,
    make_rooms,
    mark_of,
    step_of_rooms,
)
from hearth.gatherings.models.seats import (
    as_seated,
    come_back,
    could_merge,
    move,
    sit_out,
    take_the_pen,
)
from hearth.gatherings.views.fetching import find, find_mine
from hearth.gatherings.views.now import is_in_rooms, number_in
from hearth.ground.access import for_guests, for_members
from hearth.ground.accounts import Person, PersonQuerySet
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page


def my_break_out(gathering: Gathering) -> dict[str, Any]:
    """For the room that everybody opens: my small room, who is in it and who writes. Needs a
    gathering that was found with `arrived`."""
    arrived, step = gathering.arrived, gathering.step
    if arrived is None or step is None or not gathering.is_running:
        return {}
    mine = arrived.room if arrived.room and arrived.room.step_id == step.pk else None
    is_host = arrived.person_id == gathering.host_id
    return {
        "my_room": mine,
        "with_me": _with_me(mine, arrived) if mine else [],
        "instead": arrived.instead if is_in_rooms(step) else "",
        "may_choose_room": is_in_rooms(step) and not is_host,
    }


def _with_me(room: Room, arrived: Arrival) -> list[str]:
    others = Person.objects.get_queryset().filter(
        pk__in=room.people.exclude(pk=arrived.pk).values("person")
    )
    return list(others.by_name().values_list("name", flat=True))


def host_rooms(gathering: Gathering, here: list[Arrival]) -> dict[str, Any]:
    """For the host's page: the rooms of the step we are at, from those who are here with their
    rooms, and how many are in none."""
    if not is_in_rooms(gathering.step):
        return {}
    rooms = {
        arrival.room.pk: arrival.room
        for arrival in here
        if arrival.room and arrival.room.step_id == gathering.step_id
    }
    in_order = sorted(rooms.values(), key=lambda room: room.number)
    return {
        "rooms": as_seated(in_order, here, shown_to=gathering.host),
        "made": mark_of(in_order),
        "in_main": sum(arrival.instead == Instead.MAIN for arrival in here),
        "in_quiet": sum(arrival.instead == Instead.QUIET for arrival in here),
    }


@for_members
def rooms(request: MemberRequest, slug: str) -> HttpResponse:
    """The rooms, for the host: see them, make them, and move one person."""
    gathering = find_mine(request, slug)
    wished = RoomWishes.objects.filter(gathering=gathering).first()
    form = RoomWishesForm(request.POST or None, instance=wished)
    if request.method == "POST" and form.is_valid():
        form.instance.gathering = gathering
        with told_on(form):
            _made(gathering, form, request)
            return redirect(request.path)
    return page(request, "gatherings/rooms.html", part="rooms", **_rooms(request, gathering, form))


def _made(gathering: Gathering, form: RoomWishesForm, request: MemberRequest) -> None:
    """Keep the wishes, then make the rooms by them."""
    RoomWishes.objects.update_or_create(gathering=gathering, defaults=form.cleaned_data)
    make_rooms(gathering, by=request.person, seen=request.POST.get("made"))


def _rooms(request: MemberRequest, gathering: Gathering, form: RoomWishesForm) -> dict[str, Any]:
    step = step_of_rooms(gathering)
    arrivals = gathering.arrivals.select_related("person").order_by("person__name", "pk")
    here = [arrival for arrival in arrivals if arrival.person_id != gathering.host_id]
    made = list(gathering.rooms.filter(step=step).select_related("writer"))
    pairings = wishes_at(gathering, [a.person_id for a in here]) if made else ()
    seated = as_seated(made, here, pairings, shown_to=request.person)
    ours = {room.pk for room in made}
    return {
        "gathering": gathering,
        "step": step,
        "is_now": step is not None and step.pk == gathering.step_id,
        "form": form,
        "seated": seated,
        "made": mark_of(made),
        "lines_topic": lines_topic(gathering),
        "without": [a.person for a in here if not a.instead and a.room_id not in ours],
        "left": [a.person for a in here if a.instead == Instead.LEFT],
        "in_main": sum(a.instead == Instead.MAIN for a in here),
        "in_quiet": sum(a.instead == Instead.QUIET for a in here),
        "merge": could_merge(seated),
    }


@require_POST
@for_members
def seat(request: MemberRequest, slug: str) -> HttpResponse:
    """Move one person to another room, or mark that they have left."""
    gathering = find_mine(request, slug)
    to: Room | Instead = Instead.LEFT
    if request.POST.get("to") != Instead.LEFT:
        room = number_in(request.POST.get("to", ""))
        to = get_object_or_404(gathering.rooms.filter(step=step_of_rooms(gathering)), pk=room)
    move(gathering, person=number_in(request.POST.get("person", "")), to=to, by=request.person)
    return redirect(gathering.page("rooms"))


@for_members
def pairs(request: MemberRequest, slug: str) -> HttpResponse:
    """Two people to keep together or apart. Hosts and stewards see it, the two do not."""
    gathering = find_mine(request, slug)
    form = PairForm(request.POST or None, people=_who_comes(gathering))
    kept = Pairing.objects.at(gathering).shown_to(request.person)
    if "forget" in request.POST:
        kept.filter(pk=number_in(request.POST["forget"])).delete()
        return redirect(request.path)
    if request.method == "POST" and form.is_valid():
        one, other = form.cleaned_data["one"], form.cleaned_data["other"]
        with told_on(form):
            is_apart = form.cleaned_data["is_apart"] == "yes"
            pair_up(gathering, one, other, is_apart=is_apart, by=request.person)
            return redirect(request.path)
    kept = kept.select_related("one", "other").order_by("is_apart", "one__name", "pk")
    return page(request, "gatherings/pairs.html", gathering=gathering, form=form, kept=kept)


def _who_comes(gathering: Gathering) -> PersonQuerySet:
    coming = gathering.booked.values("person").union(gathering.arrivals.values("person"))
    return Person.objects.get_queryset().filter(pk__in=coming).by_name()


@require_POST
@for_guests
def mine(request: MemberRequest, slug: str) -> HttpResponse:
    """Stay in the main room, sit in the quiet one, come back, or write for my room."""
    gathering = find(request, slug)
    arrived = _arrived(gathering)
    press = request.POST.get("press", "")
    if press in (Instead.MAIN, Instead.QUIET):
        sit_out(arrived, Instead(press))
    elif press == "room":
        come_back(arrived)
    elif press == "write" and arrived.room:
        take_the_pen(arrived.room, by=request.person)
    return redirect(gathering.page("room"))


def _arrived(gathering: Gathering) -> Arrival:
    if gathering.arrived is None:
        raise Http404
    return gathering.arrived


@require_POST
@for_guests
def line(request: MemberRequest, slug: str) -> HttpResponse:
    """Write our room's line. Scripts get the line as it stands now; others the page."""
    gathering = find(request, slug)
    room = get_object_or_404(gathering.rooms, people__person=request.person)
    words, before = request.POST.get("line", ""), request.POST.get("before", "")
    if request.headers.get("HX-Request"):
        return HttpResponse(room.write(words, before=before), content_type="text/plain")
    room.write(words, before=before)
    messages.success(request, _("Kept. The others in your room see it."))
    return redirect(gathering.page("room"))


@for_members
def my_rooms(request: MemberRequest) -> HttpResponse:
    """How many people I have met, if I want to see it, and with whom I would rather not sit."""
    form = ApartForm(request.POST if "name" in request.POST else None)
    if request.method == "POST" and _changed(request, form):
        return redirect("gatherings:my_rooms")
    asked = Pairing.objects.asked_by(request.person).select_related("one", "other")
    return page(
        request,
        "gatherings/my_rooms.html",
        form=form,
        met=how_many_met(request.person),
        asked=[(two.pk, two.other if two.one == request.person else two.one) for two in asked],
    )


def _changed(request: MemberRequest, form: ApartForm) -> bool:
    """Do what was pressed; whether it is done."""
    if "shows" in request.POST:
        show_count(request.person, shows=request.POST["shows"] == "yes")
    elif "forget" in request.POST:
        mine = Pairing.objects.asked_by(request.person)
        mine.filter(pk=number_in(request.POST["forget"])).delete()
    elif form.is_valid():
        with told_on(form):
            ask_to_be_apart(request.person, name=form.cleaned_data["name"])
            messages.success(request, _("Kept. You will not be in one room."))
    return form.is_valid() or not form.is_bound
