"""Other calendars: taken in, asked about where a zone is unknown, and removed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hearth.gatherings.forms.other_calendars import ZONES, OtherCalendarForm
from hearth.gatherings.models import AskedZone, OtherCalendar
from hearth.gatherings.other_calendars import add_address, add_file
from hearth.ground.access import for_stewards
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page

SHOWN = 60


@for_stewards
def other_calendars(request: MemberRequest) -> HttpResponse:
    """What else is on for people here, so that a date that clashes is marked."""
    if request.method == "POST" and _change(request):
        return redirect(request.path)
    form = OtherCalendarForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            _add(form)
            messages.success(request, _("Kept. A date that clashes with it will be marked."))
            return redirect(request.path)
    return page(
        request,
        "gatherings/other_calendars.html",
        form=form,
        calendars=OtherCalendar.objects.with_numbers()[:SHOWN],
        zones=ZONES,
    )


def _add(form: OtherCalendarForm) -> None:
    name, file = form.cleaned_data["name"], form.cleaned_data["file"]
    if file:
        add_file(name, file.read())
    else:
        add_address(name, form.cleaned_data["address"])


def _change(request: MemberRequest) -> bool:
    """Do what a single button asks for; whether there was one."""
    if "remove" in request.POST:
        OtherCalendar.objects.filter(pk=_number(request.POST["remove"])).delete()
        messages.success(request, _("Removed, with all we knew of it."))
    elif "zone" in request.POST:
        _settle(request)
    else:
        return False
    return True


def _settle(request: MemberRequest) -> None:
    zone = AskedZone.objects.filter(pk=_number(request.POST["zone"])).first()
    means = request.POST.get("means", "")
    if zone and means in dict(ZONES):
        zone.settle(means)
        messages.success(request, _("Thank you. These times count from now on."))


def _number(words: str) -> int:
    """The number that was sent; nonsense is a number that nothing has."""
    return int(words) if words.isdecimal() and len(words) < 10 else 0
