"""Answers by mail: whose they are and what to, told by the address that they are sent to."""

from __future__ import annotations

import re
from base64 import b32encode
from dataclasses import dataclass
from email.message import EmailMessage

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.html import strip_tags

from hearth.ground.accounts import Person

_QUOTES = re.compile(r"^(?:>|On .+wrote:|-+ ?Original Message|_{20,}|From: )", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mail:
    """A message as areas read it. `person` is whom we wrote to and `topic` what about, where it
    came to an address that we signed; else nobody and nothing."""

    message: EmailMessage
    sender: str
    person: Person | None
    topic: str

    @property
    def is_automatic(self) -> bool:
        """Whether a program wrote it. Nobody answers those, or it would never end (RFC 3834)."""
        said = head(self.message, "Auto-Submitted").lower() or "no"
        bulk = head(self.message, "Precedence").lower() in {"bulk", "junk", "auto_reply"}
        return not said.startswith("no") or bulk or "X-Autoreply" in self.message

    def words(self) -> str:
        """What somebody wrote, without the letter that they answer."""
        body = self.message.get_body(("plain", "html"))
        said = body.get_content() if body else ""
        plain = strip_tags(said) if body and body.get_content_subtype() == "html" else said
        return _QUOTES.split(plain.replace("\0", ""), maxsplit=1)[0].strip()[:4000]


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
