"""Co-hosts of one gathering: named by its host, and laid down by either of them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hearth.gatherings.forms import CoHostForm
from hearth.gatherings.models import Gathering
from hearth.gatherings.models.cohosts import CoHost, name_cohost
from hearth.gatherings.models.gathering import COHOSTS_STAY
from hearth.gatherings.views.fetching import find_mine
from hearth.gatherings.views.now import number_in
from hearth.ground.access import for_members
from hearth.ground.accounts import Person
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page


@for_members
def co_hosts(request: MemberRequest, slug: str) -> HttpResponse:
    """Who hosts with the host, until when, and the buttons that end it."""
    gathering = find_mine(request, slug)
    is_own = gathering.is_hosted_by(request.person)
    if request.method == "POST" and "end" in request.POST:
        return _end(request, gathering)
    if request.method == "POST" and not is_own:
        raise PermissionDenied
    form = CoHostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            named = _name(gathering, form, by=request.person)
            words = _("{name} hosts with you. They get a letter.")
            messages.success(request, words.format(name=named.person.name))
            return redirect(request.path)
    return page(
        request,
        "gatherings/co_hosts.html",
        gathering=gathering,
        form=form if is_own else None,
        named=gathering.cohosts.select_related("person").order_by("at", "pk"),
        until=gathering.ends_at + COHOSTS_STAY,
        is_own=is_own,
    )


@transaction.atomic
def _name(gathering: Gathering, form: CoHostForm, *, by: Person) -> CoHost:
    person = form.cleaned_data.get("person") or Person.objects.meet(**form.cleaned_data["new"])
    return name_cohost(gathering, person, by=by, organisation=form.cleaned_data["organisation"])


def _end(request: MemberRequest, gathering: Gathering) -> HttpResponse:
    """The host ends anybody's, a co-host their own. Twice changes nothing."""
    named = gathering.cohosts.filter(pk=number_in(request.POST["end"])).first()
    if named and not (gathering.is_hosted_by(request.person) or named.person == request.person):
        raise PermissionDenied
    if named:
        named.lay_down(by=request.person)
    messages.success(request, _("Done. They do not host this one any more."))
    still = gathering.is_hosted_by(request.person)
    return redirect(request.path if still else gathering.get_absolute_url())
