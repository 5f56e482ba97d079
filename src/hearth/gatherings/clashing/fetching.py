"""Fetching a calendar from a public address, and from nowhere inside."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Sequence
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from time import monotonic
from urllib.parse import urljoin, urlsplit

PATIENCE = 10  # seconds, for everything
MOST = 5 * 1024 * 1024  # bytes
DETOURS = 3
_MOVED = (301, 302, 303, 307, 308)
_TRANSLATED = IPv6Network("64:ff9b::/96")

_trust = ssl.create_default_context()

type Resolve = Callable[[str, int], Sequence[str]]
type Connect = Callable[[str, str, int, float], HTTPConnection]


class NotFetched(Exception):
    """Why not: `address`, `inside`, `detours`, `size` or `answer`."""


class _Pinned(HTTPSConnection):
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


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(place[4][0]) for place in found]


def fetch(address: str, *, resolve: Resolve = _resolve, connect: Connect = _Pinned) -> bytes:
    """What lies at an https address. Each name is looked up once, and that very machine is
    asked, so that no second answer can lead inside; each redirect is checked like the first."""
    ends = monotonic() + PATIENCE
    for _step in range(DETOURS + 1):
        host, port, path = _checked(address)
        machine = _public(host, port, resolve)
        left = ends - monotonic()
        if left <= 0:
            raise NotFetched("answer")
        moved, body = _ask(connect(host, machine, port, left), path, left)
        if moved is None:
            return body
        address = urljoin(address, moved)
    raise NotFetched("detours")


def _checked(address: str) -> tuple[str, int, str]:
    try:
        parts = urlsplit(address)
        port = parts.port or 443
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        raise NotFetched("address") from None
    plain = address.isascii() and address.isprintable() and " " not in address
    if parts.scheme != "https" or not host or parts.username is not None or not plain:
        raise NotFetched("address")
    return host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _public(host: str, port: int, resolve: Resolve) -> str:
    """The machine behind a name. All that it may mean must be public."""
    try:
        found = list(resolve(host, port))
    except (OSError, UnicodeError):
        raise NotFetched("answer") from None
    if not found or not all(map(is_public, found)):
        raise NotFetched("inside")
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


def _ask(connection: HTTPConnection, path: str, left: float) -> tuple[str | None, bytes]:
    """One question: where it moved to, or what it says. It is over when its time is."""
    ends = monotonic() + left
    lines: list[socket.socket] = []
    over = Timer(left, _hang_up, [connection, lines])
    over.daemon = True
    over.start()
    try:
        connection.connect()
        lines.append(connection.sock)
        connection.request("GET", path, headers={"Accept": "text/calendar, */*;q=0.1"})
        answer = connection.getresponse()
        if answer.status in _MOVED and answer.headers.get("Location"):
            return answer.headers["Location"], b""
        body = _body(answer)
        if monotonic() >= ends:
            raise NotFetched("answer")  # we hung up
        return None, body
    except (OSError, HTTPException, ValueError):
        raise NotFetched("answer") from None
    finally:
        over.cancel()
        connection.close()


def _hang_up(connection: HTTPConnection, lines: list[socket.socket]) -> None:
    for line in [*lines, *([connection.sock] if connection.sock else [])]:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)


def _body(answer: HTTPResponse) -> bytes:
    if answer.status != 200:
        raise NotFetched("answer")
    body = answer.read(MOST + 1)
    if len(body) > MOST:
        raise NotFetched("size")
    if answer.length:
        raise NotFetched("answer")  # it broke off
    return body
