"""The `hearth` script sets itself up on machines of many kinds, or says what is missing."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import REPOSITORY

TOOLS = ("sh", "dirname", "cksum", "tr", "sort", "ls", "cat", "rm", "mv", "sleep", "readlink")


@pytest.fixture
def machine(tmp_path):
    """A bare machine: the script in a path with a space, no packages to install, and a PATH
    that knows a few tools and no Python."""
    place = tmp_path / "my hearth"
    (place / "src" / "hearth").mkdir(parents=True)
    (place / "src" / "hearth" / "__init__.py").write_text("")
    (place / "src" / "hearth" / "__main__.py").write_text(
        "import sys; print('hearth', sys.version_info[:2], sys.argv[1:])"
    )
    shutil.copy(REPOSITORY / "hearth", place / "hearth")
    for name in ("requirements.lock", "requirements-dev.lock"):
        (place / name).write_text(f"# {name}\n")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(shutil.which(name))
    return Machine(place, tools)


class Machine:
    def __init__(self, place: Path, tools: Path) -> None:
        self.place, self.tools = place, tools
        self.stamp = place / ".venv" / "hearth.stamp"

    def has(self, name: str, script: str) -> None:
        (self.tools / name).write_text(f"#!/bin/sh\n{script}\n")
        (self.tools / name).chmod(0o755)

    def has_python(self, name: str = "python3") -> None:
        self.has(name, f'exec "{sys.executable}" "$@"')

    def begin(self, *words: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [str(self.place / "hearth"), *words],
            env={"PATH": str(self.tools), "HOME": str(self.tools)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def hearth(self, *words: str) -> tuple[int, str, str]:
        running = self.begin(*words)
        said, complained = running.communicate(timeout=120)
        return running.returncode, said, complained


def test_a_machine_without_python_hears_what_to_do(machine):
    code, said, complained = machine.hearth("up")
    assert (code, said) == (1, "")
    assert "needs Python 3.12 or newer, and found none" in complained
    assert "sudo apt install python3 python3-venv" in complained


def test_pythons_that_do_not_start_or_are_too_old_are_passed_by(machine):
    machine.has("python3.14", "echo not installed >&2; exit 127")
    machine.has("python3", "exit 1")
    assert machine.hearth("up")[0] == 1
    machine.has_python("python3.12")
    code, said, _ = machine.hearth("letters", "two words")
    assert code == 0
    assert said.endswith("['letters', 'two words']\n")


def test_a_python_kept_by_a_version_switcher_is_found(machine):
    kept = machine.tools / ".pyenv" / "versions"
    for version in ("3.9.2", "3.12.1", "3.13.0"):
        (kept / version / "bin").mkdir(parents=True)
    (kept / "3.13.0" / "bin" / "python3").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (kept / "3.13.0" / "bin" / "python3").chmod(0o755)
    assert machine.hearth("up")[0] == 0


def test_debian_without_its_venv_part_hears_what_to_install(machine):
    real = f'exec "{sys.executable}" "$@"'
    # The script asks the Python it found by its real path, so this one lies about that.
    lies = f'case "$2" in *realpath*) echo "{machine.tools}/python3" ;; *ensurepip*) exit 1 ;;'
    machine.has("python3", f"{lies} *) {real} ;; esac")
    code, _, complained = machine.hearth("up")
    assert code == 1
    assert "sudo apt install python3-venv" in complained


def test_setting_up_happens_once_for_each_lock_file(machine):
    machine.has_python()
    assert "happens once" in machine.hearth("up")[2]
    assert machine.hearth("up") == (0, f"hearth {sys.version_info[:2]} ['up']\n", "")
    assert "happens once" in machine.hearth("test")[2]
    assert machine.hearth("test")[2] == machine.hearth("up")[2] == ""
    (machine.place / "requirements.lock").write_text("# another\n")
    assert "happens once" in machine.hearth("up")[2]
    assert machine.hearth("up")[2] == ""


def test_an_interrupted_set_up_is_done_again(machine):
    machine.has_python()
    running = machine.begin("up")
    while not (machine.place / ".venv" / "pyvenv.cfg").exists():
        time.sleep(0.01)
    running.kill()
    running.communicate()
    assert not machine.stamp.exists()
    code, said, complained = machine.hearth("up")
    assert code == 0, complained
    assert said.startswith("hearth")
    (machine.stamp.with_name("hearth.halfway")).write_text("")
    assert "happens once" in machine.hearth("up")[2]


def test_two_at_once_set_up_one_after_the_other(machine):
    machine.has_python()
    both = [machine.begin("up"), machine.begin("letters")]
    said = [one.communicate(timeout=120) for one in both]
    assert [one.returncode for one in both] == [0, 0]
    assert sum("happens once" in complained for _, complained in said) == 1


def test_an_environment_made_by_hand_is_kept(machine):
    machine.has_python()
    subprocess.run([sys.executable, "-m", "venv", machine.place / ".venv"], check=True)
    (machine.place / ".venv" / "mine").write_text("")
    assert machine.hearth("up")[0] == 0
    assert (machine.place / ".venv" / "mine").exists()


def test_the_script_may_be_called_from_anywhere_and_through_a_link(machine, tmp_path):
    machine.has_python()
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "hearth").symlink_to(machine.place / "hearth")
    outside = {"PATH": str(machine.tools), "HOME": str(tmp_path)}
    found = subprocess.run(
        [tmp_path / "bin" / "hearth", "up"],
        cwd="/",
        env=outside,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.endswith("['up']\n")
