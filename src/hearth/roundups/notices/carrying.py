"""Carrying a notice to a public https address, and to nowhere inside.

The name is looked up once, and that very machine is spoken to under its name, so that no second
answer can lead inside. Nobody is followed elsewhere: a notice is for the address that was given.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from urllib.parse import urlsplit

PATIENCE = 10  # seconds, for everything
READ_AT_MOST = 2000
_TRANSLATED = IPv6Network("64:ff9b::/96")
_trust = ssl.create_default_context()

type Resolve = Callable[[str, int], Sequence[str]]
type Connect = Callable[[str, str, int], HTTPConnection]


class NotCarried(Exception):
    """Why it did not arrive, in a few words for a steward."""


class _Pinned(HTTPSConnection):
    """Speaks to one machine that was looked up before, under the name of its address."""

    def __init__(self, host: str, machine: str, port: int) -> None:
        super().__init__(host, port, timeout=PATIENCE, context=_trust)
        self._machine = machine

    def connect(self) -> None:
        plain = socket.create_connection((self._machine, self.port), self.timeout)
        self.sock = _trust.wrap_socket(plain, server_hostname=self.host)


def _resolve(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(place[4][0]) for place in found]


def carry(
    address: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    resolve: Resolve = _resolve,
    connect: Connect = _Pinned,
) -> None:
    """Hand the body in. Any answer from 200 to 299 is a yes; anything else is not."""
    host, port, path = checked(address)
    try:
        machines = list(resolve(host, port))
    except (OSError, UnicodeError):
        raise NotCarried("nobody knows this name") from None
    if not machines or not all(map(is_public, machines)):
        raise NotCarried("it leads inside, to a private address")
    answered = _hand_in(connect(host, machines[0], port), path, body, headers)
    if not 200 <= answered <= 299:
        raise NotCarried(f"it answered {answered}")


def checked(address: str) -> tuple[str, int, str]:
    """Host, port and path of an https address, or `NotCarried`."""
    try:
        parts = urlsplit(address)
        port = parts.port or 443
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        raise NotCarried("it is no address") from None
    plain = address.isascii() and address.isprintable() and " " not in address
    if parts.scheme != "https" or not host or parts.username is not None or not plain:
        raise NotCarried("it is no https address")
    return host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


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


def _hand_in(connection: HTTPConnection, path: str, body: bytes, headers: Mapping[str, str]) -> int:
    """One question, over when its time is, however slowly somebody answers."""
    over = Timer(PATIENCE, connection.close)
    over.daemon = True
    over.start()
    try:
        connection.request("POST", path, body, dict(headers))
        answer = connection.getresponse()
        answer.read(READ_AT_MOST)
        return answer.status
    except (OSError, HTTPException, ValueError, AttributeError):
        raise NotCarried("it did not answer") from None
    finally:
        over.cancel()
        connection.close()
