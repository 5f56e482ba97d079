"""Hearth as somebody runs it on a machine of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.request import urlopen

from conftest import REPOSITORY
from tests.letterbox import free_port


@contextmanager
def hearth_up(home, mail_port):
    """`hearth up` in a folder of its own; gives its address, and a way to run other commands."""
    port = free_port()
    outside = os.environ | {
        "HEARTH_HOME": str(home),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}/?tls=no",
        "PYTHONPATH": str(REPOSITORY / "src"),
    }
    outside.pop("DATABASE_URL", None)
    words = [sys.executable, "-m", "hearth"]
    house = subprocess.Popen([*words, "up", "--port", str(port)], env=outside)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address, lambda *more: subprocess.run([*words, *more], env=outside, check=True)
    finally:
        house.terminate()
        assert house.wait(30) == 0, "it stops when asked"


def _wait_for(address):
    until = time.monotonic() + 180
    while time.monotonic() < until:
        try:
            return urlopen(address, timeout=1)
        except OSError:
            time.sleep(0.1)
    raise AssertionError("The house did not open in three minutes.")
