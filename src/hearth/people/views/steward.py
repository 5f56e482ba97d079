"""What stewards do for people: ring those without email, and bring in a list."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.ground.access import for_stewards
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page
from hearth.people import bringing_in
from hearth.people.forms import ListForm
from hearth.people.models import Bringing, Joining
from hearth.people.models.bringing import keep
from hearth.people.models.joining import JoiningQuerySet

SHOWN_AT_ONCE = 200


def _to_ring(pk: int) -> Joining:
    return get_object_or_404(Joining.objects.to_ring().select_related("person"), pk=pk)


@for_stewards
@require_POST
def call(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /people/calls/<pk>/: a steward rang, and they are in; or they are to be forgotten."""
    joining = _to_ring(pk)
    if "forget" in request.POST:
        joining.forget()
        messages.success(request, _("Forgotten. Nothing about them is kept."))
    else:
        person = joining.confirm()
        messages.success(request, _("{name} is a member now.").format(name=person))
    return redirect("people:people")


@for_stewards
def held(request: MemberRequest) -> HttpResponse:
    """GET, POST /steward/held/: who came in a flood. Let them go on or forget them, one or all."""
    everybody = Joining.objects.held().select_related("person")
    if request.method == "POST":
        _settle(everybody, request.POST.get("one", ""), lets_go="release" in request.POST)
        said = _("Done. Their letters leave now.") if "release" in request.POST else _("Forgotten.")
        messages.success(request, said)
        return redirect("people:held")
    here = Paginator(everybody, SHOWN_AT_ONCE).get_page(request.GET.get("page"))
    return page(request, "people/held.html", held=here)


def _settle(held: JoiningQuerySet, one: str, *, lets_go: bool) -> None:
    """`one` is a number, or empty for all of them. Who was seen to already stays so."""
    chosen = held.filter(pk=int(one)) if one.isdecimal() else held
    for joining in list(chosen):
        if lets_go:
            joining.release()
        else:
            joining.forget()


@for_stewards
def bring_people(request: MemberRequest) -> HttpResponse:
    """GET, POST /steward/bring-people/: choose a list. Nothing changes before you confirm."""
    is_sent = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if is_sent else ListForm()
    if form.is_valid():
        with told_on(form):
            file = form.cleaned_data["file"]
            found = bringing_in.read(file, file.name)
            return redirect(keep(found.rows, file=found.file, by=request.person))
    earlier = Bringing.objects.confirmed().latest_first()[:20]
    return page(request, "people/bring_people.html", form=form, earlier=earlier)


@for_stewards
def bringing(request: MemberRequest, pk: int) -> HttpResponse:
    """GET, POST /steward/bring-people/<pk>/: what would happen, or what did."""
    kept = get_object_or_404(Bringing, pk=pk)
    if request.method == "POST":
        kept.confirm()
        messages.success(request, _("They are in, as guests. Nobody was written to."))
        return redirect(kept)
    if not kept.rows.exists() and kept.confirmed_at is None:
        raise Http404
    odd = Paginator(kept.rows.to_look_at(), SHOWN_AT_ONCE).get_page(request.GET.get("page"))
    return page(
        request,
        "people/bringing.html",
        bringing=kept,
        counts=bringing_in.count_sentences(kept.how_many()),
        odd=odd,
        some=kept.rows.to_bring()[:5],
    )
