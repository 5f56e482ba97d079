"""Answering a letter of ours as a mail program does: to the address that it names."""

from __future__ import annotations

from email.message import EmailMessage
from itertools import count

from hearth.house.mailbox import take_in
from hearth.post.envelope import as_message

BELOW = "\n\nOn Tue, 3 Nov 2026, Hearth wrote:\n> Hello\n> What we wrote\n"
_numbers = count(1)


def reply_to(letter, words, *, sender="", **heads):
    """Whether it was for us. `heads` are more headers, by names with `_`."""
    message = EmailMessage()
    message["From"] = sender or letter.to.email
    message["Subject"] = f"Re: {letter.subject}"
    message["To"] = as_message(letter).message()["Reply-To"]
    message["Message-ID"] = f"<reply-{next(_numbers)}@mail.example>"
    for name, said in heads.items():
        message[name.replace("_", "-")] = said
    message.set_content(words + BELOW)
    return take_in(message.as_bytes())
