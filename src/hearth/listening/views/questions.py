"""Questions between meet-ups, for everybody who may answer them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.ground.access import SignInFirst, for_anyone, for_guests
from hearth.ground.accounts import Person
from hearth.ground.areas import onward
from hearth.ground.books import Wish
from hearth.ground.links import remember
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, Request, page
from hearth.listening.forms.questions import WISHES, DayForm, ReplyForm, as_typed
from hearth.listening.models import Question, Reply
from hearth.listening.models.questions import Form
from hearth.listening.models.replies import reply_to, take_back, wish_for
from hearth.listening.results import results_of
from hearth.listening.views.statements import voting
from hearth.listening.writing_round import must_sign_in
from hearth.listening.zones import ZONES, zone_of

ON_A_PAGE = 30


def find_question(request: Request | MemberRequest, slug: str) -> Question:
    """The question, if this reader may answer it; else it does not exist."""
    return get_object_or_404(Question.objects.visible_to(request.person).counted(), slug=slug)


@for_anyone
def questions(request: Request) -> HttpResponse:
    """GET /questions/: those that are open, the first to close on top, and older ones."""
    seen = Question.objects.visible_to(request.person)
    older = Paginator(seen.closed().newest_first(), ON_A_PAGE).get_page(request.GET.get("page"))
    return page(
        request,
        "listening/questions.html",
        questions=seen.standing().first_to_close()[:ON_A_PAGE],
        older=older,
    )


@for_anyone
def question(request: Request, slug: str) -> HttpResponse:
    """GET /questions/<slug>/"""
    asked = find_question(request, slug)
    came_by_link = request.by_link and request.person is not None and request.person.is_active
    if came_by_link and must_sign_in(asked):
        raise SignInFirst
    if asked.form == Form.AGREE:
        return voting(request, asked)
    return page(request, "listening/question.html", **_shown(request, asked))


@require_POST
@for_anyone
def reply(request: Request, slug: str) -> HttpResponse:
    """POST /questions/<slug>/reply/: keep an answer, or one's new one."""
    asked = find_question(request, slug)
    form = _form(request, asked, data=True)
    if form.is_valid():
        with told_on(form):
            person = request.person or Person.objects.meet(name=form.cleaned_data["name"])
            given = form.cleaned_data
            reply_to(asked, person=person, words=given["words"], wish=given["wish"],
                     chosen=form.chosen())  # fmt: skip
            messages.success(request, _("Kept. You can change it until the last day."))
            response = redirect(asked)
            return response if request.person else remember(response, person)
    return page(request, "listening/question.html", code=422, **_shown(request, asked, form=form))


@require_POST
@for_guests
def withdrawal(request: MemberRequest, slug: str) -> HttpResponse:
    """POST /questions/<slug>/reply/withdrawal/: take my answer back, at any time."""
    asked = find_question(request, slug)
    mine = _mine(request, asked)
    if mine is None:
        raise Http404
    take_back(mine, by=request.person)
    messages.success(
        request, _("Taken back. Where it was printed or mailed already we cannot reach it.")
    )
    return redirect(asked)


@require_POST
@for_guests
def wish(request: MemberRequest, slug: str) -> HttpResponse:
    """POST /questions/<slug>/reply/wish/: who may see my answer from now on."""
    asked = find_question(request, slug)
    mine = _mine(request, asked)
    wanted = request.POST.get("wish")
    if mine is None or wanted not in dict(WISHES):
        raise Http404
    wish_for(mine, Wish(wanted), by=request.person)
    messages.success(request, _("Done. Where it was printed or mailed already we cannot reach it."))
    return redirect(asked)


def _mine(request: Request | MemberRequest, asked: Question) -> Reply | None:
    if request.person is None:
        return None
    return asked.replies.filter(person=request.person).select_related("heard").first()


def _form(
    request: Request, asked: Question, *, data: bool = False, mine: Reply | None = None
) -> ReplyForm:
    return ReplyForm(
        request.POST if data else None,
        question=asked,
        options=list(asked.options.all()),
        zone=zone_of(request.GET.get("zone", "")),
        is_known=request.person is not None,
        initial=as_typed(mine),
    )


def _shown(request: Request, asked: Question, form: ReplyForm | None = None) -> dict[str, Any]:
    """The question, the form while it is open, and what came back for those who may see it:
    whoever answered, and all once it is closed. Silent first, so that nobody only follows."""
    mine = _mine(request, asked)
    form = form or _form(request, asked, mine=mine)
    labels = {option: option.said_in(form.zone) for option in form.options}
    shows = not asked.is_open or mine is not None
    return {
        "question": asked,
        "form": form,
        "mine": mine,
        "results": results_of(asked, request.person, labels) if shows else None,
        "zones": ZONES if asked.form == Form.WHEN else {},
        "zone": form.zone.key,
        "wishes": WISHES,
        "day_form": DayForm(initial={"day": asked.closes_on}),
        "onward": onward(asked.get_absolute_url(), request.person) if shows else [],
        "may_change": asked.is_asked_by(request.person),
    }
