"""The door: waiting at it, letting people in, and what is asked before joining."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from hearth.ground.access import for_guests, for_stewards
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page
from hearth.people.door_forms import DeclineForm, DoorForm
from hearth.people.models import Door, Waiting

SHOWN = 100


def _waiting(pk: int) -> Waiting:
    every = Waiting.objects.select_related("person", "joining", "settled_by")
    return get_object_or_404(every, pk=pk)


@for_guests
def wait(request: MemberRequest) -> HttpResponse:
    """GET /join/wait/: how it stands with me."""
    waiting = Waiting.objects.open().filter(person=request.person).first()
    if waiting is None:
        return redirect("people:me")
    return page(request, "people/wait.html", waiting=waiting, because=Door.ours().why)


@for_stewards
def door(request: MemberRequest) -> HttpResponse:
    """GET, POST /steward/door/: who waits, and what we ask before joining."""
    form = DoorForm(request.POST or None, instance=Door.ours())
    if form.is_valid():
        form.save()
        messages.success(request, _("Kept. It holds from now on."))
        return redirect("people:door")
    waiting = Waiting.objects.open().select_related("joining")[:SHOWN]
    return page(request, "people/door.html", form=form, waiting=waiting)


@for_stewards
def waiting(request: MemberRequest, pk: int) -> HttpResponse:
    """GET, POST /steward/door/<pk>/: one who waits. Yes, or no with a reason."""
    one = _waiting(pk)
    form = DeclineForm(request.POST if "no" in request.POST else None)
    if "yes" in request.POST:
        person = one.let_in(by=request.person)
        messages.success(request, _("{name} is a member now.").format(name=person))
        return redirect("people:door")
    if form.is_valid():
        with told_on(form):
            one.decline(form.cleaned_data["why"], by=request.person)
            messages.success(request, _("They are told, with your reason."))
            return redirect("people:door")
    return page(request, "people/at_the_door.html", waiting=one, form=form, answers=_told(one))


def _told(waiting: Waiting) -> list[dict[str, str]]:
    """What they told us, question by question."""
    joining = waiting.joining
    rows = [
        (_("Address"), waiting.person.email or waiting.person.phone),
        (_("What brings them"), joining.brings),
        (_("Organisation"), joining.organisation),
    ]
    if joining.question:
        rows.insert(0, (joining.question, joining.answer))
    return [{"label": label, "answer": answer} for label, answer in rows]
