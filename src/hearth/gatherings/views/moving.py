"""Moving: one date, this and later ones, or all; who will be told is seen beforehand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from hearth.gatherings.forms import MoveForm, SeriesMoveForm
from hearth.gatherings.models.moving import (
    Preview,
    Times,
    change_rule,
    dates_to_move,
    move_together,
    preview,
)
from hearth.gatherings.new_times import concerned
from hearth.gatherings.views.fetching import find_mine, find_my_series
from hearth.ground.access import for_members
from hearth.ground.refusals import Refused, told_on
from hearth.ground.time import LONDON
from hearth.ground.web import MemberRequest, page


@for_members
def move(request: MemberRequest, slug: str) -> HttpResponse:
    """Another time for one gathering. First we show who will be told; a second press moves."""
    gathering = find_mine(request, slug)
    start = localtime(gathering.starts_at, LONDON)
    form = MoveForm(request.POST or None, initial={"day": start.date(), "clock": start.time()})
    look = None
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            gathering.refuse_unless_standing()
            times = [(gathering, form.starts_at())]
            look = preview(times, by=request.person, titled=request.person.is_steward)
            if _is_sure(request, look):
                gathering.move(form.starts_at(), by=request.person, why=form.cleaned_data["why"])
                messages.success(request, _("Moved. Everyone who booked hears now."))
                return redirect(gathering)
    series = gathering.series
    return page(
        request,
        "gatherings/move.html",
        gathering=gathering,
        form=form,
        look=look,
        told=look.told if look and look.changes else len(concerned([gathering], by=request.person)),
        series=series if series and series.may_be_changed_by(request.person) else None,
    )


@for_members
def series_move(request: MemberRequest, slug: str) -> HttpResponse:
    """Another day or time for the dates ahead, or for those from one on."""
    series = find_my_series(request, slug)
    dates = dates_to_move(series, None)
    asked = {"since": request.GET.get("since", "")}
    form = SeriesMoveForm(request.POST or None, initial=asked, series=series, dates=dates)
    look = new_rule = None
    if request.method == "POST" and form.is_valid():
        new_rule = form.rule()
        with told_on(form):
            times = form.times()
            look = preview(times, by=request.person, titled=request.person.is_steward)
            if _is_sure(request, look):
                told = _go(request, form, times)
                words = _("Moved. {number} people hear now, each by one letter.")
                messages.success(request, words.format(number=told))
                return redirect(series)
    return page(
        request,
        "gatherings/series_move.html",
        series=series,
        form=form,
        look=look,
        dates=dates,
        new_rule=new_rule if new_rule != series.rule else None,
    )


def _go(request: MemberRequest, form: SeriesMoveForm, times: Times) -> int:
    rule, why = form.rule(), form.cleaned_data["why"]
    if rule is None:
        return move_together(times, by=request.person, why=why)
    since = form.since_on or localdate()
    return change_rule(form.series, rule, times, since=since, by=request.person, why=why)


def _is_sure(request: MemberRequest, look: Preview) -> bool:
    """Whether this press is the second, on a page that still tells the truth."""
    if not look.may_go and look.changes:
        raise Refused(_("A new time has passed already. Pick one that is still to come."))
    if "sure" not in request.POST:
        return False
    if request.POST["sure"] != look.seen:
        messages.warning(request, _("Something moved meanwhile. Please look again."))
        return False
    return True
