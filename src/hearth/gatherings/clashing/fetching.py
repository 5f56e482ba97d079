"""Fetching a calendar from a public address, and from nowhere inside."""

from __future__ import annotations

from http.client import HTTPConnection, HTTPResponse
from time import monotonic
from urllib.parse import urljoin

from hearth.post import outward

PATIENCE = 10  # seconds, for everything
MOST = 5 * 1024 * 1024  # bytes
DETOURS = 3
_MOVED = (301, 302, 303, 307, 308)


class NotFetched(Exception):
    """Why not: `address`, `inside`, `detours`, `size` or `answer`."""


def fetch(
    address: str,
    *,
    resolve: outward.Resolve = outward.resolve,
    connect: outward.Connect = outward.Pinned,
) -> bytes:
    """What lies at an https address. Each redirect is checked like the first address."""
    ends = monotonic() + PATIENCE
    try:
        for _step in range(DETOURS + 1):
            host, port, path = outward.checked(address)
            machine = outward.machine_behind(host, port, resolve)
            left = ends - monotonic()
            if left <= 0:
                raise NotFetched("answer")
            moved, body = _ask(connect(host, machine, port, left), path, left)
            if moved is None:
                return body
            address = _joined(address, moved)
    except outward.NotReached as why:
        raise NotFetched("answer" if str(why) == "name" else str(why)) from None
    raise NotFetched("detours")


def _joined(address: str, moved: str) -> str:
    try:
        return urljoin(address, moved)
    except ValueError:
        raise NotFetched("address") from None


def _ask(line: HTTPConnection, path: str, left: float) -> tuple[str | None, bytes]:
    """One question: where it moved to, or what it says."""
    with outward.on_the_line(line, left):
        line.request("GET", path, headers={"Accept": "text/calendar, */*;q=0.1"})
        answer = line.getresponse()
        if answer.status in _MOVED and answer.headers.get("Location"):
            return answer.headers["Location"], b""
        return None, _body(answer)


def _body(answer: HTTPResponse) -> bytes:
    if answer.status != 200:
        raise NotFetched("answer")
    body = answer.read(MOST + 1)
    if len(body) > MOST:
        raise NotFetched("size")
    if answer.length:
        raise NotFetched("answer")  # it broke off
    return body
