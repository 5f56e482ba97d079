"""Days to avoid: the stewards' own list, and the feasts of two years to add in one tap."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hearth.gatherings.feasts import Feast, feasts
from hearth.gatherings.forms import CommunityDayForm
from hearth.gatherings.models import CommunityDay
from hearth.ground.access import for_stewards
from hearth.ground.web import MemberRequest, page

SHOWN = 100
REMOVED = "removed_day"
"""What this browser remembers of the day it removed last, so that it can be put back."""


@for_stewards
def days(request: MemberRequest) -> HttpResponse:
    """Days that matter to people here: the rule marks them before anybody confirms a date."""
    listed = CommunityDay.objects.ahead(localdate())
    offered = _offered(listed)
    if request.method == "POST" and _change(request, offered):
        return redirect(request.path)
    form = CommunityDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept. A date that falls on it will be marked."))
        return redirect(request.path)
    return page(
        request,
        "gatherings/days.html",
        form=form,
        days=listed[:SHOWN],
        offered=offered,
        removed=request.session.get(REMOVED),
    )


def _offered(listed: Any) -> list[Feast]:
    known = {(day.on, day.name) for day in listed}
    return [feast for feast in feasts(localdate()) if (feast.on, str(feast.name)) not in known]


def _change(request: MemberRequest, offered: list[Feast]) -> bool:
    """Do what a single button asks for; whether there was one."""
    if "remove" in request.POST:
        _remove(request)
    elif "restore" in request.POST:
        _restore(request)
    elif "add" in request.POST:
        asked = request.POST["add"]
        _add([feast for feast in offered if asked in (feast.key, "all")])
        messages.success(request, _("Added. A date that falls on it will be marked."))
    else:
        return False
    return True


def _remove(request: MemberRequest) -> None:
    asked = request.POST["remove"]
    known = asked.isdecimal() and len(asked) < 10
    day = CommunityDay.objects.filter(pk=asked).first() if known else None
    if day:
        request.session[REMOVED] = {
            "name": day.name,
            "on": day.on.isoformat(),
            "until": day.until.isoformat() if day.until else None,
            "every_year": day.every_year,
        }
        day.delete()


def _restore(request: MemberRequest) -> None:
    """Put back what this browser removed last. Twice changes nothing."""
    facts = request.session.pop(REMOVED, None)
    if facts:
        key = {"on": facts.pop("on"), "name": facts.pop("name")}
        CommunityDay.objects.get_or_create(**key, defaults=facts)


def _add(chosen: list[Feast]) -> None:
    for feast in chosen:
        until = feast.until if feast.until > feast.on else None
        CommunityDay.objects.get_or_create(
            on=feast.on, name=str(feast.name), defaults={"until": until}
        )
