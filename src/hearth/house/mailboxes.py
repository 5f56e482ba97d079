"""Where mail waits for us: a mailbox at a mail server (IMAP), or a folder of this machine."""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from glob import escape
from pathlib import Path
from typing import Any

from django.utils.timezone import now

LOOKS_BACK = timedelta(days=14)
SECONDS_TO_ANSWER = 20
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that lies in the mailbox. `name` is its own for ever; `head` its headers; `kind`
    tells of what parts it is made, in small letters."""

    name: str
    size: int
    head: bytes
    kind: Callable[[], bytes]
    whole: Callable[[], bytes]
    mark_read: Callable[[], object]


class Box:
    """What every mailbox can do: say what lies in it, of the last 14 days."""

    def names(self) -> list[str]:
        raise NotImplementedError

    def open(self, name: str) -> Waiting:
        raise NotImplementedError


@contextmanager
def opened(place: dict[str, Any]) -> Iterator[Box]:
    """The mailbox at this place (an entry of `config_urls.mailbox`)."""
    if "path" in place:
        yield Maildir(Path(place["path"]))
        return
    with _server(place) as server:
        yield Imap(server, place["folder"])


@contextmanager
def _server(place: dict[str, Any]) -> Iterator[imaplib.IMAP4]:
    at, context = (place["host"], place["port"]), ssl.create_default_context()
    if place["tls"] == "at once":
        server: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            *at, ssl_context=context, timeout=SECONDS_TO_ANSWER
        )
    else:
        server = imaplib.IMAP4(*at, timeout=SECONDS_TO_ANSWER)
    try:
        if place["tls"] == "then":
            server.starttls(context)
        server.login(place["username"], place["password"])
        yield server
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            server.logout()


class Imap(Box):
    """A folder at a mail server. Looking changes nothing; what we read is marked as read."""

    def __init__(self, server: imaplib.IMAP4, folder: str) -> None:
        self._server = server
        kept, said = server.select(f'"{folder}"')
        if kept != "OK":
            raise OSError(f"There is no folder {folder} ({said[0]!r})")
        self._generation = server.response("UIDVALIDITY")[1][0]

    def names(self) -> list[str]:
        since = f"{now() - LOOKS_BACK:%d-%b-%Y}"
        found = self._ask("SEARCH", "SINCE", since)
        return [f"{self._generation!r} {uid.decode()}" for uid in b" ".join(found).split()]

    def open(self, name: str) -> Waiting:
        uid = name.rpartition(" ")[2]
        told = self._ask("FETCH", uid, "(RFC822.SIZE BODY.PEEK[HEADER])")
        size = re.search(rb"RFC822\.SIZE (\d+)", b" ".join(told))
        return Waiting(
            name,
            int(size[1]) if size else 0,
            _longest(told),
            lambda: b" ".join(self._ask("FETCH", uid, "(BODYSTRUCTURE)")).lower(),
            lambda: _longest(self._ask("FETCH", uid, "(BODY.PEEK[])")),
            lambda: self._ask("STORE", uid, "+FLAGS.SILENT", r"(\Seen)"),
        )

    def _ask(self, *words: str) -> list[bytes]:
        """What the server answers, in pieces: imaplib gives text and literals in turns."""
        kept, said = self._server.uid(*words)
        if kept != "OK":
            raise OSError(f"The mail server would not {words[0]}")
        pieces = [one if isinstance(one, tuple) else (one,) for one in said if one]
        return [piece for several in pieces for piece in several if isinstance(piece, bytes)]


def _longest(pieces: list[bytes]) -> bytes:
    """The literal among the pieces: the rest are a few words around it."""
    return max(pieces, key=len, default=b"")


class Maildir(Box):
    """A folder into which a mail server of this machine lays messages, one file each."""

    def __init__(self, path: Path) -> None:
        if not (path / "new").is_dir():
            raise OSError(f"{path} is no maildir: it has no folder `new`")
        self._path = path

    def names(self) -> list[str]:
        oldest = (now() - LOOKS_BACK).timestamp()
        files = [file for part in ("new", "cur") for file in (self._path / part).glob("*")]
        return sorted(_own(file) for file in files if file.stat().st_mtime >= oldest)

    def open(self, name: str) -> Waiting:
        file = next(f for f in self._path.glob(f"*/{escape(name)}*") if _own(f) == name)
        with file.open("rb") as start:
            head = _END_OF_HEAD.split(start.read(100_000), maxsplit=1)[0]
        whole = file.read_bytes
        return Waiting(name, file.stat().st_size, head, lambda: whole().lower(), whole, _seen(file))


def _own(file: Path) -> str:
    return file.name.partition(":")[0]


def _seen(file: Path) -> Callable[[], object]:
    return lambda: file.replace(file.parent.parent / "cur" / f"{_own(file)}:2,S")
