"""Series: the rule by clear choices, the dates that a person confirms, and the days to avoid."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.gatherings.forms import SeriesForm
from hearth.gatherings.models import Gathering, Series, StillOn
from hearth.gatherings.models.lasting import answer
from hearth.gatherings.video import notes
from hearth.gatherings.views.fetching import find_my_series, find_series
from hearth.ground.access import for_anyone, for_members, for_stewards
from hearth.ground.web import MemberRequest, Request, page

SHOWN = 24
"""So many dates stand on the page of a series; the calendar has them all."""


@for_anyone
def series(request: Request, slug: str) -> HttpResponse:
    """A series, its dates ahead and, for stewards, the dates that the rule proposes."""
    series = find_series(request, slug)
    person = request.person
    seen = Gathering.objects.visible_to(person).filter(series=series)
    seen = seen.select_related("host", "cancellation")
    still = seen.filter(cancellation=None, ended_at=None, ends_at__gte=now())
    coming = list(still.order_by("starts_at", "pk")[: SHOWN + 1])
    may_change = series.may_be_changed_by(person)
    titled = person is not None and may_change and person.is_steward
    today = localdate()
    return page(
        request,
        "gatherings/series.html",
        series=series,
        ahead=[gathering for gathering in coming[:SHOWN] if gathering.announced_at],
        drafts=[gathering for gathering in coming[:SHOWN] if not gathering.announced_at],
        more=len(coming) > SHOWN,
        past=seen.past()[:12],
        proposals=series.proposals(titled=titled) if may_change else [],
        may_change=may_change,
        skipped=[one for one in series.skipped.all() if one.on > today] if may_change else [],
    )


@for_stewards
def new_series(request: MemberRequest) -> HttpResponse:
    """A new series. It has no dates until somebody confirms them."""
    form = SeriesForm(request.POST or None, initial={"host_name": request.person.email})
    if request.method == "POST" and form.is_valid():
        form.instance.host = form.cleaned_data["host_name"]
        form.instance.slug = Series.objects.free_slug(form.cleaned_data["title"], "series", "new")
        messages.success(request, _("Here are the next six dates. Confirm those that are right."))
        return redirect(form.save())
    return page(request, "gatherings/new_series.html", form=form, video_notes=notes())


@require_POST
@for_members
@transaction.atomic
def dates(request: MemberRequest, slug: str) -> HttpResponse:
    """Confirm the ticked dates, or leave one out for good. Two who do it at once take turns."""
    series = find_my_series(request, slug)
    series = Series.objects.select_for_update().get(pk=series.pk)
    proposed = {proposal.on for proposal in series.proposals()}
    if "skip" in request.POST:
        day = _day(request.POST["skip"])
        if day in proposed:
            series.skip(day, by=request.person)
        messages.success(request, _("Left out. It is not proposed again."))
    elif "restore" in request.POST:
        series.unskip(_day(request.POST["restore"]))
    else:
        asked = dict.fromkeys(map(_day, request.POST.getlist("on")))
        _confirm(request, series, [day for day in asked if day in proposed])
    return redirect(series)


def _confirm(request: MemberRequest, series: Series, chosen: list[date]) -> None:
    if not chosen:
        messages.warning(request, _("No date was ticked. Tick those that are right."))
        return
    answer(series, StillOn.Answer.YES, by=request.person)
    made = [series.confirm(day, by=request.person) for day in chosen]
    words = _("{number} dates are confirmed. Announce each when its words are right.")
    if "announce" in request.POST:
        for gathering in made:
            gathering.announce(by=request.person)
        words = _("{number} dates are confirmed and announced. Now people can come.")
    messages.success(request, words.format(number=len(made)))


def _day(words: str) -> date:
    """The day that was sent; nonsense is a day that no rule proposes."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        return date.min
