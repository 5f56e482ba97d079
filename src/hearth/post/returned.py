"""Letters that come back: which one, whose it was, and whether the address is wrong for good.

Each letter leaves with a sender of its own that we signed, so that what comes back to it tells
by itself which letter it was, whatever the mail server writes. A warning that a letter is late,
a full mailbox and a refusal of our own server say nothing about the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage, Message

from hearth.ground.mailbox import Mail
from hearth.post.bounces import bounced

_HARD = re.compile(r"^\s*5\.(?!7\.)\d{1,3}\.\d{1,3}")
_LATE = re.compile(
    r"delay|warning|will (?:keep|continue|retry|be retried|try again)|need to resend|temporar"
    r"|still trying|incomplete",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"\b5\.1\.\d+\b|\b55[0134][ -](?!5\.7)|user unknown|unknown user|no such (?:user|recipient)"
    r"|does ?n[o']t exist|not found|address rejected|mailbox unavailable|recipient rejected"
    r"|permanent (?:error|failure)|invalid recipient|account (?:is )?(?:disabled|closed)",
    re.IGNORECASE,
)


def read_return(mail: Mail) -> bool:
    """Note that a letter came back for good. Returns whether it was sent to a letter's own
    sender by a program: absence notes go there too, and say nothing."""
    kind, _dash, pk = mail.topic.rpartition("-")
    if mail.person is None or kind != "bounce" or not mail.is_automatic:
        return False
    if said := why_for_good(mail.message, f"{mail.subject}\n{mail.whole}"):
        bounced(mail.person, letter=f"letter-{pk}", said=said)
    return True


def why_for_good(message: EmailMessage, words: str) -> str:
    """What the mail server said where it gave up on the address; empty for anything else."""
    reports = list(_reports(message))
    for report in reports:
        if _field(report, "Action").lower() == "failed" and _HARD.match(_field(report, "Status")):
            return _field(report, "Diagnostic-Code") or _field(report, "Status")
    if reports or _LATE.search(words[:1000]):
        return ""
    found = _GONE.search(words[:4000])
    if not found or not _comes_from_a_server(message):
        return ""
    start = words.rfind("\n", 0, found.start()) + 1
    return words[start : start + 200]


def _reports(message: EmailMessage) -> Iterator[Message]:
    """What a mail server says of each address (RFC 3464)."""
    for part in message.walk():
        inside = part.get_payload()
        if part.get_content_type() == "message/delivery-status" and isinstance(inside, list):
            for one in inside:
                if isinstance(one, Message) and ("Action" in one or "Status" in one):
                    yield one


def _field(report: Message, name: str) -> str:
    try:
        said = str(report.get(name, ""))
    except Exception:  # the standard library raises many kinds here
        return ""
    return " ".join(said.split())[:200]


def _comes_from_a_server(message: EmailMessage) -> bool:
    named = str(message.get("From", "")).lower()
    return "X-Failed-Recipients" in message or any(
        name in named for name in ("mailer-daemon", "postmaster", "mail delivery")
    )
