"""What a host sees of the places: who has an offer, who waits, and which are kept for whom."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.gatherings.forms import HoldsForm, NamedForm
from hearth.gatherings.models import Gathering, Hold
from hearth.gatherings.models.holds import free_places
from hearth.gatherings.models.offers import hold_places
from hearth.gatherings.models.places import keep_for
from hearth.gatherings.views.fetching import find_mine
from hearth.ground.access import for_members
from hearth.ground.accounts import Person
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page

SHOWN = 300


@for_members
def places(request: MemberRequest, slug: str) -> HttpResponse:
    """The list in order, and the places that are kept. Nothing about what anybody needs."""
    gathering = find_mine(request, slug)
    form = HoldsForm(request.POST or None, gathering=gathering, holds=list(gathering.holds.all()))
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            hold_places(gathering, by=request.person, **form.cleaned_data)
            messages.success(request, _("Kept. The page says which places are kept, and for whom."))
            return redirect(request.path)
    return _places(request, gathering, form, NamedForm())


def _places(
    request: MemberRequest, gathering: Gathering, form: HoldsForm, named: NamedForm
) -> HttpResponse:
    booked = gathering.booked.in_order().select_related("person")
    return page(
        request,
        "gatherings/places.html",
        code=422 if form.errors or named.errors else 200,
        gathering=gathering,
        counts=booked.counts(),
        free=free_places(gathering),
        offered=booked.offered(),
        waiting=booked.waiting()[:SHOWN],
        kept=booked.coming().filter(kept_as=Hold.Whom.BURSARY),
        form=form,
        named=named,
    )


@require_POST
@for_members
def named_place(request: MemberRequest, slug: str) -> HttpResponse:
    """Keep a place for somebody by name and address. They get the letter with their place."""
    gathering = find_mine(request, slug)
    named = NamedForm(request.POST)
    if named.is_valid():
        with told_on(named):
            person = Person.objects.meet(**named.cleaned_data)
            keep_for(gathering, person, by=request.person)
            messages.success(request, _("{name} has a place.").format(**named.cleaned_data))
            return redirect(gathering.page("places"))
    blank = HoldsForm(gathering=gathering, holds=list(gathering.holds.all()))
    return _places(request, gathering, blank, named)
