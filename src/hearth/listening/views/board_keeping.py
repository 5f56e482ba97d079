"""Opening a board, and what who opened it decides: settings, themes, the end of sorting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from hearth.ground.access import for_guests, for_members
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page
from hearth.listening.forms.boards import NewBoardForm, SettingsForm
from hearth.listening.models import Board
from hearth.listening.models.boards import open_board, sources_open_to
from hearth.listening.models.laid import laid_out
from hearth.listening.models.themes import make_themes
from hearth.listening.views.finding import find_kept


@for_members
def new_board(request: MemberRequest) -> HttpResponse:
    """Choose what to sort together: what was said at one gathering or at several."""
    sources = sources_open_to(request.person)
    wanted = request.GET.get("from", "")
    form = NewBoardForm(request.POST or None, sources=sources, wanted=wanted)
    if request.method == "POST" and form.is_valid():
        board = open_board(by=request.person, **form.as_wished())
        messages.success(request, _("The board is open. Everybody who may see it can sort."))
        return redirect(board)
    return page(
        request,
        "listening/new_board.html",
        form=form,
        has_sources=bool(sources),
        already=Board.objects.visible_to(request.person).with_words_of(wanted)[:5],
    )


@for_members
def settings(request: MemberRequest, slug: str) -> HttpResponse:
    """What the board is called, who sees it, what else lies on it."""
    board = find_kept(request, slug)
    on_it = set(board.sources.values_list("url", flat=True))
    more = {u: name for u, name in sources_open_to(request.person).items() if u not in on_it}
    form = SettingsForm(request.POST or None, instance=board, more=more)
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            wished = form.cleaned_data
            board.change(
                title=wished["title"], seen_by=wished["seen_by"], suggests=wished["suggests"]
            )
            board.take_in((url, more[url]) for url in wished["more"])
            messages.success(request, _("Kept."))
            return redirect(board)
    return page(request, "listening/board_settings.html", board=board, form=form)


@for_members
def themes(request: MemberRequest, slug: str) -> HttpResponse:
    """What will become of each pile, to be read once more; then it is done."""
    board = find_kept(request, slug)
    if request.method == "POST":
        made = make_themes(board, by=request.person)
        if "close" in request.POST:
            board.close(by=request.person)
        said = ngettext("There is {number} theme.", "There are {number} themes.", len(made))
        messages.success(request, said.format(number=len(made)))
        return redirect("listening:themes")
    laid = laid_out(board, request.person)
    return page(
        request,
        "listening/board_themes.html",
        board=board,
        laid=laid,
        themes=[(pile, cards) for pile, cards in laid.piles if pile.name and cards],
        nameless=[(pile, cards) for pile, cards in laid.piles if not pile.name],
    )


@require_POST
@for_guests
def closing(request: MemberRequest, slug: str) -> HttpResponse:
    """Sorting is done, or goes on after all."""
    board = find_kept(request, slug)
    if "again" in request.POST:
        board.open_again(by=request.person)
        messages.success(request, _("The board is open again."))
    else:
        board.close(by=request.person)
        messages.success(request, _("Sorting is done. We keep no record of who moved what."))
    return redirect(board)
