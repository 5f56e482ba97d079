"""What came of what I said, and whether that is what I meant."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from hearth.ground.access import for_guests
from hearth.ground.books import Contribution
from hearth.ground.refusals import Refused
from hearth.ground.web import MemberRequest, page
from hearth.listening.fates import fates_of
from hearth.listening.models import Response, Telling
from hearth.listening.models.tellings import answer, may_answer
from hearth.listening.telling_forms import MeantForm
from hearth.listening.told import Told, answers_for, told_to

A_PAGE = 20


@for_guests
def told(request: MemberRequest) -> HttpResponse:
    """GET /told/: every answer to something I said, newest first. Reading it changes nothing."""
    pages = Paginator(answers_for(request.person), A_PAGE)
    here = pages.get_page(request.GET.get("page"))
    return page(
        request,
        "listening/told.html",
        told=told_to(request.person, list(here)),
        here=here,
    )


@for_guests
def telling(request: MemberRequest, pk: int) -> HttpResponse:
    """GET, POST /told/<pk>/: one answer, and two buttons under it; then room for words."""
    mine = _answer(request, pk)
    if mine is None and request.method != "POST":
        return redirect("listening:telling", _newer(request, pk).pk)
    form = MeantForm(request.POST or None)
    typed = request.POST.get("words", "")
    if request.method == "POST" and form.is_valid():
        try:
            return _thanked(request, _said(request, pk, form.cleaned_data))
        except Refused as refusal:
            messages.warning(request, str(refusal))
    mine = mine or _answer(request, _newer(request, pk).pk)
    form = form if form.is_bound and not form.is_valid() else _as_it_stands(mine, typed)
    return page(request, "listening/telling.html", told=mine, form=form, typed=typed)


def _said(request: MemberRequest, pk: int, typed: dict[str, str]) -> Telling:
    response = get_object_or_404(Response, pk=pk)
    words, shown = typed["words"], typed["stage"]
    return answer(response, typed["answer"], words, by=request.person, shown=shown)


@for_guests
def every_word(request: MemberRequest) -> HttpResponse:
    """GET /me/words/: all that I said and that may leave the room, with how each stands."""
    said = Contribution.objects.filter(said_by=request.person).order_by("-said_at", "-pk")
    here = Paginator(said, A_PAGE).get_page(request.GET.get("page"))
    fates = fates_of(list(here), request.person)
    return page(request, "listening/every_word.html", fates=fates, here=here)


def _answer(request: MemberRequest, pk: int) -> Told | None:
    """The answer, if it holds. What others said and heard does not exist here."""
    found = list(answers_for(request.person).filter(pk=pk))
    return told_to(request.person, found)[0] if found else None


def _newer(request: MemberRequest, pk: int) -> Response:
    """The answer that holds now, for an old letter about one that does not."""
    old = get_object_or_404(Response.objects.select_related("theme"), pk=pk)
    standing = old.theme.standing
    if standing is None or standing == old or not may_answer(old, request.person):
        raise Http404
    return standing


def _as_it_stands(mine: Told | None, typed: str) -> MeantForm:
    """For the stage that holds now, with the words that they typed or wrote before."""
    words = mine.telling.words if mine and mine.telling else ""
    stage = mine.stage if mine else ""
    return MeantForm(
        initial={"answer": Telling.Answer.NOT_QUITE, "stage": stage, "words": typed or words}
    )


def _thanked(request: MemberRequest, said: Telling) -> HttpResponse:
    if said.answer == Telling.Answer.YES:
        messages.success(request, _("Thank you. It is good to know."))
    elif said.words:
        messages.success(request, _("Thank you. The theme is open again, and we read your words."))
    else:
        messages.success(request, _("Thank you. The theme is open again."))
        return redirect("listening:telling", said.response_id)
    return redirect("listening:told")
