"""Statements to vote on: one at a time, one's own votes, more statements, and the map."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.ground.access import for_anyone, for_guests
from hearth.ground.accounts import Person
from hearth.ground.areas import onward
from hearth.ground.books import Contribution, Wish
from hearth.ground.links import remember
from hearth.ground.refusals import Refused, told_on
from hearth.ground.web import MemberRequest, Request, page
from hearth.listening.forms.questions import DayForm
from hearth.listening.forms.statements import NameForm, StatementForm
from hearth.listening.map_page import shown_of
from hearth.listening.models.drawings import ANEW, ENOUGH, Drawing
from hearth.listening.models.questions import Form, Question
from hearth.listening.models.statements import Stance, Statement, say
from hearth.listening.voting import Round


def _question(request: Request | MemberRequest, slug: str) -> Question:
    asked = Question.objects.visible_to(request.person).filter(form=Form.AGREE)
    return get_object_or_404(asked, slug=slug)


def _chosen(request: Request | MemberRequest, asked: Question) -> Statement | None:
    """The statement that a form is about, if this reader may read it."""
    readable = asked.statements.readable_by(request.person)
    return next((one for one in readable if str(one.pk) == request.POST.get("statement")), None)


def voting(
    request: Request | MemberRequest, asked: Question, *, code: int = 200, **forms: Any
) -> HttpResponse:
    """The page of a question with statements: the next one, or one to think about again."""
    turn = Round.of(asked, request.person)
    about = {
        "question": asked,
        "round": turn,
        "statement": turn.one(request.GET.get("statement", "")),
        "adding": StatementForm(),
        "naming": None if request.person else NameForm(),
        "may_change": asked.is_asked_by(request.person),
        "day_form": DayForm(initial={"day": asked.closes_on}),
    }
    return page(request, "listening/voting.html", code=code, **{**about, **forms})


@require_POST
@for_anyone
def vote(request: Request, slug: str) -> HttpResponse:
    """POST /questions/<slug>/votes/new/: what I think of one statement; then the next one."""
    asked = _question(request, slug)
    asked.refuse_unless_open()
    statement = _chosen(request, asked)
    stance = request.POST.get("stance", "")
    if statement is None or stance not in {str(one.value) for one in Stance}:
        raise Refused(_("This statement was taken back. Look at the next one."))
    naming = NameForm(request.POST)
    if request.person is None and not naming.is_valid():
        return voting(request, asked, code=422, naming=naming, statement=statement)
    person = request.person or Person.objects.meet(name=naming.cleaned_data["name"])
    statement.think(Stance(int(stance)), person=person)
    back = "votes/" if request.POST.get("back") == "votes" else "#next"
    response = redirect(f"{asked.get_absolute_url()}{back}")
    return response if request.person else remember(response, person)


@for_anyone
def statements(request: Request, slug: str) -> HttpResponse:
    """GET, POST /questions/<slug>/statements/: the next one; the form adds one of my own."""
    asked = _question(request, slug)
    if request.method != "POST":
        return voting(request, asked)
    if request.person is None:
        raise Refused(_("Vote on one statement first, so that we know your name."))
    form = StatementForm(request.POST)
    if form.is_valid():
        with told_on(form):
            given = form.cleaned_data
            say(asked, given["words"], by=request.person, wish=Wish(given["wish"]))
            messages.success(request, _("Thank you. Others can vote on it now, and so can you."))
            return redirect(asked)
    return voting(request, asked, code=422, adding=form)


@require_POST
@for_guests
def take_off(request: MemberRequest, slug: str) -> HttpResponse:
    """POST /questions/<slug>/statements/withdrawal/"""
    asked = _question(request, slug)
    statement = _chosen(request, asked)
    if statement is None:
        raise Http404
    statement.take_off(by=request.person)
    messages.success(request, _("It is taken off, with every vote on it."))
    return redirect("listening:votes", slug=asked.slug)


@for_guests
def votes(request: MemberRequest, slug: str) -> HttpResponse:
    """GET /questions/<slug>/votes/: what I think so far, to change."""
    asked = _question(request, slug)
    turn = Round.of(asked, request.person)
    may_change = asked.is_asked_by(request.person)
    mine = [one for one in turn.statements if one.heard.said_by_id == request.person.pk]
    return page(
        request,
        "listening/votes.html",
        question=asked,
        round=turn,
        may_change=may_change,
        removable=turn.statements if may_change else mine,
    )


@for_anyone
def agreement(request: Request, slug: str) -> HttpResponse:
    """GET /questions/<slug>/map/: what we agree on, where we differ, and the groups, if any."""
    asked = _question(request, slug)
    turn = Round.of(asked, request.person)
    drawing = Drawing.objects.filter(question=asked).first() if turn.sees_map else None
    said = Contribution.objects.filter(url=asked.get_absolute_url(), kind="reply")
    return page(
        request,
        "listening/agreement.html",
        question=asked,
        round=turn,
        drawing=drawing,
        shown=shown_of(drawing, turn.statements) if drawing else None,
        voters=drawing.drawn.voters if drawing else 0,
        enough=ENOUGH,
        anew=ANEW,
        lines=said.visible_to(request.person).oldest_first()[:50] if turn.sees_map else [],
        onward=onward(asked.get_absolute_url(), request.person) if turn.sees_map else [],
    )
