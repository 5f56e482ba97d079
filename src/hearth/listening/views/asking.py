"""Asking a question: its words, its form, its last day, and the letters that carry it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from hearth.ground.access import for_members
from hearth.ground.refusals import Refused, told_on
from hearth.ground.web import MemberRequest, page
from hearth.listening.forms.questions import AskForm, DayForm, LinesForm, TimesForm
from hearth.listening.forms.statements import FirstStatementsForm
from hearth.listening.models import Question
from hearth.listening.models.questions import Form, ask
from hearth.listening.models.statements import ask_to_vote
from hearth.listening.views.questions import find_question
from hearth.listening.writing_round import ask_by_letter, can_reply, must_sign_in, whom_to_ask

OFFERED = (Form.OPEN, Form.WHEN, Form.WHICH, Form.HOW_MUCH, Form.AGREE)


def _my_question(request: MemberRequest, slug: str) -> Question:
    asked = find_question(request, slug)
    if not asked.is_asked_by(request.person):
        raise PermissionDenied
    return asked


@for_members
def new(request: MemberRequest) -> HttpResponse:
    """GET, POST /questions/new/: first how people answer, then the question itself."""
    how = request.GET.get("form", "")
    if how not in OFFERED:
        return page(request, "listening/new_question.html", forms=OFFERED)
    form = AskForm(request.POST or None)
    options = _options_form(request, Form(how))
    valid = [form.is_valid(), options is None or options.is_valid()]
    if request.method == "POST" and all(valid):
        with told_on(form):
            given = form.cleaned_data
            begin = ask_to_vote if how == Form.AGREE else ask
            asked = begin(
                given["words"],
                by=request.person,
                form=Form(how),
                about=given["about"],
                closes_on=given["closes_on"],
                seen_by=given["seen_by"],
                options=options.options() if options else (),
            )
            messages.success(request, _("It is asked. Send it round, or share its link."))
            return redirect(asked)
    return page(request, "listening/new_question.html", form=form, options=options, how=Form(how))


def _options_form(
    request: MemberRequest, how: Form
) -> TimesForm | LinesForm | FirstStatementsForm | None:
    if how == Form.AGREE:
        return FirstStatementsForm(request.POST or None)
    if how == Form.WHEN:
        return TimesForm(request.POST or None)
    if how in (Form.WHICH, Form.HOW_MUCH):
        return LinesForm(request.POST or None, form=how)
    return None


@require_POST
@for_members
def close(request: MemberRequest, slug: str) -> HttpResponse:
    """POST /questions/<slug>/close/"""
    asked = _my_question(request, slug)
    asked.close(by=request.person)
    messages.success(request, _("Closed. Everybody who could answer sees what came back."))
    return redirect(asked)


@require_POST
@for_members
def until(request: MemberRequest, slug: str) -> HttpResponse:
    """POST /questions/<slug>/until/: another last day."""
    asked = _my_question(request, slug)
    form = DayForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Pick a day, such as 1 December."))
    asked.ask_until(form.cleaned_data["day"], by=request.person)
    messages.success(request, _("Kept. That is the last day now."))
    return redirect(asked)


@for_members
def letter(request: MemberRequest, slug: str) -> HttpResponse:
    """GET, POST /questions/<slug>/letter/: to whom it would go; the button sends it."""
    asked = _my_question(request, slug)
    asked.refuse_unless_open()
    people = whom_to_ask(asked)
    if request.method == "POST":
        count = ask_by_letter(asked, by=request.person)
        words = ngettext("One letter is on its way.", "{count} letters are on their way.", count)
        messages.success(request, words.format(count=count))
        return redirect(asked)
    return page(
        request,
        "listening/question_letter.html",
        question=asked,
        count=people.count(),
        can_reply=can_reply(asked),
        asks_to_sign_in=must_sign_in(asked),
    )
