"""What becomes of a theme: answering it, saying what was done, and who sees to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hearth.ground.access import for_members, for_stewards
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page
from hearth.listening.forms.responses import DoneForm, HandForm, ResponseForm
from hearth.listening.models import Response, Theme
from hearth.listening.models.responses import Kind, respond, who_hears
from hearth.listening.views.themes import find_theme


def _standing(theme: Theme) -> Response:
    standing = theme.standing
    if standing is None:
        raise Http404
    return standing


@for_stewards
def response(request: MemberRequest, slug: str) -> HttpResponse:
    """GET, POST /themes/<slug>/response/: choose, look at it once more with who will be told,
    then tell them."""
    theme = find_theme(request, slug)
    form = ResponseForm(request.POST or None, initial=_as_it_stands(theme))
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        if "sure" not in request.POST:
            return _look_again(request, theme, form)
        with told_on(form):
            respond(theme, **_said(form), by=request.person)
            messages.success(request, _("Answered. Those who said it hear of it."))
            return redirect(theme)
        form.data = _with_what_stands_now(request.POST, theme)
    return page(request, "listening/response.html", theme=theme, form=form, standing=theme.standing)


def _said(form: ResponseForm) -> dict[str, Any]:
    return {**form.cleaned_data, "kind": Kind(form.cleaned_data["kind"])}


def _as_it_stands(theme: Theme) -> dict[str, object]:
    standing = theme.standing
    return {"instead_of": standing.pk if standing else None}


def _with_what_stands_now(typed: QueryDict, theme: Theme) -> QueryDict:
    """What was typed stays; having seen the other answer, the same button goes through."""
    data = typed.copy()
    data["instead_of"] = str(_as_it_stands(theme)["instead_of"] or "")
    return data


def _look_again(request: MemberRequest, theme: Theme, form: ResponseForm) -> HttpResponse:
    said = form.cleaned_data
    rows = [
        (_("What becomes of it"), Kind(said["kind"]).label),
        (_("What we tell them"), said["words"]),
        (_("Who sees to it"), said["person"] and said["person"].name),
        (_("By when"), said["on"] and date_format(said["on"], "l j F Y")),
        (_("To whom"), said["to"]),
    ]
    return page(
        request,
        "listening/response_check.html",
        theme=theme,
        answers=[{"label": label, "answer": answer} for label, answer in rows if answer],
        typed=[(name, request.POST.get(name, "")) for name in form.fields],
        told=who_hears(theme),
    )


@for_members
def done(request: MemberRequest, slug: str) -> HttpResponse:
    """GET, POST /themes/<slug>/response/done/"""
    theme = find_theme(request, slug)
    standing = _standing(theme)
    if not standing.may_be_done_by(request.person):
        raise PermissionDenied
    form = DoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            standing.done(form.cleaned_data["done_words"], by=request.person)
            messages.success(request, _("Thank you. Those who said it hear what was done."))
            return redirect(theme)
    return page(
        request,
        "listening/response_done.html",
        theme=theme,
        standing=standing,
        form=form,
        told=who_hears(theme) if request.person.is_steward else None,
    )


@for_stewards
def hand(request: MemberRequest, slug: str) -> HttpResponse:
    """GET, POST /themes/<slug>/response/person/: somebody new sees to it."""
    theme = find_theme(request, slug)
    standing = _standing(theme)
    form = HandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            standing.hand_to(form.cleaned_data["person"], by=request.person)
            words = _("{name} sees to it from here on.")
            messages.success(request, words.format(name=form.cleaned_data["person"].name))
            return redirect(theme)
    return page(request, "listening/response_hand.html", theme=theme, standing=standing, form=form)
