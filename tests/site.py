"""The world as a site: one server for all tests that read whole pages, and what it answers."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from hearth.house.home import root
from tests.addresses import Address, addresses

PATIENCE = 120  # seconds until the server must answer
FRESH = re.compile(r'(name="csrfmiddlewaretoken" value|nonce|data-live|data-listen)="[^"]*"')


@dataclass(frozen=True)
class Seen:
    """A page as somebody sees it."""

    address: Address
    role: str
    path: str
    html: str = field(repr=False)

    def __str__(self) -> str:
        return f"{self.path} ({self.address}, as {self.role})"


@dataclass(frozen=True)
class Site:
    """A running server, the paths of all addresses, and each role's cookies."""

    host: str
    paths: dict[str, str]
    variants: dict[str, list[str]]
    cookies: dict[str, dict[str, str]]
    names: dict[str, str]
    log: Path

    def answer(self, path: str, role: str) -> tuple[HTTPResponse, str]:
        """What this reader gets at a path, redirects not followed."""
        connection = HTTPConnection(self.host, timeout=30)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies[role].items())
        connection.request("GET", path, headers={"Cookie": cookie, "Accept": "text/html"})
        reply = connection.getresponse()
        words = reply.read().decode(errors="replace")
        connection.close()
        return reply, words

    def pages(self) -> list[Seen]:
        """Every page that anybody sees, once where it is the same for several."""
        found: dict[str, Seen] = {}
        there = [address for address in addresses() if str(address) in self.paths]
        every = [(one, self.paths[str(one)]) for one in there]
        every += [(one, path) for one in there for path in self.variants.get(str(one), ())]
        for address, path in every:
            for role in self.cookies:
                reply, words = self.answer(path, role)
                is_page = "text/html" in reply.headers.get("Content-Type", "")
                if is_page and words and not 300 <= reply.status < 400:
                    found.setdefault(self._same(words, role), Seen(address, role, path, words))
        return list(found.values())

    def _same(self, words: str, role: str) -> str:
        """A page without what differs each time, and without its reader's own name."""
        name = self.names[role]
        return FRESH.sub("", words.replace(name, "somebody") if name else words)


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """The whole world behind one server, in a folder and a database of its own."""
    with _served(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory) -> Iterator[Site]:
    """The same house on its first day: nobody has started a community yet."""
    with _served(tmp_path_factory.mktemp("empty"), "empty") as site:
        yield site


@contextmanager
def _served(home: Path, *words: str) -> Iterator[Site]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = home / "log"
    with log.open("w") as complaints:
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.served", str(port), *words],
            cwd=root(),
            env=_surroundings(home, port),
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
        )
    try:
        yield _when_open(server, port, log)
    finally:
        server.terminate()
        server.wait(timeout=20)


def _surroundings(home: Path, port: int) -> dict[str, str]:
    ours = ("HEARTH_", "DATABASE_URL", "REDIS_URL", "EMAIL_URL")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return kept | {
        "PYTHONPATH": f"{root() / 'src'}{os.pathsep}{root()}",
        "HEARTH_HOME": str(home),
        "HEARTH_ADDRESS": f"http://127.0.0.1:{port}",
    }


def _when_open(server: subprocess.Popen[str], port: int, log: Path) -> Site:
    assert server.stdout
    first = server.stdout.readline()
    assert first, f"The world could not be built:\n{log.read_text()}"
    site = Site(f"127.0.0.1:{port}", **json.loads(first), log=log)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return site
        time.sleep(0.05)
    raise AssertionError(f"The server did not open:\n{log.read_text()}")
