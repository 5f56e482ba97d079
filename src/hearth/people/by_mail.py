"""A hello that came by letter is answered by mail, and so on: their words go to one another."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.utils.timezone import now
from django.utils.translation import gettext as _

from hearth.conversations.models.blocks import kept_apart
from hearth.ground.accounts import Person
from hearth.ground.books import Letter, post
from hearth.ground.books.post import Kind
from hearth.ground.mailbox import Mail
from hearth.ground.refusals import Refused
from hearth.people.models.welcome import Hello
from hearth.post.senders import name_of

IN_AN_HOUR = 20


def read(mail: Mail) -> bool:
    """Bring what somebody answers to a hello to the other, unless they chose not to read them.
    Returns whether it was one."""
    what, _dash, pk = mail.topic.rpartition("-")
    if mail.person is None or what != "hello" or not pk.isdecimal() or mail.is_automatic:
        return False
    hello = Hello.objects.filter(pk=pk, how=Hello.How.SENT).first()
    other = _other(hello, mail.person) if hello else None
    if hello is None or other is None:
        return False
    if not mail.is_theirs:
        raise Refused(_("It came from another address than the one that we wrote to."))
    if not mail.words():
        raise Refused(_("There are no words of theirs in it."))
    if (other.pk, mail.person.pk) not in kept_apart([other.pk, mail.person.pk]):
        _carry(mail, hello, by=mail.person, to=other)
    return True


def _other(hello: Hello, person: Person) -> Person | None:
    if person == hello.person:
        return hello.settled_by
    return hello.person if person == hello.settled_by else None


def _carry(mail: Mail, hello: Hello, *, by: Person, to: Person) -> None:
    once = f"hello-back:{hello.pk}:{by.pk}:"
    hour = now() - timedelta(hours=1)
    lately = Letter.objects.filter(once__startswith=once, written_at__gt=hour)
    if lately.count() >= IN_AN_HOUR:
        raise Refused(_("That is a lot of mail in one hour."))
    name = name_of(mail.message) or mail.whole
    written = post(
        [to],
        _("{name} writes back").format(name=by.name),
        "people/letters/hello_back.txt",
        kind=Kind.MAIL,
        once=f"{once}{sha256(name.encode(errors='replace')).hexdigest()[:40]}",
        topic=f"hello-{hello.pk}",
        why=_("You get this letter because {name} wrote to you.").format(name=by.name),
        sender=by,
        words=mail.words(),
    )
    if not written:
        raise Refused(_("Whom they answer gets no letters."))
