"""The mailbox: every message that came for us is read once, and what nobody can read is kept for
a person. What a message means, the areas know."""

from __future__ import annotations

import imaplib
import logging
from collections import Counter
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
from hearth.house.waiting_mail import tell_who_waits, what_it_answers
from hearth.post.cutting import cut
from hearth.post.senders import is_automatic, name_of, same_mailbox

LARGEST = 10_000_000
AT_ONCE = 50
TRIES = 3
_AWAY = (OSError, imaplib.IMAP4.error, OperationalError)
_TO_US = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_log = logging.getLogger("hearth.mailbox")


@transaction.atomic
def take_in(raw: bytes, trouble: str = "", *, to: str = "") -> bool:
    """Read a message once ever, whoever hands it in and however often; what comes of it is kept
    in the same transaction. Returns whether it was for us: others are left alone. Where there
    is `trouble`, only its head is there and a person has to look. `to` is the address that it was
    handed in for, where a mail server says so."""
    message = message_from_bytes(raw, policy=policy.default)
    sender, name = parseaddr(head(message, "From"))[1][:254], name_of(message)
    about = _answered(message)
    if to and (handed := answered(to)) != about:  # one mail to several addresses of ours
        about, name = handed, f"{name} {to.lower()}"
    mark = sha256(f"{name} {sender}".encode(errors="replace") if name else raw).hexdigest()
    row = _new_row(mark, sender)
    if row is None:
        return True
    mail = _opened(message, sender, *about)
    why = trouble or _why_left(mail)
    if why is None:
        row.delete()
    elif why:
        row.why, row.words = why[:200], f"{mail.subject}\n\n{mail.own or mail.whole}"
        row.save()
        tell_who_waits(mail, mark)
    else:
        row.settle()
    return why is not None


def _opened(message: EmailMessage, sender: str, person: Person | None, topic: str) -> Mail:
    """The message as areas read it: with what its writer wrote apart from what came along."""
    pieces = cut(message)
    return Mail(
        message,
        sender,
        person,
        topic,
        subject=pieces.subject,
        own=pieces.own,
        whole=pieces.whole,
        files=pieces.files,
        is_automatic=is_automatic(message, pieces.subject),
        is_theirs=same_mailbox(sender, person.email if person else None),
    )


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
    return "" if mail.is_automatic else what_it_answers(mail)


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
    _tries: Counter[str] = field(default_factory=Counter)

    def read(self) -> int:
        """Read what came; returns how many messages were for us. One that cannot be read keeps
        no other from it, and a mailbox with much in it is read over several turns."""
        with opened(self.place) as box:
            here = box.names()
            self._looked_at.intersection_update(here)
            fresh = [name for name in here if name not in self._looked_at]
            fresh.sort(key=self._tries.__getitem__)
            return sum(self._look_at(box, name) for name in fresh[:AT_ONCE])

    def _look_at(self, box: Box, name: str) -> bool:
        """What failed waits behind what has not been tried. After a few tries a person looks,
        unless it is the mailbox or the database that is away."""
        self._tries[name] += 1
        try:
            ours = _take(box.open(name))
        except _AWAY:
            raise
        except Exception:
            _log.exception("A message could not be read.")
            if self._tries[name] < TRIES:
                return False
            ours = _set_aside(box, name)
        self._looked_at.add(name)
        del self._tries[name]
        return ours


def _set_aside(box: Box, name: str) -> bool:
    """Keep it for a person: by its head where it came to us and that can be kept, else by the
    name that it has in the mailbox."""
    why = gettext("It could not be understood. Look in the mailbox.")
    try:
        start = box.open(name).head
        if _came_to_us(start):
            return take_in(start, why)
    except _AWAY:
        raise
    except Exception:
        _log.exception("Nor could its head.")
    called = name.encode(errors="backslashreplace")
    words = gettext("The mailbox calls it {name}.").format(name=called.decode())
    mark = sha256(called).hexdigest()
    Received.objects.get_or_create(mark=mark, defaults={"why": why, "words": words})
    return True


def _take(waiting: Waiting) -> bool:
    """Whole messages are fetched only where they may be for us, and are no larger than mail."""
    to_us = _came_to_us(waiting.head)
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


def _came_to_us(start: bytes) -> bool:
    return _answered(message_from_bytes(start, policy=policy.default))[0] is not None


def _answered(message: EmailMessage) -> tuple[Person | None, str]:
    return answered(" ".join(head(message, name) for name in _TO_US))
