"""Handing a series or one gathering to another host: ask, and a page with yes and no."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from hearth.gatherings.forms import HandoverForm
from hearth.gatherings.models import Gathering, Handover, Series
from hearth.gatherings.models.handover import ask_to_host
from hearth.gatherings.views.fetching import find, find_series
from hearth.ground.access import for_members
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page


@for_members
def of_series(request: MemberRequest, slug: str) -> HttpResponse:
    series = find_series(request, slug)
    return _handover(request, series, may_ask=series.may_be_changed_by(request.person))


@for_members
def of_gathering(request: MemberRequest, slug: str) -> HttpResponse:
    """Whoever is asked may open the page of a draft, which they will host, too."""
    asked = Handover.objects.asks(request.person).filter(gathering__slug=slug)
    found = get_object_or_404(Gathering, slug=slug) if asked.exists() else find(request, slug)
    return _handover(request, found, may_ask=found.is_hosted_by(request.person))


def _handover(request: MemberRequest, thing: Series | Gathering, *, may_ask: bool) -> HttpResponse:
    every = Handover.objects.of(thing)
    mine = every.asks(request.person).first()
    if not (mine or may_ask):
        raise PermissionDenied
    form = HandoverForm(request.POST if "to_name" in request.POST else None)
    if request.method == "POST" and mine and "answer" in request.POST:
        return _answer(request, mine)
    if request.method == "POST" and may_ask:
        if "take_back" in request.POST:
            for asked in every.open():
                asked.take_back()
            return redirect(request.path)
        if _ask(request, form, thing):
            return redirect(request.path)
    return page(
        request,
        "gatherings/handover.html",
        thing=thing,
        mine=mine,
        may_ask=may_ask,
        form=form,
        open=every.open().first(),
        past=every.filter(accepted=True)[:12] if may_ask else [],
    )


def _answer(request: MemberRequest, handover: Handover) -> HttpResponse:
    thing = handover.thing
    if request.POST["answer"] == "yes":
        handover.accept()
        messages.success(request, _("Thank you. You host it from now on."))
        return redirect(thing)
    handover.decline()
    messages.success(request, _("That is fine. Whoever asked you hears of it."))
    return redirect("gatherings:gatherings")


def _ask(request: MemberRequest, form: HandoverForm, thing: Series | Gathering) -> bool:
    if not form.is_valid():
        return False
    to, why = form.cleaned_data["to_name"], form.cleaned_data["why"]
    with told_on(form):
        ask_to_host(thing, to, by=request.person, why=why)
        words = _("{name} is asked, by one letter. Until they say yes, nothing changes.")
        messages.success(request, words.format(name=to.name))
        return True
    return False
