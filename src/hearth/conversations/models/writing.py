"""Writing: somebody begins a thread, or says something in one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hearth.conversations.models.holding import refuse_paused, why_held
from hearth.conversations.models.mentions import speak_to
from hearth.conversations.models.messages import Message, fit, fit_wish
from hearth.conversations.models.pictures import Picture, put_into, refuse_other_picture
from hearth.conversations.models.reading import read_thread, with_place
from hearth.conversations.models.spaces import Space
from hearth.conversations.models.threads import Kind, Thread, begin
from hearth.ground.accounts import Person
from hearth.ground.books import Wish
from hearth.ground.refusals import Refused


@transaction.atomic
def write(
    thread: Thread,
    words: str,
    *,
    by: Person,
    wish: Wish = Wish.MEMBERS,
    answers: Message | None = None,
    key: str = "",
    held_because: str = "",
    spoken_to: Collection[int] = (),
    picture: Picture | None = None,
) -> Message:
    """Somebody says something in a thread; whoever follows it hears of it by their rhythm.

    Refused where the space does not take their words, where the thread takes none any more,
    and for words of nothing. The same words sent twice are one message: within a minute (a
    double click), or however late under the `key` that their page gave them (a lost line).
    With `held_because` it waits for a human, and says so. `spoken_to` are people (by number)
    whom the writer chose where a name after an @ may mean several; `picture` is not kept yet.
    """
    words = fit(words)
    if not thread.space.takes(by):
        raise Refused(_("You cannot write in this space."))
    refuse_paused(by, thread.space)
    held_because = held_because or why_held(words, thread.space, by)
    number = thread.next_number()
    twice = _said_already(thread, words, by=by, key=key)
    if twice:
        refuse_other_picture(twice, picture)
        return twice
    if not thread.takes_words:
        raise Refused(_("This thread is closed. You can begin a new one."))
    message = Message.objects.create(
        thread=thread,
        number=number,
        words=words,
        by=by,
        wish=fit_wish(wish, thread.space),
        answers=answers if answers and answers.thread_id == thread.pk else None,
        key=key,
        held_at=now() if held_because else None,
        held_because=held_because,
    )
    if picture:
        put_into(message, picture)
    before = thread.newest
    message.catch_up()
    speak_to(message, spoken_to)
    _has_read(message, before)
    return message


@transaction.atomic
def say_it_another_way(message: Message, words: str, *, by: Person, title: str = "") -> None:
    """Other words, and where it begins a thread another title. They wait for a person where new
    ones would: else words that a person let through could become any others unseen."""
    was, thread = (message.words, message.thread.title), message.thread
    if title.strip() and title.strip() != thread.title:
        thread.retitle(title, by=by)
    message.reword(words, by=by)
    if (message.words, thread.title) == was or not message.stands:
        return
    why = why_held(message.words, thread.space, by, instead_of=message)
    if why:
        message.hold(why)


def _has_read(message: Message, before: int | None) -> None:
    """Your own words are not new to you. What you had not read before them still is."""
    if message.by and message.is_held is False:
        here = Thread.objects.filter(pk=message.thread_id)
        read_to = with_place(here, message.by).get().read_to  # type: ignore[attr-defined]
        if before is None or read_to >= before:
            read_thread(message.thread, message.pk, by=message.by)


def _said_already(thread: Thread, words: str, *, by: Person, key: str) -> Message | None:
    just_now = Q(at__gt=now() - timedelta(minutes=1), words=words)
    same = Q(key=key) if key else Q(pk=None)
    mine = thread.messages.filter(by=by, taken_back_at=None)
    return mine.filter(just_now | same).first()


@transaction.atomic
def start_thread(
    space: Space,
    title: str,
    words: str,
    *,
    by: Person,
    kind: Kind = Kind.TALK,
    closes_on: date | None = None,
    wish: Wish = Wish.MEMBERS,
    key: str = "",
    held_because: str = "",
    spoken_to: Collection[int] = (),
    picture: Picture | None = None,
) -> Thread:
    """Begin a thread with its first words. Sent twice under one key, it is one thread."""
    words = fit(words)
    Person.objects.get_queryset().select_for_update().get(pk=by.pk)
    first = key and Message.objects.filter(by=by, key=key, number=1).first()
    if first:
        refuse_other_picture(first, picture)
        return first.thread
    thread = begin(space, title, by=by, kind=kind, closes_on=closes_on)
    write(
        thread,
        words,
        by=by,
        wish=wish,
        key=key,
        held_because=held_because,
        spoken_to=spoken_to,
        picture=picture,
    )
    return thread
