"""The host's page: the clock, the steps, and who is here, in numbers."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.gatherings.models.rooms import make_rooms, rooms_with_people
from hearth.gatherings.models.runsheet import timed, way_to_check_in
from hearth.gatherings.views.fetching import find_mine
from hearth.gatherings.views.now import is_in_rooms, number_in, position, where_we_are
from hearth.ground.access import for_members
from hearth.ground.web import MemberRequest, page


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
    here_in_the_sheet = position(gathering)
    return page(
        request,
        "gatherings/host.html",
        part="now",
        gathering=gathering,
        plan=timed(gathering),
        here=here,
        newcomers=sum(is_new for _types, is_new, _who in arrivals),
        type_only=sum(types for types, _is_new, _who in arrivals),
        after=next((step for step in steps if step.position > here_in_the_sheet), None),
        needs=needs,
        is_host=is_host,
        way=way_to_check_in(here),
        rooms=rooms_with_people(gathering) if is_in_rooms(gathering.step) else {},
        **where_we_are(
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
    press, from_step = request.POST.get("press", ""), number_in(request.POST.get("at", ""))
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
