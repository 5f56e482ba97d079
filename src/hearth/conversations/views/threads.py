"""A thread: its messages, answering, and beginning one."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from hearth.conversations.forms import AnswerForm, ThreadForm
from hearth.conversations.models import (
    Edit,
    GoodQuestion,
    Kind,
    Message,
    Thread,
    start_thread,
    write,
)
from hearth.conversations.models.messages import A_PAGE, MessageQuerySet
from hearth.conversations.models.reading import choose, read_thread
from hearth.conversations.models.sight import Sight
from hearth.conversations.models.thanks import Helped, good_question
from hearth.conversations.reading import Shown, leaves_out, shown
from hearth.conversations.views.fetching import find_space, find_thread, member_in, sight_in
from hearth.ground.access import for_anyone, for_members
from hearth.ground.accounts import Person
from hearth.ground.refusals import told_on
from hearth.ground.web import MemberRequest, Request, page


@for_anyone
def thread(request: Request, pk: int) -> HttpResponse:
    """GET /threads/<pk>/?page=&answer=: what was said, fifty at a time. Opening it changes
    nothing: whoever read to the end says so, by a button or by getting there."""
    thread = find_thread(request, pk)
    context = _thread(request, thread)
    return page(request, "conversations/thread.html", part="said", **context)


def _thread(request: Request, thread: Thread, form: AnswerForm | None = None) -> dict[str, Any]:
    me = member_in(request)
    number = _page_number(request, thread)
    read_to = getattr(thread, "read_to", 0)
    sight = sight_in(request)
    said = shown(_messages(thread, sight).on_page(number), sight, thread, read_to)
    return {
        "thread": thread,
        "said": said,
        "left_out": leaves_out(sight, thread, number),
        "pages": _pages(thread, number),
        "read_to": read_to,
        "up_to": max((one.message.pk for one in said), default=0),
        "any_new": any(one.is_new for one in said),
        "choice": getattr(thread, "choice", "") or "",
        "mine": me is not None and thread.by_id == me.pk,
        "may_close": me is not None and (thread.by_id == me.pk or thread.kept),  # type: ignore[attr-defined]
        "may_report": me is not None and thread.by_id != me.pk and thread.title,
        "may_write": me is not None and thread.takes_words and thread.space.closed_at is None,
        "form": form or AnswerForm(space=thread.space),
        "key": _key_in(request) or uuid4().hex,
        "answering": _answering(request, said),
        **_thanks(thread, me),
    }


def _messages(thread: Thread, sight: Sight) -> MessageQuerySet:
    seen = Message.objects.seen_with(sight).filter(thread=thread).oldest_first()
    return (
        seen.with_pictures()
        .select_related("by", "answers__by")
        .annotate(
            is_edited=Exists(Edit.objects.filter(message=OuterRef("pk"))),
            has_helped=Exists(Helped.objects.filter(message=OuterRef("pk"))),
        )
    )


def _thanks(thread: Thread, me: Person | None) -> dict[str, Any]:
    """Whoever asked sees who said: good question. Others see whether they said it."""
    if me is None or not thread.is_question:
        return {}
    thanks = GoodQuestion.objects.filter(thread=thread)
    if thread.by_id == me.pk:
        return {"thanked_by": [one.by.name for one in thanks.select_related("by")]}
    return {"i_thanked": thanks.filter(by=me).exists()}


def _page_number(request: Request, thread: Thread) -> int:
    asked = request.GET.get("page", "1")
    last = max(thread.last - 1, 0) // A_PAGE + 1
    return min(max(int(asked), 1), last) if asked.isascii() and asked.isdigit() else 1


def _pages(thread: Thread, here: int) -> list[dict[str, object]]:
    last = max(thread.last - 1, 0) // A_PAGE + 1
    near = sorted({1, last, *range(max(here - 2, 1), min(here + 2, last) + 1)})
    if last == 1:
        return []
    return [{"label": str(n), "url": f"?page={n}", "here": n == here} for n in near]


def _answering(request: Request, said: list[Shown]) -> Shown | None:
    """The message that somebody is about to answer, on the page that it stands on."""
    asked = request.POST.get("answers") or request.GET.get("answer", "")
    return next((one for one in said if str(one.message.number) == asked), None)


def _key_in(request: Request | MemberRequest) -> str:
    return request.POST.get("key", "").replace("\0", "")[:40]


@require_POST
@for_members
def thread_reading(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /threads/<pk>/reading/: I have read what this page showed. A script hears that it is
    kept; others go on to the space."""
    thread = find_thread(request, pk)
    _read_to(request, thread)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return redirect(thread.space)


def _read_to(request: MemberRequest, thread: Thread) -> None:
    """Move their bookmark to the last message that their page showed, never back."""
    shown_to = request.POST.get("up_to", "")
    if shown_to.isascii() and shown_to.isdigit() and len(shown_to) < 18:
        up_to = min(int(shown_to), thread.newest or 0)
        if up_to > thread.read_to:  # type: ignore[attr-defined]
            read_thread(thread, up_to, by=request.person)


@for_members
def fresh(request: MemberRequest, pk: int) -> HttpResponse:
    """GET /threads/<pk>/fresh/?after=: how many messages came since this one, for pages that
    listen. It moves nothing: their reader asks for them."""
    thread = find_thread(request, pk)
    after = request.GET.get("after", "")
    known = int(after) if after.isascii() and after.isdigit() and len(after) < 18 else 0
    newer = Message.objects.seen_with(sight_in(request)).filter(thread=thread, pk__gt=known)
    came = list(newer.exclude(by=request.person).oldest_first()[:A_PAGE])
    first = came[0] if came else None
    return page(request, "conversations/fresh.html", "fresh", thread=thread, came=came, first=first)


@require_POST
@for_members
def answers(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /threads/<pk>/answers/: say something. What was refused comes back as it was typed."""
    thread = find_thread(request, pk)
    form = AnswerForm(request.POST, request.FILES, space=thread.space)
    if form.is_valid():
        with told_on(form):
            said = form.cleaned_data
            _read_to(request, thread)
            message = write(
                thread,
                said["words"],
                by=request.person,
                wish=said["wish"],
                answers=_answered(request, thread),
                key=_key_in(request),
                spoken_to=said["spoken_to"],
                picture=said.get("picture"),
            )
            return redirect(message.place)
    context = _thread(request, thread, form)  # type: ignore[arg-type]
    context["may_write"] = True
    return page(request, "conversations/thread.html", code=422, **context)


def _answered(request: MemberRequest, thread: Thread) -> Message | None:
    number = request.POST.get("answers", "")
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        return None
    seen = Message.objects.visible_to(request.person)
    return seen.filter(thread=thread, number=int(number)).first()


@for_members
def new_thread(request: MemberRequest, slug: str) -> HttpResponse:
    """GET, POST /space/<slug>/new/"""
    space = find_space(request, slug)
    kind = request.GET.get("kind", "")
    initial = {"kind": kind if kind in Kind.values else Kind.TALK}
    form = ThreadForm(request.POST or None, request.FILES or None, space=space, initial=initial)
    if form.is_valid():
        with told_on(form):
            thread = start_thread(
                space, **form.cleaned_data, by=request.person, key=_key_in(request)
            )
            return redirect(thread)
    key = _key_in(request) or uuid4().hex
    may_write = space.takes(request.person)
    context: dict[str, Any] = {"space": space, "form": form, "key": key, "may_write": may_write}
    return page(request, "conversations/new_thread.html", code=_code(form), **context)


def _code(form: ThreadForm) -> int:
    return 422 if form.is_bound else 200


@require_POST
@for_members
def closing(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /threads/<pk>/closing/: no more words here, or some again."""
    thread = find_thread(request, pk)
    if request.POST.get("again"):
        thread.reopen(by=request.person)
    else:
        thread.close(by=request.person)
    return redirect(thread)


@require_POST
@for_members
def thread_following(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /threads/<pk>/following/"""
    thread = find_thread(request, pk)
    choose(request.POST.get("choice", ""), by=request.person, thread=thread)
    messages.success(request, _("Kept. It holds from the next letter on."))
    return redirect(thread)


@require_POST
@for_members
def good(request: MemberRequest, pk: int) -> HttpResponse:
    """POST /threads/<pk>/good/: good question, or not said any more."""
    thread = find_thread(request, pk)
    good_question(thread, by=request.person, is_so=not request.POST.get("undo"))
    return redirect(thread)


@for_members
def new(request: MemberRequest, pk: int) -> HttpResponse:
    """GET /threads/<pk>/new/: leads to the first message that is new to you."""
    thread = find_thread(request, pk)
    me = request.person
    read_to = thread.read_to  # type: ignore[attr-defined]
    first = Message.objects.visible_to(me).filter(thread=thread, pk__gt=read_to).oldest_first()
    message = first.first()
    return redirect(message.place if message else thread)
