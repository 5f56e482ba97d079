"""The commands of `hearth` do what they are called, and say in a sentence what goes wrong."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import REPOSITORY
from tests.letterbox import free_port


@pytest.fixture
def hearth(tmp_path):
    """Runs a command in a folder of its own, to its end."""

    def run(*words: str, **outside: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            _command(*words),
            env=_outside(tmp_path, outside),
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    return run


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "hearth", *words]


def _outside(home: Path, more: dict[str, str]) -> dict[str, str]:
    ours = {"HEARTH_HOME": str(home / "home"), "PYTHONPATH": str(REPOSITORY / "src")}
    quiet = dict.fromkeys(("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "HEARTH_DEMO"), "")
    return os.environ | quiet | ours | more


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_one_command_opens_the_house_and_one_sign_closes_it(tmp_path, sign):
    port = free_port()
    running = subprocess.Popen(
        _command("up", "--port", str(port)),
        env=_outside(tmp_path, {}),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        said = [running.stdout.readline() for _ in range(3)]
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        line.request("GET", "/")
        assert line.getresponse().status < 400
        started = time.monotonic()
        running.send_signal(sign)
        assert running.wait(10) == 0
    finally:
        running.kill()
    assert said[0] == f"Hearth is open at http://127.0.0.1:{port}\n"
    assert said[1] == f"Everything it knows is in {tmp_path / 'home'}\n"
    assert said[2] == "Press Ctrl+C to stop.\n"
    assert time.monotonic() - started < 3


def test_everything_it_knows_is_in_one_folder_that_nobody_else_can_read(hearth, tmp_path):
    assert hearth("letters").stdout == "No letter waits.\n"
    assert (tmp_path / "home" / "hearth.sqlite3").exists()
    readable = [one for one in (tmp_path / "home").iterdir() if one.stat().st_mode & 0o077]
    assert readable == []


def test_a_taken_port_is_told_plainly(hearth):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        found = hearth("up", "--port", str(port))
    assert found.returncode == 1
    assert found.stderr == (
        f"Port {port} is taken by another program. Stop it, or add --port {port + 1}.\n"
    )


@pytest.mark.parametrize(
    ("words", "outside", "sentence"),
    [
        (("up", "--port", "many"), {}, 'HEARTH_PORT says "many", which cannot be used.'),
        (("work",), {"DATABASE_URL": "oracle://x"}, 'DATABASE_URL says "oracle://x"'),
        (("import", "people", "/nowhere.csv"), {}, "There is no file /nowhere.csv."),
        (
            ("letters",),
            {"DATABASE_URL": "postgres://me@127.0.0.1:1/x"},
            "The database cannot be used:",
        ),
    ],
)
def test_what_goes_wrong_is_a_sentence_and_never_a_traceback(hearth, words, outside, sentence):
    found = hearth(*words, **outside)
    assert found.returncode in {1, 2}
    assert found.stderr.startswith(sentence)
    assert "Traceback" not in found.stderr


def test_every_command_is_named_in_the_help(hearth):
    said = hearth().stdout
    named = ("up", "web", "work", "demo", "import", "letters", "doctor")
    for name in (*named, "test", "check", "proves", "pictures", "bench"):
        assert f"\n    {name} " in said


def test_the_doctor_says_what_is_wrong_and_what_to_do(hearth, tmp_path):
    fresh = hearth("doctor")
    assert fresh.returncode == 0
    assert "look    letters: They wait, as no mail server is set. Set EMAIL_URL" in fresh.stdout
    hearth("letters")
    (tmp_path / "home" / "secret.key").chmod(0o644)
    ill = hearth("doctor", EMAIL_URL="smtp://127.0.0.1:1/", HEARTH_HOSTS="elsewhere.example")
    assert ill.returncode == 1
    assert "broken  secret key: Others can read it. Run: chmod 600" in ill.stdout
    assert "broken  letters: 127.0.0.1, port 1 does not answer as it should" in ill.stdout
    assert "broken  address: http://127.0.0.1:8000 is not among the names" in ill.stdout
    assert "look    stewards: There are 0." in ill.stdout


def test_the_doctor_explains_nonsense_too(hearth):
    found = hearth("doctor", HEARTH_PORT="many")
    assert found.returncode == 1
    assert 'broken  settings: HEARTH_PORT says "many"' in found.stdout


def test_there_is_a_key_for_members_and_a_sentence_for_everybody_else(hearth, tmp_path):
    assert "No member has the address x@example.org" in hearth("key", "x@example.org").stderr
    assert hearth("demo").returncode == 0
    demo = {"HEARTH_DEMO": "yes"}
    steward = "import django; django.setup(); from hearth.ground.accounts import Person; "
    steward += "print(Person.objects.stewards().first().email)"
    found = subprocess.run(
        [sys.executable, "-c", steward],
        env=_outside(tmp_path, demo | {"DJANGO_SETTINGS_MODULE": "hearth.house.settings"}),
        capture_output=True,
        text=True,
        check=True,
    )
    key = hearth("key", found.stdout.strip(), **demo)
    assert "/sign-in/" in key.stdout
