"""Themes by hand: opened from a line, named, given lines, shown to others, and joined."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_POST

from hearth.ground.access import Shared, for_members, for_stewards
from hearth.ground.books import Contribution
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, page
from hearth.listening.forms.themes import LinesForm, NewThemeForm, UnionForm, WordsForm
from hearth.listening.models import Theme
from hearth.listening.models.belongings import lines_of
from hearth.listening.models.responses import who_hears
from hearth.listening.models.themes import open_theme
from hearth.listening.models.unions import join
from hearth.listening.views.themes import find_theme

NAMES_OFFERED, LINES_OFFERED = 60, 100


def _my_theme(request: MemberRequest, slug: str) -> Theme:
    """The theme, if this member may change it; 403 for others who see it."""
    theme = find_theme(request, slug)
    if not theme.may_be_kept_by(request.person):
        raise PermissionDenied
    return theme


def _narrowed(request: MemberRequest) -> dict[str, str]:
    """Which lines are offered: of one place, of one kind, or one to begin with."""
    asked = {"url": "during", "kind": "kind", "first": "line"}
    return {name: request.GET.get(word, "")[:200] for name, word in asked.items()}


@for_members
def new(request: MemberRequest) -> HttpResponse:
    """GET, POST /themes/new/?line=&during=&kind="""
    form = NewThemeForm(request.POST or None, by=request.person, **_narrowed(request))
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            theme = open_theme(**form.cleaned_data, by=request.person)
            messages.success(request, _("The theme is open. It waits for an answer."))
            return redirect(theme)
    return page(request, "listening/theme_new.html", form=form)


@for_members
def lines(request: MemberRequest, slug: str) -> HttpResponse:
    """GET, POST /themes/<slug>/lines/"""
    theme = find_theme(request, slug)
    form = LinesForm(request.POST or None, by=request.person, **_narrowed(request))
    if request.method == "POST" and form.is_valid():
        added = form.cleaned_data["lines"]
        theme.gather(added, by=request.person)
        words = ngettext("{n} line is in it now.", "{n} lines are in it now.", len(added))
        messages.success(request, words.format(n=len(added)))
        return redirect(theme)
    return page(request, "listening/theme_lines.html", theme=theme, form=form)


@require_POST
@for_members
def line_out(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """POST /themes/<slug>/lines/<pk>/: this line belongs somewhere else."""
    theme = _my_theme(request, slug)
    line = get_object_or_404(Contribution.objects.visible_to(request.person), pk=pk)
    theme.let_go(line, by=request.person)
    messages.success(request, _("The line is out, and waits for another theme."))
    still_there = Theme.objects.visible_to(request.person).filter(pk=theme.pk).exists()
    return redirect(theme.page("words") if still_there else "listening:themes")


@for_members
def words(request: MemberRequest, slug: str) -> HttpResponse:
    """GET, POST /themes/<slug>/words/: its name, more words, and lines that do not belong."""
    theme = _my_theme(request, slug)
    form = WordsForm(request.POST or None, instance=theme, initial={"was": theme.name})
    if request.method == "POST" and form.is_valid():
        with told_on(form):
            theme.call_it(**form.cleaned_data, by=request.person)
            messages.success(request, _("Kept."))
            return redirect(theme)
    held = lines_of(theme, request.person)[:LINES_OFFERED]
    return page(request, "listening/theme_words.html", theme=theme, form=form, held=held)


@for_stewards
def audience(request: MemberRequest, slug: str) -> HttpResponse:
    """GET, POST /themes/<slug>/audience/: what will be public, before it is."""
    theme = find_theme(request, slug)
    if request.method == "POST":
        to_all = request.POST.get("seen_by") == Shared.SeenBy.EVERYONE
        seen_by = Shared.SeenBy.EVERYONE if to_all else Shared.SeenBy.MEMBERS
        theme.show_to(seen_by, by=request.person)
        shown, hidden = _("Everyone can see it now."), _("Only members see it now.")
        messages.success(request, shown if to_all else hidden)
        return redirect(theme)
    return page(
        request,
        "listening/theme_audience.html",
        theme=theme,
        standing=theme.standing,
        public=theme.heard(None).lines,
        all_lines=theme.heard(request.person).lines,
    )


@for_stewards
def union(request: MemberRequest, slug: str) -> HttpResponse:
    """GET, POST /themes/<slug>/union/: two that are one. Looked at again before it is done."""
    theme = find_theme(request, slug)
    form = UnionForm(request.POST or None, theme=theme, by=request.person)
    to: Theme | None = None
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        if "sure" in request.POST:
            with told_on(form):
                join(theme, to=to, by=request.person)
                messages.success(request, _("They are one theme now."))
                return redirect(to)
    return page(
        request,
        "listening/theme_union.html",
        theme=theme,
        form=form,
        to=None if form.errors else to,
        told=who_hears(theme) if to else None,
        names=form.others.values_list("name", flat=True)[:NAMES_OFFERED],
    )
