"""Pieces of messages for tests: what calendar programs put their answers together from."""

from __future__ import annotations

from email.message import EmailMessage
from textwrap import dedent


def letter(sender, to, subject):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = f"Amara <{sender}>", to, subject
    message["Message-ID"] = f"<{abs(hash((sender, to, subject)))}@mail.example.org>"
    return message


def lines(text):
    return dedent(text).strip().replace("\n", "\r\n") + "\r\n"


def add(add, text, maintype="text", subtype="calendar; method=REPLY", **more):
    if maintype == "text":
        add(lines(text), subtype=subtype, **more)
    else:
        add(lines(text).encode(), maintype, subtype, **more)


def raw(text):
    """A message as it stands, with what was put in the middle of it on lines of its own."""
    return "\r\n".join(line.removeprefix("        ") for line in text.strip().splitlines()).encode()
