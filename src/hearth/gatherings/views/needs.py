"""What helps people take part, for those who must act: the host, and whoever took something on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.gatherings.forms import DoerForm
from hearth.gatherings.models import Gathering, Need
from hearth.gatherings.views.fetching import find
from hearth.ground.access import for_members
from hearth.ground.web import MemberRequest, page


@for_members
def needs(request: MemberRequest, slug: str) -> HttpResponse:
    """Each need with who sees to it, and by when to book."""
    return _needs(request, find(request, slug))


def _needs(
    request: MemberRequest, gathering: Gathering, *, typed: DoerForm | None = None
) -> HttpResponse:
    """The host sees all; others what they took on. For everybody else there is no such page."""
    is_host = request.person == gathering.host
    seen = Need.objects.seen_by(request.person, gathering)
    needs = list(seen.select_related("doer", "place__gathering")[:200])
    if not is_host and not needs:
        raise Http404
    forms = {typed.prefix: typed} if typed else {}
    return page(
        request,
        "gatherings/needs.html",
        code=422 if typed else 200,
        gathering=gathering,
        is_host=is_host,
        rows=[(need, forms.get(f"need-{need.pk}") or DoerForm(need=need)) for need in needs],
    )


@require_POST
@for_members
def need(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Somebody sees to it: by name, or oneself; or hands it back."""
    gathering = find(request, slug)
    seen = Need.objects.seen_by(request.person, gathering).select_related("place__gathering")
    need = get_object_or_404(seen, pk=pk)
    if request.POST.get("press") == "back":
        need.hand_back(by=request.person)
        messages.success(request, _("Thank you for saying so. The host looks for somebody else."))
        return redirect(gathering)
    form = DoerForm(request.POST, need=need)
    if request.POST.get("press") != "me" and not form.is_valid():
        return _needs(request, gathering, typed=form)
    doer: Any = request.person
    if request.POST.get("press") != "me":
        doer = form.cleaned_data["who"]
    need.give_to(doer, by=request.person)
    messages.success(request, _("Kept. {name} sees to it.").format(name=doer.name))
    return redirect(gathering.page("needs"))
