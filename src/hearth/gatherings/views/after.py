"""Afterwards: notes, thanks, and everybody's own words to change or take back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.charter.models import Line
from hearth.gatherings.forms import AnswerForm, NotesForm, RewordForm
from hearth.gatherings.models import Answer, Gathering, Kind, Notes, Role
from hearth.gatherings.models.answers import freezes_on, is_frozen, say
from hearth.gatherings.models.as_card import CARDS
from hearth.gatherings.models.cards import WITH_TAKERS
from hearth.gatherings.models.notes import who_came, who_missed
from hearth.gatherings.models.roles import has_role, thanked_in
from hearth.gatherings.models.rooms import lines_of
from hearth.gatherings.views.fetching import find, find_mine
from hearth.ground.access import for_anyone, for_guests, for_members
from hearth.ground.accounts import Person
from hearth.ground.areas import onward
from hearth.ground.books import Wish
from hearth.ground.refusals import Refused, told_on
from hearth.ground.web import MemberRequest, Request, page


@for_anyone
def notes(request: Request, slug: str) -> HttpResponse:
    """What was said and what comes of it, for each reader as the wishes allow. Its host
    edits here; nobody else sees it before it is published."""
    gathering = find(request, slug)
    notes = Notes.objects.of(gathering)
    may_change = gathering.may_be_changed_by(request.person) or _makes_notes(notes, request.person)
    if not (notes.published_at or may_change) or (gathering.ended_at is None and not may_change):
        raise Http404
    if request.method == "POST" and may_change and request.person:
        return _written(request, gathering, by=request.person)
    return _notes(request, gathering, notes, NotesForm(instance=notes) if may_change else None)


def _makes_notes(notes: Notes, person: Person | None) -> bool:
    """The note-maker writes in the draft, until the host publishes it."""
    makes = Role.Kind.NOTE_MAKER
    return notes.published_at is None and has_role(notes.gathering, person, makes)


@transaction.atomic
def _written(
    request: Request | MemberRequest, gathering: Gathering, *, by: Person, publish: bool = False
) -> HttpResponse:
    """Keep what the host wrote, or publish it; else the page again with all that was typed."""
    notes = Notes.objects.to_change(gathering)
    form = NotesForm(request.POST, instance=notes)
    if form.is_valid():
        with told_on(form):
            if not (gathering.may_be_changed_by(by) or _makes_notes(notes, by)):
                raise Refused(_("The notes are out by now. Tell the host what to change."))
            if publish:
                notes.publish(by=by)
            else:
                notes.keep(by=by)
            messages.success(
                request,
                _("The notes are out. Send the thanks next.") if publish else _("Kept."),
            )
            return redirect(notes)
    return _notes(request, gathering, notes, form)


def _notes(
    request: Request | MemberRequest, gathering: Gathering, notes: Notes, form: NotesForm | None
) -> HttpResponse:
    return page(
        request,
        "gatherings/notes.html",
        gathering=gathering,
        notes=notes,
        form=form,
        freezes_on=freezes_on(gathering),
        lines=Line.objects.shown_at(gathering.get_absolute_url()),
        thanked=thanked_in(gathering),
        ways=onward(gathering.get_absolute_url(), request.person),
        may_publish=gathering.may_be_changed_by(request.person),
        **_said(gathering, request.person),
    )


def _said(gathering: Gathering, person: Person | None) -> dict[str, Any]:
    """What was said, in the order of the steps; asks, offers and promises on their own."""
    readable = gathering.answers.readable_by(person, was_there=gathering.arrived is not None)
    may_read_lines = bool(gathering.arrived) or (person is not None and person.is_member)
    readable = readable.for_the_notes()
    in_order = readable.oldest_first().select_related("person", "closing")
    said = list(in_order.prefetch_related(WITH_TAKERS))
    steps = [
        (step, [a for a in said if a.step_id == step.pk and a.kind == Kind.ANSWER])
        for step in gathering.steps.all()
    ]
    loose = [a for a in said if a.step_id is None and a.kind == Kind.ANSWER]
    return {
        "steps": [(step, answers) for step, answers in steps if answers],
        "loose": loose,
        "asks": [a for a in said if a.kind in CARDS],
        "commitments": [a for a in said if a.kind == Kind.COMMITMENT],
        "room_lines": (room_lines := lines_of(gathering) if may_read_lines else []),
        "said_anything": bool(said or room_lines),
    }


@require_POST
@for_members
def publication(request: MemberRequest, slug: str) -> HttpResponse:
    """Publish the notes, with what stands in the form."""
    return _written(request, find_mine(request, slug), by=request.person, publish=True)


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
    gathering = _where_i_spoke(request, slug)
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
    gathering = _where_i_spoke(request, slug)
    if request.method == "POST" and "withdraw" in request.POST:
        return _taken_back(request, gathering, pk)
    answer = get_object_or_404(gathering.answers.filter(person=request.person), pk=pk)
    form = RewordForm(request.POST or None, instance=answer)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            Answer.objects.get(pk=answer.pk).change(
                form.cleaned_data["words"],
                Wish(form.cleaned_data["wish"]),
                shown=form.cleaned_data["shown"],
                by=request.person,
            )
            messages.success(request, _("Kept. Printed or mailed copies stay as they are."))
            return redirect(gathering.page("said"))
    return page(
        request,
        "gatherings/own_words.html",
        gathering=gathering,
        back=gathering.page("said"),
        form=form,
        answer=answer,
        is_frozen=is_frozen(gathering),
    )


def _taken_back(request: MemberRequest, gathering: Gathering, pk: int) -> HttpResponse:
    """It is gone, also for who presses twice. Somebody else's words are not to be found."""
    answer = gathering.answers.filter(pk=pk).first()
    if answer and answer.person != request.person:
        raise Http404
    if answer:
        answer.withdraw(by=request.person)
    messages.success(
        request,
        _("Taken back. It is gone from the notes. Printed or mailed copies stay as they are."),
    )
    seen = _spoken_in(request.person) | Q(pk__in=Gathering.objects.visible_to(request.person))
    has_page = Gathering.objects.filter(seen, pk=gathering.pk).exists()
    return redirect(gathering.page("said") if has_page else "/")


def _where_i_spoke(request: MemberRequest, slug: str) -> Gathering:
    """What I said stays mine, also when fewer people see the gathering now."""
    spoken = Gathering.objects.filter(_spoken_in(request.person), slug=slug)
    return spoken.select_related("host", "cancellation", "step").first() or find(request, slug)


def _spoken_in(person: Person) -> Q:
    return Q(pk__in=Answer.objects.filter(person=person).values("gathering"))
