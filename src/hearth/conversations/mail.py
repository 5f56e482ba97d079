"""Talking by mail: a reply lands in its thread, a mail to a space begins one.

Both go to an address that we signed for one person, so that nobody else writes in their name.
What cannot be taken comes back to them in one letter, with their words in it.
"""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _, ngettext

from hearth.conversations.models import Kind, Message, Original, Space, Thread
from hearth.conversations.models.mentions import speak_to
from hearth.conversations.models.writing import start_thread, write
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind as Post
from hearth.ground.mailbox import Mail, reply_address
from hearth.ground.refusals import Refused
from hearth.post.senders import name_of

IN_AN_HOUR = 20
_ANSWERS = re.compile(r"^\s*(?:(?:re|aw|sv|antw|odp|atb|fwd?|wg|tr)\s*(?:\[\d+\])?:\s*)+", re.I)


def mail_address(space: Space, person: Person) -> str:
    """Where this person begins a thread in a space that they see, by mail; empty where no mail
    is read."""
    return reply_address(person, f"space-{space.pk}") if space.closed_at is None else ""


def read(mail: Mail) -> bool:
    """Keep what somebody wrote to a thread or to a space. Returns whether it was either."""
    kind, _dash, pk = mail.topic.rpartition("-")
    if mail.person is None or kind not in {"thread", "space"} or not pk.isdecimal():
        return False
    if mail.is_automatic:
        return False
    if not mail.is_theirs:
        raise Refused(_("It came from another address than the one that we wrote to."))
    if not Original.objects.filter(mail_id=_own_name(mail)).exists():
        _take(mail, mail.person, kind, int(pk))
    return True


def _take(mail: Mail, person: Person, kind: str, pk: int) -> None:
    try:
        message = _keep(mail, person, kind, pk)
    except Refused as refusal:
        give_back(mail, person, str(refusal))
        return
    if mail.files:
        _tell_of_files(mail, person, message)


@transaction.atomic
def _keep(mail: Mail, person: Person, kind: str, pk: int) -> Message:
    Person.objects.get_queryset().select_for_update().get(pk=person.pk)
    _refuse_a_flood(person)
    name = _own_name(mail)
    words = _with_files(mail)
    if kind == "thread":
        thread = Thread.objects.filter(pk=pk).first()
        if thread is None:
            raise Refused(_("This thread is not there any more."))
        message = write(thread, words, by=person, key=name[:40])
    else:
        message = _begin(mail, person, words, pk).messages.get(number=1)
    Original.objects.create(message=message, mail_id=name, words=f"{mail.subject}\n\n{mail.whole}")
    speak_to(message)
    return message


def _begin(mail: Mail, person: Person, words: str, pk: int) -> Thread:
    space = Space.objects.filter(pk=pk).first()
    if space is None or space.joined_to:
        raise Refused(_("This space is not there any more. Begin it in another one."))
    title = _ANSWERS.sub("", mail.subject) or " ".join(words.split())
    kind = Kind.QUESTION if title.endswith("?") else Kind.TALK
    name = _own_name(mail)[:40]
    return start_thread(space, title[:120], words, by=person, kind=kind, key=name)


def _own_name(mail: Mail) -> str:
    """What tells this mail from every other, whatever name another person's mail has."""
    name = name_of(mail.message) or mail.whole
    return sha256(f"{mail.sender} {mail.topic} {name}".encode(errors="replace")).hexdigest()


def _refuse_a_flood(person: Person) -> None:
    """A program that answers whatever it gets would go on without end."""
    lately = Original.objects.filter(message__by=person, message__at__gt=now() - timedelta(hours=1))
    if lately.count() >= IN_AN_HOUR:
        raise Refused(_("That is a lot of mail in one hour. Send it again later."))


def _with_files(mail: Mail) -> str:
    """The words, and that something came along: readers wonder about "see the picture"."""
    if not mail.own.strip():
        raise Refused(_("There are no words of yours in it."))
    if not mail.files:
        return mail.own
    many = len(mail.files)
    told = ngettext("{n} file was not kept.", "{n} files were not kept.", many).format(n=many)
    return f"{mail.own}\n\n*({told})*"


def _tell_of_files(mail: Mail, person: Person, message: Message) -> None:
    post(
        [person],
        _("Your words are kept, without the files: {subject}").format(subject=mail.subject),
        "conversations/letters/mail_files.txt",
        kind=Post.MAIL,
        button=(_("Open the thread"), message.get_absolute_url()),
        topic=message.thread.topic,
        files=mail.files,
    )


def give_back(
    mail: Mail,
    person: Person,
    why: str,
    *,
    button: tuple[str, str] | None = None,
    topic: str = "",
) -> None:
    """Once for each mail, and never for one that a program wrote: two programs would write to
    each other without end."""
    post(
        [person],
        _("We could not keep your mail: {subject}").format(subject=mail.subject),
        "conversations/letters/mail_back.txt",
        kind=Post.MAIL,
        button=button or (_("See what is there"), "/space/"),
        once=f"mail-back:{_own_name(mail)[:40]}",
        topic=topic,
        why=why,
        words=mail.own if mail.is_theirs else "",
        files=mail.files if mail.is_theirs else (),
        is_to_write_in=button is None,
    )
