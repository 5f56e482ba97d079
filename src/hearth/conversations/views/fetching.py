"""Finding what a page is about: what you may not see does not exist."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from hearth.conversations.models import Message, Space, Thread
from hearth.conversations.models.reading import with_marks, with_place
from hearth.conversations.models.sight import Sight, sight_now
from hearth.ground.access import SignInFirst
from hearth.ground.accounts import Person
from hearth.ground.web import MemberRequest, Request

type Asking = Request | MemberRequest


def sight_in(request: Asking) -> Sight:
    """What whoever reads may see, asked once for all that a page shows."""
    if not hasattr(request, "sight"):
        request.sight = sight_now(request.person)  # type: ignore[union-attr]
    return request.sight  # type: ignore[union-attr, no-any-return]


def find_space(request: Asking, slug: str) -> Space:
    """The space, if this person may see it, with what they chose about it. A member who came by
    a link signs in first."""
    named = Space.objects.visible_to(request.person).filter(slug=slug)
    me = member_in(request)
    seen = (with_marks(named, me) if me else named).select_related("group").first()
    if seen is None:
        _sign_in_first(request, lambda me: Space.objects.visible_to(me).filter(slug=slug).exists())
        raise Http404
    return seen


def find_thread(request: Asking, pk: int) -> Thread:
    """The same for a thread, with how far they have read in it, and whether they look after it
    (`kept`)."""
    sight = sight_in(request)
    seen = Thread.objects.seen_with(sight).filter(pk=pk).select_related("space", "by")
    me = member_in(request)
    thread = (with_place(seen, me) if me else seen).first()
    if thread is None:
        _sign_in_first(request, lambda me: Thread.objects.visible_to(me).filter(pk=pk).exists())
        raise Http404
    thread.kept = thread.space_id in sight.kept  # type: ignore[attr-defined]
    return thread


def find_message(request: Asking, pk: int, number: int) -> Message:
    """The same for a message of a thread."""
    named = {"thread": pk, "number": number}
    seen = Message.objects.visible_to(request.person).filter(**named)
    message = seen.select_related("thread__space", "by").first()
    if message is None:
        _sign_in_first(request, lambda me: Message.objects.visible_to(me).filter(**named).exists())
        raise Http404
    return message


def find_my_message(request: MemberRequest, pk: int, number: int) -> Message:
    """A message of one's own. Nobody else's has such a page."""
    message = find_message(request, pk, number)
    if message.by_id != request.person.pk:
        raise Http404
    return message


def _sign_in_first(request: Asking, sees: Any) -> None:
    """A link from a letter shows what guests see; its reader would see this signed in."""
    if request.by_link and request.person and request.person.is_active:
        member = Person.objects.get(pk=request.person.pk)
        if sees(member):
            raise SignInFirst


def member_in(request: Asking) -> Person | None:
    """Whoever reads, if they are signed in as a member."""
    person = request.person
    return person if person is not None and person.is_member else None
