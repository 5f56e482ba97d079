"""What could go wrong here and who answers for it: written by stewards, read by everybody."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from hearth.ground.access import for_anyone, for_stewards
from hearth.ground.areas import is_on
from hearth.ground.web import MemberRequest, Request, page
from hearth.house.safety.facts import facts
from hearth.house.safety.forms import AssessmentForm
from hearth.house.safety.records import Assessment, assess


def _shown(request: Request | MemberRequest, version: Assessment | None) -> HttpResponse:
    shown = {
        "version": version,
        "risks": list(version.risks.order_by("pk")) if version else [],
        "facts": list(facts()),
        "talks": is_on("conversations"),
    }
    return page(request, "house/safety.html", **shown)  # type: ignore[arg-type]


@for_anyone
def safety(request: Request) -> HttpResponse:
    """GET /safety/: our terms, who answers for safety, how to complain, what could go wrong."""
    newest = Assessment.objects.newest_first().select_related("answers_for_it").first()
    return _shown(request, newest)


@for_stewards
def safety_version(request: MemberRequest, pk: int) -> HttpResponse:
    """GET /steward/safety/<pk>/: how it stood on another day."""
    every = Assessment.objects.select_related("answers_for_it")
    return _shown(request, get_object_or_404(every, pk=pk))


@for_stewards
def assessment(request: MemberRequest) -> HttpResponse:
    """GET, POST /steward/safety/: the blanks that only a steward can fill."""
    versions = list(Assessment.objects.newest_first().select_related("by", "answers_for_it")[:20])
    before = versions[0] if versions else None
    form = AssessmentForm(request.POST or None, before=before)
    if form.is_valid():
        assess(by=request.person, **form.said())  # type: ignore[arg-type]
        messages.success(request, _("Kept. Everybody can read it now."))
        return redirect("house:safety")
    shown = {"form": form, "versions": versions, "facts": list(facts())}
    return page(request, "house/assessment.html", **shown)  # type: ignore[arg-type]
