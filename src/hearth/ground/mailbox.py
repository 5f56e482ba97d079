"""Answers by mail: whose they are and what to, told by the address that they are sent to."""

from __future__ import annotations

import re
from base64 import b32encode
from dataclasses import dataclass
from email.message import EmailMessage

from django.conf import settings
from django.utils.crypto import salted_hmac

from hearth.ground.accounts import Person


@dataclass(frozen=True, slots=True)
class Mail:
    """A message as areas read it. `person` is whom we wrote to and `topic` what about, where it
    came to an address that we signed; else nobody and nothing. `own` is what they wrote, without
    the letter that they answer; `whole` all there was to read; `files` names what came along.
    `is_theirs`: its sender is whom we wrote to. Nobody answers what `is_automatic` (RFC 3834)."""

    message: EmailMessage
    sender: str
    person: Person | None
    topic: str
    subject: str = ""
    own: str = ""
    whole: str = ""
    files: tuple[str, ...] = ()
    is_automatic: bool = False
    is_theirs: bool = False

    def words(self) -> str:
        """What somebody wrote, as much as any book holds."""
        return self.own[:4000]


def reply_address(person: Person, topic: str) -> str:
    """Where this person answers about this; empty where no answers are read."""
    return settings.MAIL_REPLIES.replace("*", _signed(f"{topic}.{person.pk}"))


def _signed(words: str) -> str:
    digest = salted_hmac("hearth.reply", words, algorithm="sha256").digest()
    return f"{words}.{b32encode(digest[:10]).decode().lower()}"


def answered(words: str) -> tuple[Person | None, str]:
    """Whom we wrote to and about what, by an address in these words that we signed; some mail
    servers write addresses in capitals."""
    mark = re.escape(settings.MAIL_REPLIES).replace(r"\*", r"(([a-z0-9-]+)\.(\d{1,9})\.\w{16})")
    for whole, topic, pk in re.findall(mark, words.lower()) if "(" in mark else ():
        if whole == _signed(f"{topic}.{pk}"):
            return Person.objects.filter(pk=pk).first(), topic
    return None, ""


def head(message: EmailMessage, name: str) -> str:
    """A header of a message; empty where somebody's program made nonsense of it."""
    try:
        return str(message.get(name, "")).replace("\0", "")
    except Exception:  # the standard library raises many kinds here
        return ""
