"""Opening a space, keeping it, and joining one that nobody uses with another."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hearth.conversations.forms import JoiningForm, SpaceForm, SpaceWordsForm
from hearth.conversations.models import Space, open_space
from hearth.conversations.models.joining import join_spaces, may_join
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
