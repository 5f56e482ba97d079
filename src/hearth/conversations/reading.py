"""Messages as one reader sees them: whose words, how they stand, and what is new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hearth.conversations.glossary import Explained
from hearth.conversations.models import Message, Picture, Thread
from hearth.conversations.models.pictures import picture_of
from hearth.conversations.models.sight import Sight
from hearth.ground.accounts import Person
from hearth.ground.text import first_words, to_html


@dataclass(frozen=True, slots=True)
class Shown:
    """One message on a page."""

    message: Message
    html: SafeString
    by: str
    is_mine: bool
    is_new: bool
    may_thank: bool
    picture: Picture | None = None
    answers: Message | None = None
    answers_by: str = ""
    answers_words: str = ""


def shown(messages: Iterable[Message], sight: Sight, thread: Thread, read_to: int) -> list[Shown]:
    """These messages for this reader. Each glossary word is explained once on a page."""
    explained, me = Explained(), sight.person if sight.is_members else None
    away = {*sight.chosen, *sight.away}
    return [_shown(message, me, thread, read_to, explained, away) for message in messages]


def leaves_out(sight: Sight, thread: Thread, number: int) -> bool:
    """Whether this page of it has words that this reader chose not to read."""
    if not sight.chosen:
        return False
    return thread.messages.standing().on_page(number).filter(by__in=sight.chosen).exists()


def _shown(
    message: Message,
    me: Person | None,
    thread: Thread,
    read_to: int,
    explained: Explained,
    away: set[int],
) -> Shown:
    is_mine = me is not None and message.by_id == me.pk
    answered = message.answers
    if answered is not None and not _may_be_quoted(answered, me, thread):
        answered = None
    if answered is not None and answered.by_id in away:
        answered = None
    return Shown(
        message,
        explained.in_words(to_html(message.words)),
        who_wrote(message, me),
        is_mine=is_mine,
        is_new=me is not None and message.pk > read_to and not is_mine,
        may_thank=me is not None and thread.by_id == me.pk and not is_mine and message.stands,
        picture=picture_of(message),
        answers=answered,
        answers_by=who_wrote(answered, me) if answered else "",
        answers_words=first_words(answered.words, 60) if answered else "",
    )


def _may_be_quoted(message: Message, me: Person | None, thread: Thread) -> bool:
    """Whether this reader could open it: what stands, and for passers-by what is for them."""
    return message.stands and (me is not None or not thread.space.is_public or message.is_open)


def who_wrote(message: Message, me: Person | None) -> str:
    """The name, as far as this reader may know it."""
    if not message.named_to(me):
        return _("A member")
    return message.by.name if message.by else _("Somebody who left")
