"""Questions that wait: all of them, and who looks after them in a space this week."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.conversations.models import Thread
from hearth.conversations.models.rota import look_out, on_this_week, pass_on, stop_looking_out
from hearth.conversations.views.fetching import find_space, sight_in
from hearth.ground.access import for_anyone, for_members
from hearth.ground.web import MemberRequest, Request, page

ON_A_PAGE = 25


@for_anyone
def questions(request: Request) -> HttpResponse:
    """GET /space/questions/: those that wait, in every space that this reader sees."""
    waiting = Thread.objects.seen_with(sight_in(request)).waiting().longest_waiting_first()
    here = Paginator(waiting.select_related("space"), ON_A_PAGE).get_page(request.GET.get("page"))
    return page(request, "conversations/questions.html", threads=here)


@for_members
def rota(request: MemberRequest, slug: str) -> HttpResponse:
    """GET /space/<slug>/questions/: who offered to look after them, and who is on."""
    space = find_space(request, slug)
    lookouts = space.lookouts.filter(until=None).select_related("person").order_by("since", "pk")
    people = [one.person for one in lookouts]
    return page(
        request,
        "conversations/rota.html",
        space=space,
        people=people,
        on=on_this_week(space),
        mine=request.person in people,
        threads=space.threads.listed_for(request.person).waiting().longest_waiting_first()[:25],
    )


@require_POST
@for_members
def lookout(request: MemberRequest, slug: str) -> HttpResponse:
    """POST /space/<slug>/questions/lookout/: I offer to, not this week, or no longer."""
    space = find_space(request, slug)
    what = request.POST.get("what", "")
    if what == "stop":
        stop_looking_out(space, by=request.person)
        messages.success(request, _("Thank you for looking. You are off the list."))
    elif what == "pass":
        other = pass_on(space, by=request.person)
        nobody = _("Passed on. Nobody else is there this week, and that is all right.")
        told = _("Passed on. {name} is on this week.").format(name=other.name) if other else nobody
        messages.success(request, told)
    else:
        look_out(space, by=request.person)
        messages.success(request, _("Thank you. A letter tells you when a question waits."))
    return redirect("conversations:rota", slug=space.slug)
