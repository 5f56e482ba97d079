"""Opening a space, keeping it, and joining one that nobody uses with another."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hearth.conversations.forms import JoiningForm, KeeperForm, SpaceForm, SpaceWordsForm
from hearth.conversations.models import Keeping, Space, open_space
from hearth.conversations.models.joining import join_spaces, may_join
from hearth.conversations.models.keepers import hand_on, lay_down, name_keeper
from hearth.conversations.models.mentions import member_called
from hearth.conversations.views.fetching import find_space
from hearth.ground.access import for_members
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page


def _my_space(request: MemberRequest, slug: str) -> Space:
    """A space that this person looks after; for others it has no such page."""
    space = find_space(request, slug)
    if not space.is_kept_by(request.person) or space.closed_at:
        raise Http404
    return space


@for_members
def new_space(request: MemberRequest) -> HttpResponse:
    """GET, POST /space/new/"""
    form = SpaceForm(request.POST or None, by=request.person)
    if not form.fields["audience"].choices:  # type: ignore[attr-defined]
        raise Http404
    if form.is_valid():
        with told_on(form):
            said = form.cleaned_data
            space = open_space(
                said["name"], about=said["about"], by=request.person, **form.readers()
            )
            return redirect(space)
    code = 422 if form.is_bound else 200
    return page(request, "conversations/new_space.html", code=code, form=form)


@for_members
def keeping(request: MemberRequest, slug: str) -> HttpResponse:
    """GET, POST /space/<slug>/keeping/: its name and what it is for."""
    space = _my_space(request, slug)
    initial = {"name": space.name, "about": space.about}
    form = SpaceWordsForm(request.POST or None, initial=initial)
    if form.is_valid():
        with told_on(form):
            space.rename(form.cleaned_data["name"], about=form.cleaned_data["about"])
            messages.success(request, _("Kept."))
            return redirect(space)
    return page(request, "conversations/keeping.html", **_kept(request, space), form=form)


@for_members
def keepers(request: MemberRequest, slug: str) -> HttpResponse:
    """GET, POST /space/<slug>/keepers/: naming who looks after it, handing on, laying down."""
    space, me = _my_space(request, slug), request.person
    named = Keeping.objects.now().filter(space=space).select_related("person", "by")
    keepings = list(named.order_by("since", "pk"))
    mine = any(keeping.person_id == me.pk for keeping in keepings)
    if "lay_down" in request.POST:
        lay_down(space, by=me)
        messages.success(request, _("Thank you for looking after it. You are off the list."))
        return redirect(space)
    form = KeeperForm(request.POST or None, is_mine=mine)
    if form.is_valid():
        with told_on(form):
            other = member_called(form.cleaned_data["name"], but=me)
            (hand_on if form.cleaned_data.get("instead") else name_keeper)(space, other, by=me)
            messages.success(request, _("Done. A letter tells them."))
            return redirect(space)
    code = 422 if form.is_bound else 200
    shown: dict[str, Any] = {"space": space, "keepings": keepings, "mine": mine, "form": form}
    return page(request, "conversations/keepers.html", code=code, **shown)


def _kept(request: MemberRequest, space: Space) -> dict[str, Any]:
    others = may_join(space, request.person).exists()
    return {
        "space": space,
        "joining": JoiningForm(space=space, by=request.person) if others else None,
    }


@for_members
def joining(request: MemberRequest, slug: str) -> HttpResponse:
    """GET, POST /space/<slug>/joining/: all of its threads go over to another space."""
    space = _my_space(request, slug)
    form = JoiningForm(request.POST or None, space=space, by=request.person)
    if form.is_valid():
        with told_on(form):
            other = form.cleaned_data["other"]
            join_spaces(space, other, by=request.person)
            messages.success(request, _("Joined. The old address leads here from now on."))
            return redirect(other)
    code = 422 if form.is_bound else 200
    return page(request, "conversations/joining.html", code=code, space=space, form=form)
