"""Processes that serve what is measured, at ports of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from time import monotonic, sleep

from hearth.house.bench.browser import free_port

OURS = "from hearth.house import serving; serving.web('127.0.0.1', {port})"
BARE = "from hearth.house.bench import bare; bare.serve({port})"
_OPEN_DJANGO = "from django import setup; setup(); "


@contextmanager
def served(what: str, processes: int) -> Iterator[list[int]]:
    """So many processes that serve at ports of their own, until the block ends."""
    ports = [free_port() for _process in range(processes)]
    with ExitStack() as running:
        for port in ports:
            words = [sys.executable, "-c", _OPEN_DJANGO + what.format(port=port)]
            served = subprocess.Popen(words, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words
            running.callback(served.wait, 10)
            running.callback(served.terminate)
        for port in ports:
            _wait_for(port)
        yield ports


def _wait_for(port: int) -> None:
    until = monotonic() + 30
    while monotonic() < until:
        try:
            door = HTTPConnection("127.0.0.1", port, timeout=5)
            door.request("GET", "/robots.txt", headers={"Host": "localhost"})
            door.getresponse().read()
        except OSError:
            sleep(0.1)
        else:
            return
    raise RuntimeError("What is to be measured did not open in 30 seconds.")
