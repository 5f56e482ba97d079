"""A real browser, and the two tools that read pages as browsers and checkers do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from hearth.house.home import root
from hearth.house.pictures import NoChromium, chromium_path

AXE = root() / "node_modules" / "axe-core" / "axe.min.js"
NU = root() / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def needed(what: str, is_there: object) -> None:
    """Without this tool the test cannot speak: it fails where everything is checked, and is
    left out with a loud sentence elsewhere."""
    if is_there:
        return
    sentence = f"{what} IS MISSING, SO NO PAGE WAS READ WITH IT. .ci/run installs it."
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests. Django's guard against databases in event loops is off from
    here on: the browser's driver keeps a loop in this thread, and none of ours runs in it."""
    try:
        path = chromium_path()
    except NoChromium:
        needed("CHROMIUM", False)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core, as the words of a script."""
    needed("AXE-CORE", AXE.is_file())
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def nu() -> list[str]:
    """The words that start the Nu HTML checker."""
    java = shutil.which("java")
    needed("THE NU HTML CHECKER (java, vnu-jar)", java and NU.is_file())
    return [str(java), "-Xss1m", "-jar", str(NU)]


def save(folder: Path, pages: dict[str, str]) -> dict[str, str]:
    """Write pages to files; returns each file's name with the name of its page."""
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        file = folder / f"{number:04}.html"
        file.write_text(html, encoding="utf-8")
        names[file.name] = name
    return names
