"""For stewards: where notices go, a test, the last tries, and turning one off."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from hearth.ground.access import for_stewards
from hearth.ground.web import MemberRequest, page
from hearth.roundups.forms import OutletForm
from hearth.roundups.models import Outlet
from hearth.roundups.notices.sending import test
from hearth.roundups.notices.words import Tool

LAST_TRIES = 12


def _outlet(pk: int) -> Outlet:
    return get_object_or_404(Outlet, pk=pk)


@for_stewards
def outlets(request: MemberRequest) -> HttpResponse:
    """GET, POST /roundups/notices/"""
    form = OutletForm(request.POST or None)
    if form.is_valid():
        outlet: Outlet = form.save(commit=False)
        outlet.by = request.person
        outlet.add()
        messages.success(request, _("Kept. Send a test to see whether it arrives."))
        return redirect("roundups:outlet", outlet.pk)
    every = Outlet.objects.order_by("name", "pk")
    return page(request, "roundups/outlets.html", form=form, outlets=every)


@for_stewards
def outlet(request: MemberRequest, pk: int) -> HttpResponse:
    """GET, POST /roundups/notices/<pk>/: one of them, with its last tries."""
    this = _outlet(pk)
    if request.method == "POST":
        return _changed(request, this)
    return page(
        request,
        "roundups/outlet.html",
        outlet=this,
        tries=this.notices.latest_first()[:LAST_TRIES],
        is_standard=this.tool == Tool.STANDARD,
    )


def _changed(request: MemberRequest, outlet: Outlet) -> HttpResponse:
    if "forget" in request.POST:
        outlet.delete()
        messages.success(request, _("Gone, with all that was tried."))
        return redirect("roundups:outlets")
    if "test" in request.POST:
        notice = test(outlet)
        if notice.arrived_at:
            messages.success(request, _("It arrived."))
        else:
            messages.warning(request, _("It has not arrived. See below why."))
    elif "on" in request.POST or "off" in request.POST:
        outlet.turn(on="on" in request.POST)
    return redirect("roundups:outlet", outlet.pk)
