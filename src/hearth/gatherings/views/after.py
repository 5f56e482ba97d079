"""Afterwards: notes, thanks, and everybody's own words to change or take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.charter.models import Line
from hearth.gatherings.forms import AnswerForm, NotesForm, RewordForm
from hearth.gatherings.models import Answer, Gathering, Kind, Notes
from hearth.gatherings.models.answers import freezes_on, is_frozen, say
from hearth.gatherings.models.notes import who_came, who_missed
from hearth.gatherings.views.fetching import find, find_mine
from hearth.ground.access import for_anyone, for_guests, for_members
from hearth.ground.accounts import Person
from hearth.ground.books import Wish
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, Request, page


@for_anyone
def notes(request: Request, slug: str) -> HttpResponse:
    """What was said and what comes of it, for each reader as the wishes allow. Its host
    edits here; nobody else sees it before it is published."""
    gathering = find(request, slug)
    notes = Notes.objects.of(gathering)
    may_change = gathering.may_be_changed_by(request.person)
    if not (notes.published_at or may_change) or (gathering.ended_at is None and not may_change):
        raise Http404
    form = NotesForm(request.POST or None, instance=notes) if may_change else None
    if request.method == "POST" and form is not None and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect(notes)
    return page(
        request,
        "gatherings/notes.html",
        gathering=gathering,
        notes=notes,
        form=form,
        freezes_on=freezes_on(gathering),
        lines=Line.objects.shown_at(gathering.get_absolute_url()),
        **_said(gathering, request.person),
    )


def _said(gathering: Gathering, person: Person | None) -> dict[str, Any]:
    """What was said, in the order of the steps; asks, offers and promises on their own."""
    was_there = bool(person) and gathering.arrivals.filter(person=person).exists()
    readable = gathering.answers.readable_by(person, was_there=was_there).for_the_notes()
    said = list(readable.oldest_first().select_related("person"))
    steps = [
        (step, [a for a in said if a.step_id == step.pk and a.kind == Kind.ANSWER])
        for step in gathering.steps.all()
    ]
    loose = [a for a in said if a.step_id is None and a.kind == Kind.ANSWER]
    return {
        "steps": [(step, answers) for step, answers in steps if answers],
        "loose": loose,
        "asks": [a for a in said if a.kind in (Kind.ASK, Kind.OFFER)],
        "commitments": [a for a in said if a.kind == Kind.COMMITMENT],
        "said_anything": bool(said),
    }


@require_POST
@for_members
def publication(request: MemberRequest, slug: str) -> HttpResponse:
    """Publish the notes, with what stands in the form."""
    gathering = find_mine(request, slug)
    form = NotesForm(request.POST, instance=Notes.objects.of(gathering))
    if form.is_valid():
        form.save(commit=False).publish(by=request.person)
        messages.success(request, _("The notes are out. Send the thanks next."))
    return redirect(gathering.page("notes"))


@for_members
def thanks(request: MemberRequest, slug: str) -> HttpResponse:
    """Three numbers first, then one button (J3.18)."""
    gathering = find_mine(request, slug)
    if request.method == "POST":
        written = Notes.objects.of(gathering).thank(by=request.person)
        messages.success(request, _("{number} letters are on their way.").format(number=written))
        return redirect(gathering.page("notes"))
    came, missed = who_came(gathering), who_missed(gathering)
    return page(
        request,
        "gatherings/thanks.html",
        gathering=gathering,
        came=came.count(),
        missed=missed.count(),
        unreachable=_without_address(came) + _without_address(missed),
        sent=getattr(gathering, "thanks", None),
    )


def _without_address(people: QuerySet[Person]) -> int:
    return people.filter(email=None).count()


@for_guests
def said(request: MemberRequest, slug: str) -> HttpResponse:
    """My own words at this gathering, and room to add some until the notes close."""
    gathering = find(request, slug)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            say(
                gathering,
                form.cleaned_data["words"],
                person=request.person,
                step=gathering.steps.filter(kind="check-in").first(),
                kind=form.cleaned_data["kind"],
                wish=form.cleaned_data["wish"],
            )
            messages.success(request, _("Kept. You can change it until the notes close."))
            return redirect(request.path)
    return page(
        request,
        "gatherings/said.html",
        gathering=gathering,
        form=form,
        mine=gathering.answers.filter(person=request.person).oldest_first(),
        freezes_on=freezes_on(gathering),
        is_frozen=is_frozen(gathering),
    )


@for_guests
def own_words(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """One thing I said: say it another way, let fewer people see it, or take it back."""
    gathering = find(request, slug)
    answer = get_object_or_404(gathering.answers.filter(person=request.person), pk=pk)
    if request.method == "POST" and "withdraw" in request.POST:
        answer.withdraw(by=request.person)
        messages.success(
            request,
            _("Taken back. It is gone from the notes. Printed or mailed copies stay as they are."),
        )
        return redirect(gathering.page("said"))
    form = RewordForm(request.POST or None, instance=answer)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            _keep(answer, form, request.person)
            messages.success(request, _("Kept. Printed or mailed copies stay as they are."))
            return redirect(gathering.page("said"))
    return page(
        request,
        "gatherings/own_words.html",
        gathering=gathering,
        form=form,
        answer=answer,
        is_frozen=is_frozen(gathering),
    )


def _keep(answer: Answer, form: RewordForm, by: Person) -> None:
    kept = Answer.objects.get(pk=answer.pk)
    if form.cleaned_data["words"] != kept.words:
        kept.reword(form.cleaned_data["words"], by=by)
    kept.wish_for(Wish(form.cleaned_data["wish"]), by=by)
