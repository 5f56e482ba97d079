"""What people who change the code run: every test, and every look at the code."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from hearth.house.home import root

_BIN = Path(sys.executable).parent
LOOKS = {
    "style (ruff check)": ("ruff", "check", "src", "tests", "conftest.py"),
    "form (ruff format)": ("ruff", "format", "--check", "src", "tests", "conftest.py"),
    "templates (djangofmt check)": ("djangofmt", "check", "src"),
    "form of templates (djangofmt)": ("djangofmt", "--check", "src"),
    "types (mypy)": ("mypy", "src/hearth"),
    "floors (import-linter)": ("lint-imports",),
}
"""Each look at the code by its plain name, with the command that takes it."""


def test(words: list[str]) -> int:
    """Run the tests in a folder of their own; `words` go to pytest. Returns its exit code."""
    with tempfile.TemporaryDirectory(prefix="hearth-test-") as home:
        outside = os.environ | {"HEARTH_HOME": home}
        return _run([sys.executable, "-m", "pytest", *words], outside)


def check() -> int:
    """Take every look at the code and say each one's verdict; 1 where any found something."""
    outside = os.environ | {"HEARTH_HOME": str(root() / "home")}
    verdicts = {
        name: _run([str(_BIN / look[0]), *look[1:]], outside) for name, look in LOOKS.items()
    }
    for name, code in verdicts.items():
        print(f"{'good  ' if code == 0 else 'broken'}  {name}")
    return int(any(verdicts.values()))


def _run(words: list[str], outside: dict[str, str]) -> int:
    source = str(root() / "src")
    return subprocess.call(words, cwd=root(), env=outside | {"PYTHONPATH": source})  # noqa: S603
