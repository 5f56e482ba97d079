"""The listener: a mail server on this machine hands us mail the moment it comes (LMTP or SMTP).

It takes mail for addresses that we signed and for no other, so it passes nothing on. It says that
it has a message only once all that comes of it is kept. While the database is away it asks the
mail server to come again, which keeps the message until then.
"""

from __future__ import annotations

import asyncio
import logging
import re
import stat
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller, UnixSocketController
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import InterfaceError, OperationalError, connections
from django.utils.translation import gettext

from hearth.ground.mailbox import answered
from hearth.house.mailbox import LARGEST, take_in

LONGEST_LINE = 1_000_000
KEPT, LATER = "250 2.0.0 Kept", "451 4.3.0 Come again later"
NOBODY = "550 5.1.1 Nobody here has this address"
_AWAY = (OSError, OperationalError, InterfaceError)
_log = logging.getLogger("hearth.listener")


class Listener:
    """Listens at a port or a socket of this machine, in a thread of its own."""

    def __init__(self, place: dict[str, Any]) -> None:
        self._path = Path(place["path"]) if "path" in place else None
        kind = _OnSocket if self._path else _OnPort
        at = {"unix_socket": place["path"]} if self._path else {k: place[k] for k in _AT}
        self._door: Any = kind(_Door(), speaks=place["speaks"], **at)

    def start(self) -> None:
        """Begin; where the place is taken, say so and leave everything else running."""
        if self._path and self._path.exists() and stat.S_ISSOCK(self._path.stat().st_mode):
            self._path.unlink()
        try:
            self._door.start()
        except (OSError, TimeoutError) as trouble:
            _log.warning("Nobody can hand in mail: %s. Check MAIL_LISTEN.", trouble)

    def stop(self) -> None:
        self._door.stop(no_assert=True)

    def join(self, timeout: float | None = None) -> None:
        """Stopping waits already."""


_AT = ("hostname", "port")


class _Speaks:
    """Makes a speaker for each mail server that comes in."""

    def __init__(self, handler: object, *, speaks: str, **at: Any) -> None:
        self._kind = LMTP if speaks == "lmtp" else SMTP
        super().__init__(handler, **at)  # type: ignore[call-arg]

    def factory(self) -> SMTP:
        self._kind.line_length_limit = LONGEST_LINE
        return self._kind(
            self.handler,  # type: ignore[attr-defined]
            data_size_limit=LARGEST,
            enable_SMTPUTF8=True,
            hostname="hearth",
            ident="Hearth",
            loop=self.loop,  # type: ignore[attr-defined]
        )


class _OnPort(_Speaks, Controller):
    pass


class _OnSocket(_Speaks, UnixSocketController):
    pass


class _Door:
    """What we say to a mail server."""

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        said = await asyncio.to_thread(_in_its_place, _may_come, address)
        if said == KEPT:
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """In LMTP an answer for each address, in their order; in SMTP one for all."""
        raw = _with_its_sender(envelope)
        said = [
            await asyncio.to_thread(_in_its_place, _take, raw, address)
            for address in envelope.rcpt_tos
        ]
        if isinstance(server, LMTP):
            return "\r\n".join(said)
        return LATER if LATER in said else said[0]


def _in_its_place(deed: Any, *given: object) -> str:
    """Do it with a connection of its own, which is closed again."""
    try:
        return str(deed(*given))
    except _AWAY as trouble:
        _log.warning("Mail has to come again: %s", " ".join(str(trouble).split()))
        return LATER
    except Exception:
        _log.exception("Mail could not be taken.")
        return LATER
    finally:
        connections.close_all()


def _may_come(address: str) -> str:
    return KEPT if answered(address)[0] is not None else NOBODY


def _take(raw: bytes, address: str) -> str:
    """Keep all that comes of it. What nothing can read is kept by its head, for a person."""
    try:
        return KEPT if take_in(raw, to=address) else NOBODY
    except _AWAY:
        raise
    except Exception:
        _log.exception("A message could not be read.")
    start = re.split(rb"\r?\n\r?\n", raw, maxsplit=1)[0]
    take_in(start, gettext("It could not be understood. Its writer has it."), to=address)
    return KEPT


def _with_its_sender(envelope: Envelope) -> bytes:
    """The message as a mail server lays it into a mailbox: what comes back has no sender."""
    content = envelope.content
    raw = content if isinstance(content, bytes) else (content or "").encode()
    sender = re.sub(r"[\r\n<>]", "", envelope.mail_from or "")
    return f"Return-Path: <{sender}>\r\n".encode() + raw
