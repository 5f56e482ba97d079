"""Whom to tell in person, as no letter reaches them; a list to tick, or to print and take along."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from hearth.ground.access import for_members
from hearth.ground.accounts import Person
from hearth.ground.web import MemberRequest, page
from hearth.listening.in_person import tell_in_person, unnamed, visits
from hearth.listening.models import Response
from hearth.listening.telling_forms import ToldForm


@for_members
def in_person(request: MemberRequest) -> HttpResponse:
    """GET, POST /told/in-person/: stewards see everybody whom no letter reaches; others those
    whose words they wrote down."""
    form = ToldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        response = get_object_or_404(Response, pk=form.cleaned_data["response"])
        person = get_object_or_404(Person, pk=form.cleaned_data["person"])
        tell_in_person(response, person, by=request.person)
        messages.success(request, _("Thank you. {name} is told.").format(name=person.name))
        return redirect("listening:in_person")
    return page(
        request,
        "listening/in_person.html",
        visits=visits(request.person),
        unnamed=unnamed(request.person),
    )
