"""The bench measures what it says: its figures come from a real community, counted exactly."""

from __future__ import annotations

import os
import subprocess
import sys

from conftest import REPOSITORY
from hearth.house.bench.browser import _Forms


def bench(*words):
    outside = os.environ | {"PYTHONPATH": str(REPOSITORY / "src")}
    outside.pop("DATABASE_URL", None)
    told = subprocess.run(
        [sys.executable, "-m", "hearth", "bench", *words],
        env=outside,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.returncode, told.stdout + told.stderr


def test_a_thousand_tries_for_seventy_places_give_seventy():
    code, told = bench("places")
    assert code == 0, told
    assert "70 given, 930 wait" in told


def test_a_measure_that_nobody_knows_is_refused_with_those_there_are():
    code, told = bench("happiness")
    assert code != 0
    assert "happiness" in told
    assert "places" in told


def test_the_benchs_browser_sends_what_a_form_would_send():
    form = _Forms("answers/")
    form.feed(
        '<form action="/other/"><input name="no" value="1"></form>'
        '<form action="/room/answers/"><input name="key" value="k">'
        '<input type="radio" name="wish" value="room"><input type="radio" name="wish"'
        ' value="members" checked></form><input name="after" value="2">'
    )
    assert form.words == {"key": "k", "wish": "members"}
