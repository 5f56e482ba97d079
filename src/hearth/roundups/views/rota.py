"""The rota: offering to write one, and passing a turn on by one press."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.ground.access import for_members
from hearth.ground.web import MemberRequest, page
from hearth.roundups.editions import Issue
from hearth.roundups.keeping_on import write_to_editor
from hearth.roundups.models import Editor, Habit, Roundup
from hearth.roundups.models.rota import offer, pass_on, rest, take
from hearth.roundups.views.finding import edited


@for_members
def rota(request: MemberRequest) -> HttpResponse:
    """GET, POST /roundups/rota/: who writes round-ups, in turn; and whether I do."""
    if request.method == "POST":
        change = rest if "rest" in request.POST else offer
        change(request.person)
        messages.success(request, _("Done. Thank you."))
        return redirect("roundups:rota")
    editors = list(Editor.objects.in_turn())
    waiting = Roundup.objects.weekly().waiting().newest_first().first()
    return page(
        request,
        "roundups/rota.html",
        editors=editors,
        mine=any(editor.person_id == request.person.pk for editor in editors),
        waiting=waiting,
        turn_of=waiting.editor if waiting else None,
        habit=Habit.ours(),
    )


@require_POST
@for_members
def turn(request: MemberRequest, issue: Issue) -> HttpResponse:
    """POST /roundups/<day>/turn/: pass it on, or take it. A newsletter is nobody's turn."""
    roundup = edited(request.person, issue)
    if roundup.is_newsletter:
        raise Http404
    if "take" in request.POST:
        take(roundup, by=request.person)
        messages.success(request, _("It is yours. Thank you."))
        return redirect(roundup.page("draft"))
    next_one = pass_on(roundup, by=request.person)
    write_to_editor(roundup, next_one)
    if next_one:
        words = _("Passed on. {name} is asked now.").format(name=next_one.person.name)
    else:
        words = _("Passed on. Nobody else is on the rota, so the stewards hear of it.")
    messages.success(request, words)
    return redirect("roundups:roundups")
