"""Saying hello to newcomers: one's own note to one of them, and who is on duty when."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from hearth.ground.access import for_members, for_stewards
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page
from hearth.people.models import Duty, Hello
from hearth.people.models.welcome import draft, first_name, greeters, put_on_duty
from hearth.people.welcome_forms import DutyForm, HelloForm

WEEKS_AHEAD = 4


def _hello(request: MemberRequest, pk: int) -> Hello:
    mine = Hello.objects.open_to(request.person)
    return get_object_or_404(mine.select_related("person", "settled_by"), pk=pk)


@for_members
def hello(request: MemberRequest, pk: int) -> HttpResponse:
    """GET, POST /hellos/<pk>/: the note to a newcomer. It leaves when somebody presses."""
    asked, person = _hello(request, pk), request.person
    is_sent = request.method == "POST" and "send" in request.POST
    form = HelloForm(request.POST if is_sent else None, initial={"words": draft(asked, by=person)})
    if request.method == "POST" and not is_sent:
        how = Hello.How.ELSEWHERE if "elsewhere" in request.POST else Hello.How.LET_BE
        asked.settle(how, by=person)
        return _settled(request, _("Thank you. Nobody else is asked."))
    if form.is_valid():
        with told_on(form):
            said = form.cleaned_data
            answer_to = (person.email or "") if said["shares_address"] else ""
            asked.settle(Hello.How.SENT, by=person, words=said["words"], answer_to=answer_to)
            return _settled(request, _("Your note is on its way. Thank you."))
    name = first_name(asked.person)
    title = _("Say hello to {name}").format(name=name)
    return page(request, "people/hello.html", hello=asked, form=form, name=name, title=title)


def _settled(request: MemberRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("people:welcome" if request.person.is_steward else "people:me")


@for_stewards
def welcome(request: MemberRequest) -> HttpResponse:
    """GET, POST /steward/welcome/: who waits for a hello, who is on duty, and who is next."""
    today = localdate()
    form = DutyForm(request.POST or None, initial={"since": today, "until": today + timedelta(13)})
    if form.is_valid():
        with told_on(form):
            duty = put_on_duty(**form.cleaned_data, by=request.person)
            messages.success(request, _("{name} is told.").format(name=duty.person.name))
            return redirect("people:welcome")
    return page(
        request,
        "people/welcoming.html",
        form=form,
        greeters=greeters(),
        duties=Duty.objects.to_come().select_related("person", "deputy")[:20],
        waiting=Hello.objects.waiting().select_related("person")[:50],
    )


@for_stewards
def duty(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /steward/welcome/<pk>/: take somebody off duty. Twice changes nothing."""
    if request.method == "POST":
        Duty.objects.filter(pk=pk).delete()
        messages.success(request, _("Done. Otherwise the stewards welcome in turn, a week each."))
    return redirect("people:welcome")
