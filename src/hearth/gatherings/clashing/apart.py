"""Reading a calendar in a process of its own, which ends after some seconds whatever it holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Mapping
from datetime import datetime

from hearth.gatherings.clashing.reading import Entry, Found, TooMuch, Unreadable, read

PATIENCE = 10  # seconds


def read_apart(raw: bytes, since: datetime, until: datetime, answers: Mapping[str, str]) -> Found:
    """As `read`, but nobody's file can keep us busy: after ten seconds it is `TooMuch`."""
    asked = [b64encode(raw).decode(), since.isoformat(), until.isoformat(), dict(answers)]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "hearth.gatherings.clashing.apart"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=True,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PATH": os.defpath},
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise TooMuch from None
    told = json.loads(done.stdout)
    if "no" in told:
        raise {"Unreadable": Unreadable, "TooMuch": TooMuch}[told["no"]]
    entries = [
        Entry(datetime.fromisoformat(first), datetime.fromisoformat(last), *rest)
        for first, last, *rest in told["entries"]
    ]
    return Found(entries, told["lost"], told["assumed"])


def _answer(asked: str) -> dict[str, object]:
    raw, since, until, answers = json.loads(asked)
    times = datetime.fromisoformat(since), datetime.fromisoformat(until)
    try:
        found = read(b64decode(raw), *times, answers)
    except (Unreadable, TooMuch) as why:
        return {"no": type(why).__name__}
    entries = [
        [one.starts_at.isoformat(), one.ends_at.isoformat(), one.all_day, one.title, one.asked]
        for one in found.entries
    ]
    return {"entries": entries, "lost": found.lost, "assumed": found.assumed}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_answer(sys.stdin.read())))
