"""Whether it goes on: yes with the next dates, a pause, or a kind end."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hearth.gatherings.forms import EndingForm, PauseForm
from hearth.gatherings.models import Gathering, Series
from hearth.gatherings.models.lasting import end, followers, go_on, pause
from hearth.gatherings.models.origins import come_from_nothing
from hearth.gatherings.views.fetching import find_mine, find_my_series
from hearth.ground.access import for_members
from hearth.ground.refusals import Refused, told_on
from hearth.ground.web import MemberRequest, page


@for_members
def still_on(request: MemberRequest, slug: str) -> HttpResponse:
    """The three answers. The first confirms dates at the address where dates are confirmed."""
    series = find_my_series(request, slug)
    if request.method == "POST" and "go_on" in request.POST:
        go_on(series)
        messages.success(request, _("It goes on. Confirm the dates that are right."))
        return redirect(request.path)
    form = PauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        pause(series, form.cleaned_data["until"], by=request.person)
        messages.success(request, _("It pauses. We ask again two weeks before the pause ends."))
        return redirect(series)
    return page(
        request,
        "gatherings/still_on.html",
        series=series,
        form=form,
        proposals=series.proposals(),
        ahead=series.gatherings.filter(cancellation=None, ends_at__gt=now()),
    )


@for_members
def ending(request: MemberRequest, slug: str) -> HttpResponse:
    """It ends here. The page says beforehand how many people will be told."""
    series = find_my_series(request, slug)
    form = EndingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            told = end(series, by=request.person, why=form.cleaned_data["why"])
            words = _("It has ended, and {number} people are told. Its page and calendar stay.")
            messages.success(request, words.format(number=told))
            return redirect(series)
    told = followers(series).count()
    return page(request, "gatherings/series_ending.html", series=series, form=form, told=told)


@for_members
def draft_still_on(request: MemberRequest, slug: str) -> HttpResponse:
    """A draft that comes near: announce it, change its time, hand it over, or leave it out."""
    gathering = find_mine(request, slug)
    if request.method == "POST":
        series = _leave_out(gathering, request)
        messages.success(request, _("Left out. Nobody had been told of it."))
        return redirect(series or "gatherings:gatherings")
    return page(request, "gatherings/draft_still_on.html", gathering=gathering)


@transaction.atomic
def _leave_out(gathering: Gathering, request: MemberRequest) -> Series | None:
    gathering = gathering.locked()
    if gathering.announced_at:
        raise Refused(_("It is announced. Call it off instead, so that people hear."))
    series = gathering.series
    if series and gathering.series_on:
        series.skip(gathering.series_on, by=request.person)
    come_from_nothing(gathering)
    gathering.delete()
    return series
