"""What a page asks its reader's browser to fetch and to run, read from its HTML."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.contrib.staticfiles import finders
from django.test import Client

FETCHED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}
DATA_BLOCKS = {"application/ld+json", "application/json"}


@dataclass(frozen=True, slots=True)
class Asset:
    """Something that a page fetches, and whether it is a script."""

    address: str
    script: bool = False

    @property
    def elsewhere(self) -> bool:
        return bool(urlsplit(self.address).netloc)

    def packed(self, browser: Client) -> int:
        """Its size on the wire."""
        if self.address.startswith("/static/"):
            found = finders.find(urlsplit(self.address).path.removeprefix("/static/"))
            assert found, f"{self.address} is not there"
            return packed(Path(found).read_bytes())
        reply = browser.get(self.address)
        assert reply.status_code == 200, f"{self.address} answers {reply.status_code}"
        return packed(reply.content)


class Reading(HTMLParser):
    """A page, read once: `assets` in their order and `inline` scripts."""

    def __init__(self, html: str, path: str = "/") -> None:
        super().__init__()
        self.assets: list[Asset] = []
        self.inline = 0
        self._path = path
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "script" and has.get("type") not in DATA_BLOCKS:
            if has.get("src"):
                self._fetch(has["src"], script=True)
            else:
                self.inline += 1
        elif tag == "link" and FETCHED_LINKS.intersection((has.get("rel") or "").split()):
            self._fetch(has.get("href"))
        elif tag in ("img", "iframe", "source", "video", "audio", "embed"):
            self._fetch(has.get("src"))

    def _fetch(self, address: str | None, *, script: bool = False) -> None:
        if address and not address.startswith("data:"):
            asset = Asset(urljoin(self._path, address), script)
            if asset not in self.assets:
                self.assets.append(asset)

    @property
    def scripts(self) -> bool:
        return self.inline > 0 or any(asset.script for asset in self.assets)


def packed(words: bytes) -> int:
    """How many bytes travel."""
    return len(gzip.compress(words, 6, mtime=0))
