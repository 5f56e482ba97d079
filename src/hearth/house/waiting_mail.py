"""Mail that waits for a person: stewards see what it answers, and its writer hears of it."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now
from django.utils.translation import gettext

from hearth.ground.books import Letter, post
from hearth.ground.books.post import Kind
from hearth.ground.mailbox import Mail

IN_AN_HOUR = 5


def what_it_answers(mail: Mail) -> str:
    """For stewards: which letter of ours this is about, where that is all that is known."""
    _kind, _dash, pk = mail.topic.rpartition("-")
    letters = Letter.objects.filter(to=mail.person, pk=pk) if pk.isdecimal() else None
    letter = letters.first() if letters is not None and mail.topic.startswith("letter-") else None
    if letter is None:
        return gettext("Nothing here knows what it answers.")
    return gettext("It answers a letter: {subject}").format(subject=letter.subject)


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
    post(
        [mail.person],
        gettext("A person reads your mail: {subject}").format(subject=mail.subject)
        if mail.is_theirs
        else gettext("Somebody answered a letter of yours"),
        "house/letters/mail_waits.txt",
        kind=Kind.MAIL,
        once=f"mail-waits:{mark[:40]}",
        is_theirs=mail.is_theirs,
        sender=mail.sender,
        words=mail.own if mail.is_theirs else "",
    )
