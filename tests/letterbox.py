"""A real mail server for tests: letters come in by SMTP and can be read by whom they are for."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from re import MULTILINE, escape, findall, search

from aiosmtpd.controller import Controller


class Letterbox:
    """What came in so far, in order."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.port = 0

    async def handle_DATA(self, server, session, envelope) -> str:
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Thank you"

    def to(self, address: str, subject: str, *, seconds: float = 15) -> EmailMessage:
        """The newest letter to this address with these words in its subject; waits for it."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for letter in reversed(self.letters):
                if address in letter["To"] and subject in letter["Subject"]:
                    return letter
            time.sleep(0.05)
        raise AssertionError(f"No letter “{subject}” to {address} came in {seconds} seconds.")


def free_port() -> int:
    """A port of this machine that nobody listened at a moment ago."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextmanager
def letterbox() -> Iterator[Letterbox]:
    """An SMTP server on a free port of this machine."""
    box = Letterbox()
    box.port = free_port()
    door = Controller(box, hostname="127.0.0.1", port=box.port)
    door.start()
    try:
        yield box
    finally:
        door.stop()


def plain(letter: EmailMessage) -> str:
    """The plain half of a letter."""
    return letter.get_body(("plain",)).get_content()


def links(letter: EmailMessage) -> list[str]:
    """Every address in the plain half, in order."""
    return findall(r"https?://\S+", plain(letter))


def button(letter: EmailMessage, label: str) -> str:
    """The address under the button of these words, as the plain half gives it."""
    found = search(rf"^{escape(label)}:\s+(\S+)", plain(letter), MULTILINE)
    assert found, f"There is no button “{label}” in this letter:\n{plain(letter)}"
    return found[1]
