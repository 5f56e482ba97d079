"""How it went: what I said I would do comes back to me, at the next meet-up and on my page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from hearth.gatherings.forms import OutcomeForm
from hearth.gatherings.models import Answer, Gathering, Kind, Outcome, Step
from hearth.gatherings.models.outcomes import comes_back_at, tell_how_it_went
from hearth.gatherings.views.fetching import find
from hearth.ground.access import for_guests
from hearth.ground.accounts import Person
from hearth.ground.books import Wish
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page


def coming_back(gathering: Gathering, person: Person | None) -> list[dict[str, Any]]:
    """For the room, until the check-in is over: my own promises, each with its form."""
    if person is None or gathering.is_over or _is_past_check_in(gathering):
        return []
    return [
        {"promise": promise, "form": OutcomeForm(auto_id=f"went-{promise.pk}-%s")}
        for promise in comes_back_at(gathering, person)
    ]


def _is_past_check_in(gathering: Gathering) -> bool:
    check_in = next((s for s in gathering.steps.all() if s.kind == Step.Kind.CHECK_IN), None)
    step = gathering.step if gathering.is_running else None
    return bool(check_in and step and step.position > check_in.position)


@for_guests
def outcome(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """How it went with one thing I said. Skipping is not pressing anything."""
    promises = Answer.objects.filter(kind=Kind.COMMITMENT, person=request.person)
    promise = get_object_or_404(
        promises.select_related("gathering", "outcome"), gathering__slug=slug, pk=pk
    )
    room = request.POST.get("room", "")
    here = find(request, room) if room else None
    form = OutcomeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            tell_how_it_went(
                promise,
                Outcome.How(form.cleaned_data["how"]),
                by=request.person,
                at=here,
                words=form.cleaned_data["words"],
                wish=Wish(form.cleaned_data["wish"]),
            )
            said = here is not None and form.cleaned_data["words"].strip()
            messages.success(request, _("Kept, and said.") if said else _("Kept, for you alone."))
            return redirect(here.page("room") if here else "people:me")
    wrong = [said for every in form.errors.values() for said in every]
    return page(
        request, "gatherings/outcome.html", promise=promise, here=here, form=form, wrong=wrong
    )
