"""Speaking to a public https address, and to nothing inside our own walls.

A name is looked up once, and that very machine is spoken to under its name, so that no second
answer can lead inside. When the time is over we hang up, however slowly somebody answers.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Event, Thread
from time import monotonic
from urllib.parse import urlsplit

_TRANSLATED = IPv6Network("64:ff9b::/96")
_AGAIN = 0.1  # seconds
_trust = ssl.create_default_context()

type Resolve = Callable[[str, int], Sequence[str]]
type Connect = Callable[[str, str, int, float], HTTPConnection]


class NotReached(Exception):
    """Why not: `address` (not https), `name` (nobody knows it), `inside` or `answer`."""


class Pinned(HTTPSConnection):
    """Speaks to one machine that was looked up before, under the name of its address."""

    def __init__(self, host: str, machine: str, port: int, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout, context=_trust)
        self._machine = machine

    def connect(self) -> None:
        plain = socket.create_connection((self._machine, self.port), self.timeout)
        self.sock = line = _trust.wrap_socket(
            plain, server_hostname=self.host, do_handshake_on_connect=False
        )
        line.do_handshake()


def resolve(host: str, port: int) -> list[str]:
    """The numbers of all machines that go by this name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(place[4][0]) for place in found]


def checked(address: str) -> tuple[str, int, str]:
    """Host, port and path of an https address."""
    try:
        parts = urlsplit(address)
        port = parts.port or 443
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        raise NotReached("address") from None
    plain = address.isascii() and address.isprintable() and " " not in address
    if parts.scheme != "https" or not host or parts.username is not None or not plain:
        raise NotReached("address")
    return host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def machine_behind(host: str, port: int, resolve: Resolve = resolve) -> str:
    """The machine behind a name. All that it may mean must be public."""
    try:
        found = list(resolve(host, port))
    except (OSError, UnicodeError):
        raise NotReached("name") from None
    if not found or not all(map(is_public, found)):
        raise NotReached("inside")
    return found[0]


def is_public(machine: str) -> bool:
    """Whether this number is one of the open internet, also where one hides in another."""
    try:
        number = ip_address(machine)
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in (number, *_within(number)))


def _within(number: IPv4Address | IPv6Address) -> list[IPv4Address]:
    if isinstance(number, IPv4Address):
        return []
    hidden = [number.ipv4_mapped, number.sixtofour, *(number.teredo or ())]
    if number in _TRANSLATED:
        hidden.append(IPv4Address(int(number) & 0xFFFFFFFF))
    return [one for one in hidden if one is not None]


@contextmanager
def on_the_line(connection: HTTPConnection, seconds: float) -> Iterator[None]:
    """Connected for so many seconds. What breaks off, or is not done by then, is `answer`."""
    ends = monotonic() + seconds
    lines: list[socket.socket] = []
    is_done = Event()
    Thread(target=_hang_up, args=(connection, lines, is_done, seconds), daemon=True).start()
    try:
        connection.connect()
        lines.append(connection.sock)
        yield
        if monotonic() >= ends:
            raise NotReached("answer")
    except (OSError, HTTPException, ValueError):
        raise NotReached("answer") from None
    finally:
        is_done.set()
        connection.close()


def _hang_up(
    connection: HTTPConnection, lines: list[socket.socket], is_done: Event, seconds: float
) -> None:
    """When the time is over, end the line for both sides, and again until nobody is on it:
    closing it would not wake whoever reads, and it may only just have been opened."""
    while not is_done.wait(seconds):
        seconds = _AGAIN
        for line in filter(None, (*lines, connection.sock)):
            with suppress(OSError):
                socket.socket.shutdown(line, socket.SHUT_RDWR)
