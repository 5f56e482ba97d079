"""`hearth pictures`: what the house looks like, drawn from the demo on a phone and on a desk."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hearth.house.home import make_home, root

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from hearth.ground.accounts import Person

WIDTHS = {360: 1480, 1280: 1400}
"""Each width of a window with the most of a page that a picture shows: two screens or so."""

PATIENCE = 300.0  # seconds until the demo must answer
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class NoChromium(Exception):
    """There is no Chromium on this machine."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to draw: its path, and who looks at it (nobody: a passer-by)."""

    path: str
    seen_by: Person | None = None


def _home() -> Picture:
    return Picture("/")


def _example_of(name: str) -> tuple[str, dict[str, object]]:
    """The path of a page that its area itself gives as an example, and the words in it."""
    from django.urls import reverse

    from hearth.ground.areas import areas

    examples = {key: words for area in areas() for key, words in area.examples.items()}
    words = dict(examples[name]())
    return reverse(name, kwargs=words), words


def _of_gatherings(name: str) -> Callable[[], Picture]:
    """A page of the gathering that is the example, as its host sees it."""

    def picture() -> Picture:
        from django.apps import apps

        path, words = _example_of(f"gatherings:{name}")
        return Picture(path, apps.get_model("gatherings", "Gathering").objects.get(**words).host)

    return picture


def _for_a_steward(name: str) -> Callable[[], Picture]:
    """A page as a steward sees it, who has voted, sees every theme and talks with the others."""

    def picture() -> Picture:
        from hearth.ground.accounts import Person

        steward = Person.objects.stewards().order_by("pk").first()
        return Picture(_example_of(name)[0], steward)

    return picture


def _theme() -> Picture:
    """A theme that is open to everyone, with what came of it."""
    from django.apps import apps

    theme = apps.get_model("listening", "Theme").objects.get(slug="when-we-meet")
    return Picture(theme.get_absolute_url())


def _thread() -> Picture:
    """A question that was answered, in a space that everybody may read."""
    from django.apps import apps

    asked = apps.get_model("conversations", "Thread").objects.filter(title__startswith="Which")
    return Picture(asked.earliest("pk").get_absolute_url())


PICTURES: dict[str, Callable[[], Picture]] = {
    "home": _home,
    "gathering": _of_gatherings("gathering"),
    "room": _of_gatherings("room"),
    "host": _of_gatherings("host"),
    "notes": _of_gatherings("notes"),
    "board": _for_a_steward("listening:board"),
    "theme": _theme,
    "you-said": lambda: Picture("/you-said/"),
    "space": _for_a_steward("conversations:space"),
    "thread": _thread,
    "round-up": lambda: Picture(_example_of("roundups:roundup")[0]),
    "map": _for_a_steward("listening:agreement"),
}
"""Each picture's name, with the page it shows."""


def main() -> int:
    """Draw every picture in both widths into `docs/pictures/`."""
    folder = root() / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="hearth-pictures-") as home,
        _a_demo(Path(home)) as address,
        chromium() as browser,
    ):
        for name, find in PICTURES.items():
            for file in _draw(browser, address, name, find(), folder):
                print(file.relative_to(root()))
    return 0


def chromium_path() -> str:
    """Where this machine keeps Chromium, or the browser that Playwright brought."""
    from playwright.sync_api import sync_playwright

    if found := next(filter(None, map(shutil.which, _BROWSERS)), None):
        return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    raise NoChromium("There is no Chromium here. On Debian: apt-get install chromium")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser that is closed when the block ends; NoChromium where there is none."""
    from playwright.sync_api import sync_playwright

    path = chromium_path()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "yes"  # its driver keeps an event loop here
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def _a_demo(home: Path) -> Iterator[str]:
    """A demo of its own in this folder, open at the address it gives, and its database here."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL"):
        os.environ.pop(name, None)
    os.environ |= {
        "HEARTH_HOME": str(home),
        "HEARTH_DEMO": "yes",
        "HEARTH_ADDRESS": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "hearth.house.settings",
    }
    make_home(os.environ)
    import django

    django.setup()
    words = [sys.executable, "-m", "hearth", "up", "--demo", "--port", str(port)]
    surroundings = os.environ | {"PYTHONPATH": str(root() / "src")}
    with subprocess.Popen(words, env=surroundings, stdout=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("The demo did not open within five minutes.")


def _draw(
    browser: Browser, address: str, name: str, picture: Picture, folder: Path
) -> Iterator[Path]:
    for width, height in WIDTHS.items():
        context = browser.new_context(viewport={"width": width, "height": height})
        if picture.seen_by:
            session, key = _signed_in(picture.seen_by)
            context.add_cookies([{"name": session, "value": key, "url": address}])
        page = context.new_page()
        page.goto(f"{address}{picture.path}", timeout=PATIENCE * 1000)
        whole = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": min(whole, height)})
        file = folder / f"{name}-{width}.png"
        page.screenshot(path=file)
        context.close()
        yield file


def _signed_in(person: Person) -> Sequence[str]:
    """A session cookie of this person's: its name and value."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return settings.SESSION_COOKIE_NAME, str(session.session_key)


if __name__ == "__main__":
    sys.exit(main())
