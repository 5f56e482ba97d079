"""What one process of a community tells is heard by the pages that listen at another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from urllib.parse import quote

import pytest
from django.db import connection

from conftest import REPOSITORY
from tests.letterbox import free_port
from tests.opening import hear, listen

TELLER = """
import os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "hearth.house.settings"
django.setup()
from django.db import transaction
from hearth.ground import live
live.begin(many=True)
print(live.live_address("room", "hearing"), flush=True)
for line in sys.stdin:
    with transaction.atomic():
        live.tell(*line.split())
    print("told", flush=True)
"""


def run(words: list[str], outside: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *words],
        env=os.environ | outside | {"PYTHONPATH": str(REPOSITORY / "src")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture(params=["shared file", "PostgreSQL", "Redis"])
def outside(request, tmp_path, transactional_db):
    """The settings of processes that share a community, for each way they hear each other."""
    settings = {"HEARTH_HOME": str(tmp_path / "home"), "DATABASE_URL": "", "REDIS_URL": ""}
    redis = shutil.which("redis-server") or shutil.which("valkey-server")
    if request.param == "PostgreSQL":
        if connection.vendor != "postgresql":
            pytest.skip("the tests run on SQLite")
        yield settings | {"DATABASE_URL": _as_url(connection.settings_dict)}
    elif request.param == "Redis":
        if not redis:
            pytest.skip("no Redis here")
        port = str(free_port())
        server = subprocess.Popen([redis, "--port", port, "--save", ""], cwd=tmp_path)
        yield settings | {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}
        server.terminate()
        server.wait(5)
    else:
        yield settings


def _as_url(found) -> str:
    words = {name: quote(str(found[name] or ""), safe="") for name in ("USER", "PASSWORD", "NAME")}
    host, port = str(found["HOST"] or ""), found["PORT"] or 5432
    where = "localhost" if host.startswith("/") else host
    socket_at = f"?host={quote(host, safe='')}" if host.startswith("/") else ""
    return (
        f"postgres://{words['USER']}:{words['PASSWORD']}@{where}:{port}/{words['NAME']}{socket_at}"
    )


@pytest.fixture
def processes(outside):
    """Two web processes and one that tells, all of one community, with the web ports."""
    ports = [free_port(), free_port()]
    houses = [run(["-m", "hearth", "web", "--port", str(port)], outside) for port in ports]
    try:
        for house in houses:
            while "Ctrl+C" not in (line := house.stdout.readline()):
                assert line, "it did not open"
        teller = run(["-c", TELLER], outside)
        houses.append(teller)
        yield ports, teller, houses
    finally:
        for process in houses:
            process.kill()
            process.communicate()


def test_what_one_process_tells_is_heard_in_the_others(processes):
    ports, teller, houses = processes
    address = teller.stdout.readline().strip()
    lines = [listen(port, "", address) for port in ports for _ in range(3)]
    for told in ("room first\n", "hearing second\n", "kitchen other\n", "room third\n"):
        teller.stdin.write(told)
    teller.stdin.flush()
    for line in lines:
        heard = hear(line, b"third\n\n")
        assert [word in heard for word in (b"first", b"second", b"third")] == [True] * 3
        assert b"other" not in heard
    started = time.monotonic()
    for house in houses[:2]:
        house.terminate()
    assert [house.wait(30) for house in houses[:2]] == [0, 0]
    assert time.monotonic() - started < 10, "not only once the streams end by themselves"
