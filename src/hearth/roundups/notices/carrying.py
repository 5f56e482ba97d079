"""Carrying a notice to a public https address, and to nowhere inside.

Nobody is followed elsewhere: a notice is for the address that was given.
"""

from __future__ import annotations

from collections.abc import Mapping

from hearth.post import outward

PATIENCE = 10  # seconds, for everything
READ_AT_MOST = 2000
WHY_NOT = {
    "address": "it is no https address",
    "name": "nobody knows this name",
    "inside": "it leads inside, to a private address",
    "answer": "it did not answer",
}


class NotCarried(Exception):
    """Why it did not arrive, in a few words for a steward."""


def carry(
    address: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    resolve: outward.Resolve = outward.resolve,
    connect: outward.Connect = outward.Pinned,
) -> None:
    """Hand the body in. Any answer from 200 to 299 is a yes; anything else is not."""
    try:
        host, port, path = outward.checked(address)
        machine = outward.machine_behind(host, port, resolve)
        line = connect(host, machine, port, PATIENCE)
        with outward.on_the_line(line, PATIENCE):
            line.request("POST", path, body, dict(headers))
            answer = line.getresponse()
            answer.read(READ_AT_MOST)
    except outward.NotReached as why:
        raise NotCarried(WHY_NOT[str(why)]) from None
    if not 200 <= answer.status <= 299:
        raise NotCarried(f"it answered {answer.status}")
