"""The draft: its words, its pieces and their order, a last look, and sending it."""

from __future__ import annotations

import re

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from hearth.ground.access import for_members
from hearth.ground.accounts import Person
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page
from hearth.post import newsletter
from hearth.roundups.draft_forms import DraftForm, PageElsewhereForm
from hearth.roundups.editions import Issue
from hearth.roundups.forms import CorrectionForm
from hearth.roundups.gathering_in import Candidate, in_reserve
from hearth.roundups.models import Piece, Roundup
from hearth.roundups.models.pieces import Kind, put_in
from hearth.roundups.models.readers import how_many
from hearth.roundups.models.roundup import correct
from hearth.roundups.newsletters import in_reserve as for_newsletter
from hearth.roundups.sending import send
from hearth.roundups.shown import Told, shown
from hearth.roundups.views.finding import edited

CHOICES = 8
MOVES = {"up": -1, "down": 1}


@for_members
def draft(request: MemberRequest, issue: Issue) -> HttpResponse:
    """GET, POST /roundups/<day>/draft/: every button keeps the words that were typed."""
    roundup = edited(request.person, issue)
    if roundup.is_sent:
        return redirect(roundup)
    seen = shown(roundup, request.person)
    form = DraftForm(request.POST or None, roundup=roundup, pieces=seen.pieces)
    if form.is_valid():
        with told_on(form):
            roundup.reword(**form.words())
            return _after_words(request, roundup)
    return page(
        request,
        "roundups/draft.html",
        roundup=roundup,
        form=form,
        shown=seen,
        rows=_rows(seen.pieces, form),
        full=len(seen.pieces) >= roundup.room.things,
    )


def _rows(pieces: list[Told], form: DraftForm) -> list[dict[str, object]]:
    last = len(pieces) - 1
    return [
        {
            "told": told,
            "field": form[form.lines[told.piece.pk]],
            "first": n == 0,
            "last": n == last,
            "flag": told.piece.flag,
        }
        for n, told in enumerate(pieces)
    ]


def _after_words(request: MemberRequest, roundup: Roundup) -> HttpResponse:
    """What the pressed button asks for, now that the words are kept."""
    for name, steps in MOVES.items():
        if name in request.POST:
            _piece(roundup, request.POST[name]).move(steps)
    if "out" in request.POST:
        _piece(roundup, request.POST["out"]).leave_out()
    if "swap" in request.POST:
        return redirect("roundups:piece", roundup.issue, _piece(roundup, request.POST["swap"]).pk)
    for name, to in (("more", "pieces"), ("send", "sending")):
        if name in request.POST:
            return redirect(roundup.page(to))
    messages.success(request, _("Kept."))
    return redirect(roundup.page("draft"))


def _reserve(roundup: Roundup, editor: Person) -> list[Candidate]:
    """What this editor could put in besides."""
    return for_newsletter(roundup) if roundup.is_newsletter else in_reserve(roundup, editor)


def _piece(roundup: Roundup, pk: str | int) -> Piece:
    number = int(pk) if re.fullmatch(r"[0-9]{1,18}", str(pk)) else 0
    return get_object_or_404(roundup.pieces.in_it(), pk=number)


@for_members
def piece(request: MemberRequest, issue: Issue, pk: int) -> HttpResponse:
    """GET, POST /roundups/<day>/pieces/<pk>/: something else of its kind, or nothing."""
    roundup = edited(request.person, issue)
    this = _piece(roundup, pk)
    kinds = {this.kind, Kind.READ} if this.kind == Kind.MORE else {this.kind}
    others = [one for one in _reserve(roundup, request.person) if one.kind in kinds][:CHOICES]
    if request.method == "POST":
        chosen = next((one for one in others if one.url == request.POST.get("url")), None)
        _swap(this, chosen)
        return redirect(roundup.page("draft"))
    return page(request, "roundups/piece.html", roundup=roundup, piece=this, others=others)


@transaction.atomic
def _swap(piece: Piece, chosen: Candidate | None) -> None:
    """The other one comes where this one was."""
    place = piece.place
    piece.leave_out()
    if chosen is not None:
        new = put_in(piece.roundup, chosen.as_piece())
        Piece.objects.filter(pk=new.pk).update(place=place)


@for_members
def pieces(request: MemberRequest, issue: Issue) -> HttpResponse:
    """GET, POST /roundups/<day>/pieces/: one more thing, of what there is or from elsewhere."""
    roundup = edited(request.person, issue)
    free = _reserve(roundup, request.person)
    elsewhere = request.method == "POST" and "title" in request.POST
    form = PageElsewhereForm(request.POST if elsewhere else None)
    if request.method == "POST" and not elsewhere:
        chosen = next((one for one in free if one.url == request.POST.get("url")), None)
        if chosen is not None:
            put_in(roundup, chosen.as_piece())
        return redirect(roundup.page("draft"))
    if form.is_valid():
        with told_on(form):
            put_in(roundup, Piece(kind=Kind.MORE, **form.cleaned_data))
            return redirect(roundup.page("draft"))
    return page(request, "roundups/pieces.html", roundup=roundup, form=form, free=free[:30])


@for_members
def sending(request: MemberRequest, issue: Issue) -> HttpResponse:
    """GET, POST /roundups/<day>/sending/: a last look, and the button that sends it."""
    roundup = edited(request.person, issue)
    if roundup.is_sent:
        return redirect(roundup)
    if request.method == "POST":
        send(roundup, by=request.person)
        messages.success(request, _("It is out. The letters leave within minutes."))
        return redirect(roundup)
    readers, monthly = (newsletter.how_many(), 0) if roundup.is_newsletter else how_many()
    return page(
        request,
        "roundups/sending.html",
        roundup=roundup,
        shown=shown(roundup, request.person),
        readers=readers,
        monthly=monthly,
    )


@for_members
def correction(request: MemberRequest, issue: Issue) -> HttpResponse:
    """GET, POST /roundups/<day>/correction/: what was wrong, for all to see."""
    roundup = edited(request.person, issue)
    form = CorrectionForm(request.POST or None)
    if form.is_valid():
        with told_on(form):
            correct(roundup, form.cleaned_data["words"], by=request.person)
            return redirect(roundup)
    return page(request, "roundups/correction.html", roundup=roundup, form=form)
