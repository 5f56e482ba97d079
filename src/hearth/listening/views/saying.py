"""Saying something in between: to everybody who has a word for us, or who nearly stayed away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.ground.access import for_anyone, for_guests, for_stewards
from hearth.ground.books import Wish
from hearth.ground.links import remember
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, Request, page
from hearth.listening.forms.saying import SayForm, WordsForm
from hearth.listening.models.saying import Held, Kind, change, said_in_between, say_in_between


@for_anyone
def say(request: Request) -> HttpResponse:
    """GET, POST /say/?kind=barrier&about=/gatherings/x/"""
    asked = request.GET.get("kind", "")
    first = {"kind": asked if asked in Kind.values else Kind.WORD}
    form = SayForm(request.POST or None, is_known=request.person is not None, initial=first)
    if form.is_valid():
        with told_on(form):
            given = form.cleaned_data
            _line, speaker = say_in_between(
                given["words"],
                person=request.person,
                name=given.get("name", ""),
                email=given.get("email", ""),
                kind=Kind(given["kind"]),
                wish=Wish(given["wish"]),
                about=request.GET.get("about", ""),
            )
            messages.success(request, _("We have it. You hear what came of it."))
            response = redirect("listening:say")
            return response if request.person else remember(response, speaker)
    return page(
        request,
        "listening/say.html",
        form=form,
        is_barrier=first["kind"] == Kind.BARRIER,
        mine=said_in_between(request.person)[:30] if request.person else [],
        held=_held() if request.person and request.person.is_steward else [],
    )


def _held() -> list[Held]:
    return list(Held.objects.select_related("contribution__said_by").order_by("at", "pk")[:30])


@for_guests
def my_words(request: MemberRequest, pk: int) -> HttpResponse:
    """GET, POST /say/<pk>/: say it another way, let fewer people see it, or take it back."""
    line = get_object_or_404(said_in_between(request.person), pk=pk)
    if "withdraw" in request.POST:
        line.withdraw()
        messages.success(
            request, _("Taken back. Where it was printed or mailed already we cannot reach it.")
        )
        return redirect("listening:say")
    held = Held.objects.filter(contribution=line).first()
    first = {"words": line.words, "wish": held.wish if held else line.wish}
    form = WordsForm(request.POST or None, initial=first)
    if form.is_valid():
        with told_on(form):
            given = form.cleaned_data
            change(line, given["words"], Wish(given["wish"]), by=request.person)
            messages.success(
                request, _("Kept. Where it was printed or mailed already we cannot reach it.")
            )
            return redirect("listening:say")
    back = reverse("listening:say")
    return page(request, "listening/my_words.html", form=form, line=line, back=back)


@require_POST
@for_stewards
def held(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /say/held/<pk>/: let it be seen as wished, or take it away."""
    waiting = get_object_or_404(Held, pk=pk)
    if "away" in request.POST:
        waiting.take_away(by=request.person)
        messages.success(request, _("It is gone."))
    else:
        waiting.let_be_seen(by=request.person)
        messages.success(request, _("It is seen as its sayer wished."))
    return redirect("listening:say")
