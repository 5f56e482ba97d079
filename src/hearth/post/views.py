"""Asking for fewer letters, for more again, and for all again after they came back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.ground.access import for_guests
from hearth.ground.accounts import Person
from hearth.ground.books.post import Kind, resume, stop
from hearth.ground.web import MemberRequest, page
from hearth.post import newsletter
from hearth.post.bounces import reached


@for_guests
def fewer(request: MemberRequest, kind: str) -> HttpResponse:
    """Stop one kind of letters, or let it come again: one button each."""
    if kind not in Kind.values:
        raise Http404
    if request.method == "POST":
        change = _let_come if "resume" in request.POST else stop
        change(request.person, Kind(kind))
        messages.success(request, _("Done. That holds from now on."))
        return redirect(request.path)
    stopped = request.person.silences.filter(kind=kind).exists()
    wording = ""
    if kind == Kind.NEWSLETTER:
        stopped, wording = newsletter.standing(request.person) is None, newsletter.wording()
    return page(request, "post/fewer.html", kind=Kind(kind), stopped=stopped, wording=wording)


def _let_come(person: Person, kind: Kind) -> None:
    """Again from now on. The newsletter comes by a yes, to the words that stand there."""
    if kind == Kind.NEWSLETTER:
        newsletter.say_yes(person, source=_("the page about fewer letters"))
    else:
        resume(person, kind)


@require_POST
@for_guests
def again(request: MemberRequest) -> HttpResponse:
    """POST /letters/again/: my address takes letters again, so write to me."""
    reached(request.person)
    messages.success(request, _("Done. We write to you again."))
    return redirect("/me/#letters")
