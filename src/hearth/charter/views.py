"""Pages of the charter: the one that holds, those before it, and what you would change."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from hearth.charter.forms import ChangeForm, NextVersionForm, OriginsForm
from hearth.charter.models import Line, Version, publish
from hearth.charter.origins import with_origins
from hearth.charter.starting import starting_lines
from hearth.ground.access import for_anyone, for_members, for_stewards
from hearth.ground.books.trail import origins_of
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, Request, page


def _line(pk: int) -> Line:
    """A line of the charter that holds now; older ones are not changed any more."""
    return get_object_or_404(Line.objects.of(Version.current()), pk=pk)


@for_anyone
def charter(request: Request) -> HttpResponse:
    """GET /charter/"""
    current = Version.current()
    return page(
        request,
        "charter/charter.html",
        version=current,
        lines=with_origins(Line.objects.of(current), request.person),
        versions=Version.objects.visible_to(request.person).newest_first(),
        holds=True,
    )


@for_anyone
def version(request: Request, number: int) -> HttpResponse:
    """GET /charter/versions/<number>/"""
    versions = Version.objects.visible_to(request.person).newest_first()
    shown = get_object_or_404(versions, number=number)
    return page(
        request,
        "charter/charter.html",
        version=shown,
        lines=with_origins(Line.objects.of(shown), request.person),
        versions=versions,
        holds=shown == versions.first(),
    )


@for_members
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """GET, POST /charter/lines/<pk>/change/"""
    line = _line(pk)
    form = ChangeForm(request.POST or None)
    if form.is_valid():
        line.mark(form.cleaned_data["words"], by=request.person)
        messages.success(request, _("Kept with the line. It is read at the next review."))
        return redirect(f"/charter/#line-{line.position}")
    mine = line.marks.filter(by=request.person).order_by("at")
    return page(request, "charter/change.html", form=form, line=line, mine=mine)


@for_stewards
def origins(request: MemberRequest, pk: int) -> HttpResponse:
    """GET, POST /charter/lines/<pk>/origins/: what the line comes from."""
    line = _line(pk)
    here = origins_of(line.get_absolute_url(), request.person)
    form = OriginsForm(request.POST or None, by=request.person, here=here)
    if form.is_valid():
        line.come_of(form.cleaned_data["pages"], instead_of=form.cleaned_data["was"])
        messages.success(request, _("Kept. The line now leads to what was said."))
        return redirect(f"/charter/#line-{line.position}")
    return page(request, "charter/origins.html", form=form, line=line)


@for_stewards
def new_version(request: MemberRequest) -> HttpResponse:
    """GET, POST /charter/versions/new/"""
    current = Version.current()
    form = NextVersionForm(request.POST or None, by=request.person, initial=_as_written(current))
    if form.is_valid():
        with told_on(form):
            answers = form.cleaned_data
            new = publish(
                answers["lines"],
                by=request.person,
                why=answers["why"],
                came_of=answers.get("came_of", ()),
            )
            said = _("Version {number} holds from now on. The one before is kept.")
            messages.success(request, said.format(number=new.number))
            return redirect("charter:charter")
    lines = Line.objects.of(current).prefetch_related("marks")
    return page(request, "charter/new_version.html", form=form, lines=lines, version=current)


def _as_written(current: Version | None) -> dict[str, object]:
    wording = current.wording() if current else starting_lines()
    lines = "\n".join(f"{quality}: {words}" for quality, words in wording)
    return {"lines": lines, "after": current.number if current else 0}
