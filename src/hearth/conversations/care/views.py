"""Telling that something is wrong, keeping away from somebody, and what keepers see and decide."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.conversations.care.forms import (
    AnswerForm,
    AppealForm,
    DecisionForm,
    LookAgainForm,
    ReportForm,
)
from hearth.conversations.care.lines import charter_address
from hearth.conversations.care.sections import held_for
from hearth.conversations.care.whom import AboutForm, AwayForm
from hearth.conversations.models import Message, Space
from hearth.conversations.models.blocks import Block, keep_away, let_in_again
from hearth.conversations.models.decisions import Appeal, Decision, decide, let_through
from hearth.conversations.models.mentions import member_called
from hearth.conversations.models.pictures import picture_of
from hearth.conversations.models.reports import Report, tell_keepers, who_could_read
from hearth.ground.access import for_anyone, for_members
from hearth.ground.accounts import Person
from hearth.ground.refusals import Refused, told_on
from hearth.ground.web import MemberRequest, Request, page

SHOWN = 30


def _message(request: MemberRequest, pk: int, number: int) -> Message:
    seen = Message.objects.visible_to(request.person).select_related("thread__space", "by")
    return get_object_or_404(seen, thread=pk, number=number)


def _kept_message(request: MemberRequest, pk: int) -> Message:
    """A message in a space that this person looks after, and sees; not one they wrote."""
    spaces = Space.objects.visible_to(request.person).kept_by(request.person).values("pk")
    there = Message.objects.filter(thread__space__in=spaces, taken_back_at=None)
    return get_object_or_404(there.select_related("thread__space", "thread__by", "by"), pk=pk)


def _decision(request: MemberRequest, pk: int) -> Decision:
    mine = Decision.objects.filter(about=request.person).select_related("space", "appealed__to")
    return get_object_or_404(mine, pk=pk)


@for_members
def report(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """GET, POST /threads/<pk>/messages/<number>/report/: something is wrong with a message."""
    message = _message(request, pk, number)
    if message.by_id == request.person.pk:
        raise Http404
    return _telling(request, message=message, about=message.by)


@for_members
def report_person(request: MemberRequest, pk: int) -> HttpResponse:
    """GET, POST /me/reports/about/<pk>/: something is wrong with how somebody treats people."""
    others = Person.objects.members().exclude(pk=request.person.pk)
    return _telling(request, message=None, about=get_object_or_404(others, pk=pk))


def _telling(
    request: MemberRequest, *, message: Message | None, about: Person | None
) -> HttpResponse:
    could, see_it = who_could_read(message.thread.space if message else None, about)
    could = [person for person in could if person != request.person]
    form = ReportForm(request.POST or None, could_read=could)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("kind", "helps", "words")}
        with told_on(form):
            tell_keepers(
                by=request.person, message=message, about=about, without=form.without(), **given
            )
            messages.success(request, _("It is on its way. A person looks within 24 hours."))
            return redirect("conversations:reports")
    shown: dict[str, Any] = {"form": form, "message": message, "about": about, "see_it": see_it}
    return page(request, "conversations/care/report.html", **shown)


@for_members
def reports(request: MemberRequest) -> HttpResponse:
    """GET, POST /me/reports/: what I told, who reads it, what they say, and telling of somebody."""
    form = AboutForm(request.POST or None)
    if form.is_valid():
        with told_on(form):
            about = member_called(form.cleaned_data["name"], but=request.person)
            return redirect("conversations:report_person", pk=about.pk)
    mine = Report.objects.told_by(request.person).order_by("-at", "-pk")
    mine = mine.prefetch_related("readers", "answers__by")[:SHOWN]
    return page(request, "conversations/care/reports.html", reports=mine, form=form)


@for_members
def blocks(request: MemberRequest) -> HttpResponse:
    """GET, POST /me/blocks/: whom I do not read. Nobody but me sees this page."""
    if "let_in" in request.POST:
        let_in_again(_member(request.POST["let_in"]), by=request.person)
        return redirect("conversations:blocks")
    form = AwayForm(request.POST or None, initial={"name": request.GET.get("name", "")})
    if form.is_valid():
        with told_on(form):
            of = member_called(form.cleaned_data["name"], but=request.person)
            keep_away(of, is_mute=form.cleaned_data["how"] == "mute", by=request.person)
            messages.success(request, _("Done. Nobody is told."))
            return redirect("conversations:blocks")
    kept = Block.objects.of_somebody(request.person).select_related("of").order_by("of__name", "pk")
    return page(request, "conversations/care/blocks.html", form=form, kept=kept)


def _member(number: str) -> Person:
    return get_object_or_404(Person, pk=number) if number.isdecimal() else _gone()


def _gone() -> Person:
    raise Http404


@for_members
def care(request: MemberRequest) -> HttpResponse:
    """GET, POST /space/care/: what waits for who looks after a space, and for whom it was sent to.
    Who has nothing to look after finds nothing here."""
    kept = Space.objects.visible_to(request.person).standing().kept_by(request.person).by_name()
    told = Report.objects.readable_by(request.person).open().order_by("at", "pk")
    again = Appeal.objects.filter(to=request.person, answered_at=None).order_by("at", "pk")
    if request.method == "POST":
        space = get_object_or_404(kept, slug=request.POST.get("space", ""))
        space.first_posts_wait = request.POST.get("first") == "wait"
        space.save(update_fields=["first_posts_wait"])
        return redirect("conversations:care")
    held = held_for(request.person)
    shown: dict[str, Any] = {
        "kept": list(kept),
        "held": held.select_related("thread__space", "by").order_by("pk")[:SHOWN],
        "told": told.select_related("by", "about", "message__thread").prefetch_related(
            "answers__by"
        )[:SHOWN],
        "again": again.select_related("decision__about", "decision__space", "decision__by")[:SHOWN],
    }
    if not (shown["kept"] or request.person.is_steward or shown["told"] or shown["again"]):
        raise Http404
    return page(request, "conversations/care/care.html", answering=AnswerForm(), **shown)


@for_members
def look_at(request: MemberRequest, pk: int) -> HttpResponse:
    """GET, POST /space/care/messages/<pk>/: one message, let through or decided about."""
    message = _kept_message(request, pk)
    if "through" in request.POST:
        let_through(message, by=request.person)
        messages.success(request, _("It is there for everybody now."))
        return redirect("conversations:care")
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        with told_on(form):
            decide(message=message, by=request.person, **form.cleaned_data)
            messages.success(request, _("Done. They are told, with the reason."))
            return redirect("conversations:care")
    made = message.decisions.newest_first().select_related("by")
    shown: dict[str, Any] = {
        "message": message,
        "form": form,
        "made": made,
        "picture": picture_of(message),
        "charter": charter_address(),
    }
    return page(request, "conversations/care/look_at.html", **shown)


@require_POST
@for_members
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /space/care/reports/<pk>/answer/: what happens now, to whoever told it."""
    told = get_object_or_404(Report.objects.readable_by(request.person), pk=pk)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Write what happens now, or what you did."))
    told.answer(form.cleaned_data["words"], by=request.person, closes=form.cleaned_data["closes"])
    messages.success(request, _("They are told."))
    return redirect("conversations:care")


@for_members
def look_again(request: MemberRequest, pk: int) -> HttpResponse:
    """GET, POST /space/care/appeals/<pk>/: look again at what somebody else decided."""
    asked = Appeal.objects.filter(to=request.person).select_related("decision__space")
    appeal = get_object_or_404(asked, pk=pk)
    form = LookAgainForm(request.POST or None)
    if form.is_valid():
        with told_on(form):
            appeal.settle(**form.cleaned_data, by=request.person)
            messages.success(request, _("They are told."))
            return redirect("conversations:care")
    sees = Space.objects.visible_to(request.person).filter(pk=appeal.decision.space_id).exists()
    return page(request, "conversations/care/look_again.html", appeal=appeal, form=form, sees=sees)


@for_members
def decision(request: MemberRequest, pk: int) -> HttpResponse:
    """GET, POST /me/decisions/<pk>/: what was decided about my words, and how to appeal."""
    made = _decision(request, pk)
    form = AppealForm(request.POST or None)
    if form.is_valid():
        with told_on(form):
            made.appeal(form.cleaned_data["words"], by=request.person)
            messages.success(request, _("Somebody else looks at it again, and writes to you."))
            return redirect(made)
    asked = Appeal.objects.filter(decision=made).select_related("to").first()
    return page(request, "conversations/care/decision.html", made=made, form=form, asked=asked)


@for_anyone
def log(request: Request) -> HttpResponse:
    """GET /space/log/: what was decided here and by which line. No names, and nobody's words."""
    over = Q(appealed__answered_at__isnull=False)
    made = Decision.objects.newest_first().select_related("appealed")[:100]
    looked = Decision.objects.filter(over).count()
    return page(request, "conversations/care/log.html", made=made, looked=looked)
