"""The mailbox: every message that came for us is read once, and what nobody can read is kept for
a person. What a message means, the areas know."""

from __future__ import annotations

import imaplib
import logging
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext

from hearth.ground.accounts import Person
from hearth.ground.areas import Leaving, areas
from hearth.ground.mailbox import Mail, answered, head
from hearth.ground.refusals import Refused
from hearth.house.mailboxes import Box, Waiting, opened
from hearth.house.models import Received

LARGEST = 2_000_000
AT_ONCE = 50
_TO_US = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_log = logging.getLogger("hearth.mailbox")


@transaction.atomic
def take_in(raw: bytes, trouble: str = "") -> bool:
    """Read a message once ever, whoever hands it in and however often; what comes of it is kept
    in the same transaction. Returns whether it was for us: others are left alone. Where there
    is `trouble`, only its head is there and a person has to look."""
    message = message_from_bytes(raw, policy=policy.default)
    sender, name = parseaddr(head(message, "From"))[1][:254], head(message, "Message-ID")
    mark = sha256(f"{name} {sender}".encode() if name else raw).hexdigest()
    row = _new_row(mark, sender)
    if row is None:
        return True
    mail = Mail(message, sender, *_answered(message))
    why = trouble or _why_left(mail)
    if why is None:
        row.delete()
    elif why:
        row.why, row.words = why[:200], f"{head(message, 'Subject')}\n\n{_words_of(mail)}"
        row.save()
    else:
        row.settle()
    return why is not None


def _new_row(mark: str, sender: str) -> Received | None:
    try:
        with transaction.atomic():
            return Received.objects.create(mark=mark, sender=sender)
    except IntegrityError:
        return None


def _why_left(mail: Mail) -> str | None:
    """Why a person has to look; empty where all is done; None where it is not for us."""
    try:
        with transaction.atomic():
            if any(area.reads(mail) for area in areas() if area.reads):
                return ""
    except OperationalError:  # the database is away: the same message is read the next time
        raise
    except Refused as refusal:
        return str(refusal)
    except Exception:
        _log.exception("A message could not be read.")
        return gettext("It could not be understood.")
    if mail.person is None:
        return None
    return "" if mail.is_automatic else gettext("Nothing here knows what it answers.")


def _words_of(mail: Mail) -> str:
    try:
        return mail.words()
    except Exception:  # of a part in no charset that exists, only the subject is shown
        return ""


def clear_old_mail() -> None:
    """What came in is forgotten after 30 days, read by a person or not."""
    Received.objects.filter(at__lt=now() - timedelta(days=30)).delete()


def _says_before_leaving(person: Person) -> list[str]:
    return []


def _forget_mail_of(person: Person) -> None:
    """They leave: what they wrote goes. That it came stays, so that it is not read again."""
    if person.email:
        for received in Received.objects.filter(sender__iexact=person.email):
            received.settle()


FORGETS = Leaving(says=_says_before_leaving, does=_forget_mail_of)


@dataclass(slots=True)
class Reader:
    """Reads what is new in a mailbox. What it saw already it remembers while it runs; that
    nothing is read twice, also after a restart, stands in the rows."""

    place: dict[str, Any]
    _looked_at: set[str] = field(default_factory=set)

    def read(self) -> int:
        """Read what came; returns how many messages were for us. One that cannot be read keeps
        no other from it, and a mailbox with much in it is read over several turns."""
        with opened(self.place) as box:
            here = box.names()
            self._looked_at.intersection_update(here)
            fresh = [name for name in here if name not in self._looked_at]
            return sum(self._look_at(box, name) for name in fresh[:AT_ONCE])

    def _look_at(self, box: Box, name: str) -> bool:
        try:
            ours = _take(box.open(name))
        except (OSError, imaplib.IMAP4.error, OperationalError):
            raise
        except Exception:
            _log.exception("A message could not be read. It is tried again.")
            return False
        self._looked_at.add(name)
        return ours


def _take(waiting: Waiting) -> bool:
    """Whole messages are fetched only where they may be for us, and are no larger than mail."""
    to_us = _answered(message_from_bytes(waiting.head, policy=policy.default))[0] is not None
    if not to_us and b"calendar" not in waiting.kind():
        return False
    if waiting.size > LARGEST:
        ours = to_us and take_in(waiting.head, gettext("It is too large. Look in the mailbox."))
    else:
        ours = _take_whole(waiting)
    if ours:
        waiting.mark_read()
    return ours


def _take_whole(waiting: Waiting) -> bool:
    """One with thousands of parts within each other cannot be read at all. Left to be tried
    again, a few of them would keep every other message from being read."""
    try:
        return take_in(waiting.whole())
    except RecursionError:
        return take_in(waiting.head, gettext("It could not be understood. Look in the mailbox."))


def _answered(message: EmailMessage) -> tuple[Person | None, str]:
    return answered(" ".join(head(message, name) for name in _TO_US))
