"""Mail that waits for a person: stewards see what it answers, and its writer hears of it."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now
from django.utils.translation import gettext

from hearth.ground.books import Letter, post
from hearth.ground.books.post import Kind
from hearth.ground.mailbox import Mail
from hearth.post.several import Part, parts_of

IN_AN_HOUR = 5


def what_it_answers(mail: Mail) -> str:
    """For stewards: which letter of ours this is about, where that is all that is known."""
    letter = _letter(mail)
    if letter is None:
        return gettext("Nothing here knows what it answers.")
    return gettext("It answers a letter: {subject}").format(subject=letter.subject)


def _letter(mail: Mail) -> Letter | None:
    kind, _dash, pk = mail.topic.rpartition("-")
    if kind != "letter" or not pk.isdecimal():
        return None
    return Letter.objects.filter(to=mail.person, pk=pk).first()


def _several_in(mail: Mail) -> list[Part]:
    """What a letter was about that has an address of its own for each thing; else nothing."""
    letter = _letter(mail)
    return parts_of(letter) if letter and mail.is_theirs else []


def tell_who_waits(mail: Mail, mark: str) -> None:
    """The person whose address it came to hears that somebody will read it; where another sender
    stands on it, what to do. Never a program, never that other sender, and never without end."""
    if mail.person is None or mail.is_automatic:
        return
    hour = now() - timedelta(hours=1)
    if (
        Letter.objects.filter(to=mail.person, kind=Kind.MAIL, written_at__gt=hour).count()
        >= IN_AN_HOUR
    ):
        return
    several = _several_in(mail)
    post(
        [mail.person],
        gettext("A person reads your mail: {subject}").format(subject=mail.subject)
        if mail.is_theirs
        else gettext("Somebody answered a letter of yours"),
        "house/letters/several.txt" if several else "house/letters/mail_waits.txt",
        kind=Kind.MAIL,
        once=f"mail-waits:{mark[:40]}",
        is_theirs=mail.is_theirs,
        sender=mail.sender,
        words=mail.own if mail.is_theirs else "",
        several=several,
    )
