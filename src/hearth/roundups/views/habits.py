"""For stewards: when the round-up comes, who reads it, and whether there is one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hearth.ground.access import for_stewards
from hearth.ground.web import MemberRequest, page
from hearth.roundups.forms import HabitForm
from hearth.roundups.models import Habit
from hearth.roundups.models.habit import begin, rest
from hearth.roundups.slots import after


@for_stewards
def habit(request: MemberRequest) -> HttpResponse:
    """GET, POST /roundups/habit/"""
    ours = Habit.ours()
    if "begin" in request.POST:
        begin()
        messages.success(request, _("It begins. The first draft comes by itself."))
        return redirect("roundups:habit")
    if "rest" in request.POST:
        rest()
        messages.success(request, _("It rests. What was sent stays."))
        return redirect("roundups:habit")
    form = HabitForm(request.POST or None, instance=ours)
    if ours is not None and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect("roundups:habit")
    runs = ours is not None and ours.is_on
    return page(
        request,
        "roundups/habit.html",
        habit=ours,
        form=form,
        runs=runs,
        ahead=after(ours.rule, now()) if ours and runs and not form.errors else None,
    )


@for_stewards
def fortnightly(request: MemberRequest) -> HttpResponse:
    """GET, POST /roundups/fortnightly/: one press for every other week."""
    ours = Habit.ours()
    if request.method == "POST" and ours is not None:
        if "yes" in request.POST:
            ours.go_fortnightly()
            messages.success(request, _("Every other week from now on."))
        return redirect("roundups:habit")
    return page(request, "roundups/fortnightly.html", habit=ours)
