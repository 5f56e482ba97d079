"""Roles for one evening: the cards, taking one and laying it down, and asking somebody."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hearth.gatherings.forms import RoleOfferForm
from hearth.gatherings.models import Gathering, Role, RoleOffer
from hearth.gatherings.models.roles import let_go
from hearth.gatherings.models.taking_roles import offer, take
from hearth.gatherings.role_cards import CARDS, HOST
from hearth.gatherings.views.fetching import find
from hearth.ground.access import for_anyone, for_guests
from hearth.ground.accounts import Person
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, Request, page


@for_anyone
def roles(request: Request, slug: str) -> HttpResponse:
    """Every role with its card: free, or taken and by whom. Names are for those who come."""
    gathering = find(request, slug)
    return page(request, "gatherings/roles.html", host_card=HOST, **_roles(gathering, request))


def _roles(gathering: Gathering, request: Request | MemberRequest) -> dict[str, Any]:
    person = request.person
    may_change = gathering.may_be_changed_by(person)
    taken = {role.kind: role for role in gathering.roles.taken()}
    asked = RoleOffer.objects.open().filter(gathering=gathering).select_related("to")
    return {
        "gathering": gathering,
        "roles": [(card, taken.get(card.kind)) for card in CARDS.values()],
        "offers": asked if may_change else [],
        "may_change": may_change,
        "sees_names": _comes(gathering, person),
        "can_take": not gathering.is_over and not gathering.is_cancelled and gathering.announced_at,
    }


def _comes(gathering: Gathering, person: Person | None) -> bool:
    has_place = gathering.mine is not None and not gathering.mine.waits
    return has_place or (person is not None and person.is_member)


@for_guests
def role(request: MemberRequest, slug: str, kind: str) -> HttpResponse:
    """One role: its card, and the one button for whoever reads it."""
    gathering = find(request, slug)
    if kind not in CARDS:
        raise Http404
    if request.method != "POST":
        return _role(request, gathering, kind, RoleOfferForm(gathering=gathering))
    press = request.POST.get("press", "")
    if press in ("offer", "take-back"):
        return _host_asks(request, gathering, kind, press)
    return _press(request, gathering, kind, press)


def _press(request: MemberRequest, gathering: Gathering, kind: str, press: str) -> HttpResponse:
    """What somebody says for themselves. "No thanks" is kept nowhere and told to nobody."""
    if press == "take":
        take(gathering, kind, request.person)
        messages.success(request, _("Thank you. A letter with the card is on its way."))
    elif press == "lay-down":
        let_go(gathering, request.person, kind)
        messages.success(request, _("Laid down. Thank you for saying so; somebody else can now."))
    elif press == "no-thanks":
        for asked in gathering.role_offers.filter(kind=kind, to=request.person):
            asked.take_back()
        messages.success(request, _("That is fine. It is free for somebody else."))
        return redirect(gathering)
    elif press == "thanks":
        may = request.POST.get("may_be_thanked") == "on"
        gathering.roles.filter(kind=kind, person=request.person).update(may_be_thanked=may)
        messages.success(request, _("Kept."))
    return redirect(gathering.page("roles"))


def _host_asks(request: MemberRequest, gathering: Gathering, kind: str, press: str) -> HttpResponse:
    if not gathering.may_be_changed_by(request.person):
        raise PermissionDenied
    if press == "take-back":
        for asked in gathering.role_offers.filter(kind=kind):
            asked.take_back()
        messages.success(request, _("Taken back."))
        return redirect(request.path)
    form = RoleOfferForm(request.POST, gathering=gathering)
    if form.is_valid():
        with told_on(form):
            asked = offer(gathering, kind, form.cleaned_data["to"], by=request.person)
            words = _("{name} gets one letter. No answer is fine, too.")
            messages.success(request, words.format(name=asked.to.name))
            return redirect(request.path)
    return _role(request, gathering, kind, form)


def _role(
    request: MemberRequest, gathering: Gathering, kind: str, form: RoleOfferForm
) -> HttpResponse:
    context = _roles(gathering, request)
    card, taken = next(pair for pair in context["roles"] if pair[0].kind == kind)
    mine: Role | None = taken if taken and taken.person == request.person else None
    return page(
        request,
        "gatherings/role.html",
        card=card,
        role=taken,
        mine=mine,
        asked_me=_asked(gathering, kind, request.person),
        form=form,
        **context,
    )


def _asked(gathering: Gathering, kind: str, person: Person) -> RoleOffer | None:
    """The question to this person, while it stands."""
    mine = gathering.role_offers.open().filter(kind=kind, to=person)
    return mine.select_related("by").first()
