"""`./hearth bench`: the numbers of the house, each beside a bare Django view of the same run.

Every figure is of this machine and of this moment. None of it is a test: what can be counted
is counted in the tests, and what is time is only read here.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from hearth.house.home import make_home

MEASURES = {
    "pages": "what a page costs, in CPU",
    "hour": "50 people answer at once, and 1,000 listen",
    "places": "how many places are kept in a minute, exactly",
    "letters": "how many letters are written in a second",
    "steward": "a steward's month in a browser, step by step",
    "rooms": "a year of break-outs: who meets whom again, and how long the dealing takes",
    "talk": "talk of 5,000 people: what its pages ask and cost, and how they grow",
    "alike": "which of 500 cards look alike, and where the rest may go",
}


def main() -> int:
    """Measure what is asked for, on a new and empty community of its own; returns 0 or 1."""
    asked = _grammar().parse_args(sys.argv[1:])
    if asked.here:
        return _measure(asked.what)
    names = asked.what or list(MEASURES)
    servers = [("SQLite", ""), *([("PostgreSQL", asked.postgres)] if asked.postgres else [])]
    worst = 0
    for title, server in servers:
        print(f"\n{title}", flush=True)
        worst = max(worst, _in_houses_of_their_own(names, server.rstrip("/")))
    return worst


def _grammar() -> argparse.ArgumentParser:
    about = "; ".join(f"{name}: {what}" for name, what in MEASURES.items())
    grammar = argparse.ArgumentParser("hearth bench", description="Measure.", epilog=about)
    grammar.add_argument("what", nargs="*", choices=[*MEASURES, []], metavar="WHAT")
    grammar.add_argument("--postgres", metavar="URL", help="a server to measure on as well")
    grammar.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    return grammar


@contextmanager
def _database_for_now(server: str) -> Iterator[str]:
    """A new database on this server, gone when the block ends; the community's own file where
    there is no server."""
    if not server:
        yield ""
        return
    import psycopg

    name = f"hearth_bench_{os.getpid()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as here:
        here.execute(f"CREATE DATABASE {name}".encode())
    try:
        yield f"{server}/{name}"
    finally:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as here:
            here.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _in_houses_of_their_own(names: Sequence[str], server: str) -> int:
    """Each measure in a process and a community of its own, so that none is warm from another."""
    worst = 0
    with TemporaryDirectory(prefix="hearth-bench-") as folder:
        for name in names:
            words = [sys.executable, "-m", "hearth", "bench", name, "--here"]
            with _database_for_now(server) as database:
                outside = {"HEARTH_HOME": str(Path(folder) / name), "DATABASE_URL": database}
                worst = max(worst, _run(words, os.environ | outside))
    return worst


def _run(words: Sequence[str], outside: dict[str, str]) -> int:
    return subprocess.run(words, env=outside, check=False).returncode  # noqa: S603 - our own words


def _measure(names: Sequence[str]) -> int:
    make_home(os.environ)
    os.environ["DJANGO_SETTINGS_MODULE"] = "hearth.house.settings"
    import django

    django.setup()
    from hearth.house.bench import community

    community.begin()
    for name in names:
        for line in import_module(f"hearth.house.bench.{name}").figures():
            print(f"  {line}", flush=True)
    return 0
