"""The run sheet, for its host: steps come and go, move and change, and it adds up."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from hearth.gatherings.forms import SheetForm, TemplateForm
from hearth.gatherings.forms.sheet import Row, version
from hearth.gatherings.models import Gathering, Step
from hearth.gatherings.models.runsheet import keep_steps, lay_out, templates
from hearth.gatherings.new_times import concerned, is_counted_on
from hearth.gatherings.views.fetching import find_mine
from hearth.ground.access import for_members
from hearth.ground.accounts import Person
from hearth.ground.refusals import Refused
from hearth.ground.web import MemberRequest, page


@for_members
def run_sheet(request: MemberRequest, slug: str) -> HttpResponse:
    """The steps and their minutes. They add up: a longer step takes its minutes from
    another, or the gathering ends later; the person chooses which."""
    gathering = find_mine(request, slug)
    if request.method == "POST" and "template" in request.POST:
        return _other_template(request, gathering)
    if request.method == "POST":
        return _worked_on(request, gathering)
    return _sheet(request, gathering, _form(gathering))


def _form(gathering: Gathering, typed: QueryDict | None = None) -> SheetForm:
    length = int((gathering.ends_at - gathering.starts_at).total_seconds() // 60)
    return SheetForm(gathering.steps.in_order(), length, typed)


@transaction.atomic
def _worked_on(request: MemberRequest, gathering: Gathering) -> HttpResponse:
    """A button of a step changes the page alone; "Keep" keeps what adds up. Else the page
    comes again with all that was typed."""
    today = gathering.locked()
    form, wrong = _form(today, request.POST), ""
    if "press" in request.POST:
        form.press(request.POST["press"])
        form.look_for_others(form.rows)
        return _sheet(request, today, form)
    try:
        if _keep(today, form, by=request.person):
            messages.success(request, _("Kept. The run sheet adds up."))
            return redirect(request.path)
    except Refused as refusal:
        wrong = str(refusal)
    return _sheet(request, today, form, wrong)


def _keep(today: Gathering, form: SheetForm, *, by: Person) -> bool:
    """Keep the steps if they add up or the person said how they shall; else keep nothing."""
    if form.wrong:
        raise Refused(form.wrong)
    rows, is_later = form.settled(), form.take_from == "end"
    if form.look_for_others(rows):
        return False
    if sum(row.length for row in rows) != form.length and not is_later:
        if form.take_from:
            raise Refused(_("That step is too short. Take the minutes from a longer one."))
        return False
    ends_at = today.ends_at + timedelta(minutes=form.surplus if is_later else 0)
    keep_steps(today, [_step(row) for row in rows], ends_at=ends_at, by=by)
    return True


def _step(row: Row) -> Step:
    kept = int(row.key) if row.key.isdecimal() else None
    words = {"title": row.title, "minutes": row.length, "asks_for": row.asks_for}
    return Step(pk=kept, kind=row.kind, **words)


def _sheet(
    request: MemberRequest, gathering: Gathering, form: SheetForm, wrong: str = ""
) -> HttpResponse:
    return page(
        request,
        "gatherings/run_sheet.html",
        gathering=gathering,
        form=form,
        kinds=Step.Kind.choices,
        may_rearrange=not gathering.has_begun,
        doers=gathering.roles.taken().in_order(),
        ends_at=gathering.ends_at + timedelta(minutes=form.surplus),
        told=len(concerned([gathering], by=request.person)) if _is_news(gathering, form) else 0,
        wrong=wrong,
        choice=TemplateForm(),
    )


def _is_news(gathering: Gathering, form: SheetForm) -> bool:
    return bool(form.surplus) and is_counted_on(gathering)


@transaction.atomic
def _other_template(request: MemberRequest, gathering: Gathering) -> HttpResponse:
    choice, today = TemplateForm(request.POST), gathering.locked()
    if not choice.is_valid():
        return redirect(request.path)
    template, kept = choice.cleaned_data["template"], _form(today).kept
    is_there = [row.says for row in kept] == [
        (step["title"], str(int(step["minutes"])), step["kind"], step["harvest"])
        for step in templates()[template].steps
    ]
    if request.POST.get("seen", version(kept)) != version(kept) and not is_there:
        raise Refused(_("Somebody changed these steps meanwhile. Look at them, then choose again."))
    if not is_there:
        lay_out(today, template)
    messages.success(request, _("These are the steps now. Change what you like."))
    return redirect(request.path)
