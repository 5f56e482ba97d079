"""Taking everything away, and leaving: two taps from one's own page, and nobody asks why."""

from __future__ import annotations

from typing import cast

from django.contrib.auth import logout
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django.views.decorators.http import require_POST

from hearth.ground.access import SignInFirst, for_anyone, for_guests
from hearth.ground.accounts import Community, Person
from hearth.ground.areas import every_area
from hearth.ground.links import COOKIE
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, Request, page
from hearth.people.forms import LeaveForm
from hearth.people.leaving import leave
from hearth.people.taking_away import take_away


def _myself(request: MemberRequest) -> Person:
    """Who asks. A letter can be forwarded, so a member signs in first: a link is not enough."""
    if request.by_link and request.person.is_active:
        raise SignInFirst
    return request.person


@for_guests
@require_POST
def download(request: MemberRequest) -> HttpResponse:
    """POST /me/download/: one file with all that I ever gave (rule G6)."""
    ours = Community.ours()
    name = slugify(ours.name) if ours else "hearth"
    file = take_away(_myself(request))
    answer = FileResponse(file, as_attachment=True, filename=f"{name}-what-i-gave.zip")
    return cast(HttpResponse, answer)


@for_guests
def leaving(request: MemberRequest) -> HttpResponse:
    """GET, POST /me/leaving/: what leaving means, the choice, and the button."""
    person = _myself(request)
    form = LeaveForm(request.POST or None)
    if form.is_valid():
        with told_on(form):
            leave(person, remove_words=form.cleaned_data["words"] == LeaveForm.REMOVED)
            logout(request)
            response = redirect("people:left")
            response.delete_cookie(COOKIE)
            return response
    every = every_area().values()  # what lies in one that is off goes too
    says = [words for area in every if area.leaving for words in area.leaving.says(person)]
    return page(
        request, "people/leaving.html", form=form, says=says, last_key=_is_last_but_one(person)
    )


@for_anyone
def left(request: Request) -> HttpResponse:
    """GET /left/: the same page for everybody."""
    return page(request, "people/left.html")


def _is_last_but_one(person: Person) -> bool:
    return person.is_steward and len(Person.objects.stewards()[:3]) <= 2
