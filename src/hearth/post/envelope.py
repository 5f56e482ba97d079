"""What is put around a letter for its way: whom it is from, where to answer, how to stop it."""

from __future__ import annotations

import re
from email.message import MIMEPart

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from hearth.ground.books.post import ANSWERS, Kind, Letter
from hearth.ground.links import absolute, link
from hearth.ground.mailbox import reply_address


def as_message(letter: Letter) -> EmailMultiAlternatives:
    """The letter as mail programs read it: plain, as a page, and with what a calendar takes."""
    said = (letter.subject, letter.text, _comes_back_to(letter), [letter.to.email or ""])
    message = EmailMultiAlternatives(*said, headers=_headers(letter))
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        _add_calendar(message, letter.calendar)
    return message


def _comes_back_to(letter: Letter) -> str:
    """Who the mail server takes as its sender: what comes back says which letter it was."""
    own = reply_address(letter.to, f"bounce-{letter.pk}")
    return own if "*" in settings.MAIL_REPLIES else settings.FROM_ADDRESS


def _add_calendar(message: EmailMultiAlternatives, calendar: str) -> None:
    """As an alternative with its method, which is where mail programs look for what can be
    answered (RFC 6047; Outlook looks nowhere else: MS-STANOICAL V0341 to V0343), and as a
    file for those that only save attachments. So do Google and CalConnect's guide."""
    found = re.search(r"^METHOD:(\w+)", calendar, re.MULTILINE)
    message.attach_alternative(
        calendar, f"text/calendar; method={found[1] if found else 'PUBLISH'}"
    )
    file = MIMEPart()
    file.set_content(calendar.encode(), "application", "ics", filename="invite.ics")
    message.attach(file)


def _headers(letter: Letter) -> dict[str, str]:
    headers = {
        "From": settings.FROM_ADDRESS,
        "Auto-Submitted": "auto-generated",
        "Message-ID": f"<letter-{letter.pk}.{letter.written_at:%Y%m%d%H%M%S}@{host()}>",
        "List-Id": f"<{letter.kind}.{host()}>",
    }
    if answers_to := reply_address(letter.to, letter.topic or f"letter-{letter.pk}"):
        headers["Reply-To"] = answers_to
    if letter.topic and letter.kind == Kind.TALK:
        headers["In-Reply-To"] = headers["References"] = thread_id(letter.topic)
    if letter.kind not in ANSWERS:
        stop = absolute(link(letter.to, f"/letters/fewer/{letter.kind}/"))
        headers["List-Unsubscribe"] = f"<{stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def thread_id(topic: str) -> str:
    """The same for all letters about one thing, so that mail programs show them as one."""
    return f"<{topic}@{host()}>"


def host() -> str:
    return settings.SITE_ADDRESS.split("//")[-1].split(":")[0].rstrip("/")
