"""The hour itself: the room that everybody opens, and the host's page."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.charter.models import Line, lines_to_show
from hearth.gatherings.forms import AnswerForm, NameForm, PlaceForm
from hearth.gatherings.models import Gathering, Place, Step
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.places import welcomer_of
from hearth.gatherings.models.rooms import make_rooms, rooms_with_people, seat_late
from hearth.gatherings.models.runsheet import timed, way_to_check_in
from hearth.gatherings.views.fetching import find, find_mine
from hearth.ground.access import for_anyone, for_members
from hearth.ground.accounts import Person
from hearth.ground.links import remember
from hearth.ground.refusals import Refused, told_on
from hearth.ground.ring import ring
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
    arrivals = gathering.arrivals.filter(person=person).select_related("room")
    arrived = arrivals.first() if person else None
    mine = gathering.booked.filter(person=person).first() if person else None
    return {
        "gathering": gathering,
        "plan": timed(gathering),
        "arrived": arrived,
        "my_room": arrived.room if arrived and _is_in_rooms(gathering.step) else None,
        "mine": mine,
        "welcomer": welcomer_of(gathering) if mine and mine.is_first_time else None,
        "is_expected": _may_have_way_in(request, mine),
        "shows_way_in": gathering.doors_are_open and _may_have_way_in(request, mine),
        "form": form or AnswerForm(),
        "said_so_far": gathering.answers.filter(person=person).count() if person else 0,
        "name": None if person else NameForm(),
        "needs": PlaceForm(instance=mine) if mine else None,
        "may_change": gathering.may_be_changed_by(person),
        **_now(gathering, person, was_there=arrived is not None),
    }


def _may_have_way_in(request: Request, mine: Place | None) -> bool:
    """The video link and the number are for those with a place, and for members (J2.2)."""
    is_member = request.person is not None and request.person.is_member
    return is_member or (mine is not None and not mine.waits)


def _now(gathering: Gathering, person: Person | None, *, was_there: bool) -> dict[str, Any]:
    """Where we are: the step, its time, its lines and what was said in it."""
    step = gathering.step if gathering.is_running else None
    heard = gathering.answers.heard_in_the_room(person, was_there=was_there).oldest_first()
    return {
        "step": step,
        "ends": _step_ends(gathering),
        "now": now(),
        "left": _left(gathering),
        "ring": _ring(gathering),
        "lines": _lines(gathering, step),
        "heard": heard.filter(step=step).select_related("person")[:200] if step else [],
    }


def _is_in_rooms(step: Step | None) -> bool:
    return step is not None and step.kind == Step.Kind.ROOMS


def _step_ends(gathering: Gathering) -> datetime | None:
    if not gathering.is_running or gathering.step is None or gathering.step_since is None:
        return None
    return gathering.step_since + timedelta(minutes=gathering.step.minutes)


def _left(gathering: Gathering) -> str:
    """The time left of this step, as 4:30; 0:00 when it is over."""
    ends = _step_ends(gathering)
    seconds = max(int((ends - now()).total_seconds()), 0) if ends else 0
    return f"{seconds // 60}:{seconds % 60:02d}"


def _ring(gathering: Gathering) -> SafeString:
    """The hour as a ring. Its hand stands in the step we are at, however late we are."""
    steps = list(gathering.steps.all())
    before = sum(step.minutes for step in steps if step.position < _position(gathering))
    ends = _step_ends(gathering)
    within = 0.0
    if ends and gathering.step and gathering.step_since:
        gone = (now() - gathering.step_since).total_seconds() / 60
        within = min(gone, gathering.step.minutes - 0.01)
    return ring(steps, before + within)


def _position(gathering: Gathering) -> int:
    return gathering.step.position if gathering.step else 0


def _lines(gathering: Gathering, step: Step | None) -> list[Line]:
    """The two lines of the charter that this gathering shows: in its step, and beforehand."""
    if step is not None and step.kind != Step.Kind.CHARTER:
        return []
    return list(Line.objects.shown_at(gathering.get_absolute_url())) or lines_to_show()


@require_POST
@for_anyone
def arrival(request: Request, slug: str) -> HttpResponse:
    """Come in. Who came by no link of their own says what to be called."""
    gathering = find(request, slug)
    gathering.refuse_unless_standing()
    if not gathering.doors_are_open:
        raise Refused(_("The doors are closed. They open 15 minutes before we start."))
    person, response = request.person, redirect(gathering.page("room"))
    if person is None:
        form = NameForm(request.POST)
        if not form.is_valid():
            context = {**_room(request, gathering), "name": form}
            return page(request, "gatherings/room.html", code=422, **context)
        person = _newcomer(form, response)
    here, is_new = gathering.arrivals.get_or_create(person=person)
    if is_new and gathering.is_running:
        seat_late(here)
    if "types_only" in request.POST:
        here.types_only = request.POST["types_only"] == "yes"
        here.save(update_fields=["types_only"])
    return response


def _newcomer(form: NameForm, response: HttpResponse) -> Person:
    """Somebody who came by no link of their own, and whom this browser knows from here on."""
    person = Person.objects.meet(name=form.cleaned_data["name"])
    remember(response, person)
    return person


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
            person = request.person or _newcomer(name, response)
            _keep_answer(person, gathering, form)
            messages.success(request, _("Kept. You can change it or take it back below."))
            return response
    context = {**_room(request, gathering, form), "name": None if request.person else name}
    return page(request, "gatherings/room.html", code=422, **context)


def _unknown(gathering: Gathering) -> str:
    """What we say to somebody who types and whom this browser does not know any more."""
    if gathering.doors_are_open:
        return _("Tell us what to call you, or open the link in your letter again.")
    return _("We do not know who you are. Open the link in your letter again.")


def _keep_answer(person: Person, gathering: Gathering, form: AnswerForm) -> None:
    """Words said in the open hour also say that the person is there."""
    say(
        gathering,
        form.cleaned_data["words"],
        person=person,
        step=gathering.step if gathering.is_running else None,
        kind=form.cleaned_data["kind"],
        wish=form.cleaned_data["wish"],
    )
    if gathering.doors_are_open:
        gathering.arrivals.get_or_create(person=person)


@require_POST
@for_members
def charter_note(request: MemberRequest, slug: str) -> HttpResponse:
    """A member would change a line of the charter: the note stays with the line."""
    gathering = find(request, slug)
    line = get_object_or_404(Line, pk=_number(request.POST.get("line", "")))
    line.mark(request.POST.get("words", "").replace("\0", ""), by=request.person)
    messages.success(request, _("Kept with the line. It comes back when we look at the charter."))
    return redirect(gathering.page("room"))


def _number(typed: str) -> int:
    """The number of a row, as a form sends it; 0, which no row has, for anything else."""
    return int(typed) if typed.isdecimal() and len(typed) < 19 else 0


@for_members
def host(request: MemberRequest, slug: str) -> HttpResponse:
    """The host's page: the clock, this step and the next, and how many are here."""
    gathering = find_mine(request, slug)
    prefetch_related_objects([gathering], "steps")
    said_new = gathering.booked.filter(is_first_time=True, person=OuterRef("person"))
    arrivals = gathering.arrivals.annotate(is_new=Exists(said_new)).values_list(
        "types_only", "is_new", "person"
    )
    is_host = request.person == gathering.host
    needs = gathering.booked.coming().exclude(needs="").values_list("needs", flat=True)[:200]
    here = len(arrivals)
    steps = list(gathering.steps.all())
    position = _position(gathering)
    return page(
        request,
        "gatherings/host.html",
        part="now",
        gathering=gathering,
        plan=timed(gathering),
        here=here,
        newcomers=sum(is_new for _types, is_new, _who in arrivals),
        type_only=sum(types for types, _is_new, _who in arrivals),
        after=next((step for step in steps if step.position > position), None),
        needs=needs,
        is_host=is_host,
        way=way_to_check_in(here),
        rooms=rooms_with_people(gathering) if _is_in_rooms(gathering.step) else {},
        **_now(
            gathering,
            request.person,
            was_there=is_host or request.person.pk in {who for _types, _new, who in arrivals},
        ),
    )


@require_POST
@for_members
def step(request: MemberRequest, slug: str) -> HttpResponse:
    """Begin, go on, go back, or end. A press that comes twice moves one step."""
    gathering = find_mine(request, slug)
    press, from_step = request.POST.get("press", ""), _number(request.POST.get("at", ""))
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
