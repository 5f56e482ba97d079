"""A small browser: keeps cookies, follows where it is sent, and reads the forms of a page."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from html.parser import HTMLParser
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from types import MappingProxyType
from urllib.parse import urlencode


def free_port() -> int:
    """A port of this machine that nobody listened at a moment ago."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


class Browser:
    """One reader of the house at a port of this machine. A refusal raises RuntimeError."""

    def __init__(self, port: int, cookies: Mapping[str, str] | None = None) -> None:
        self._port = port
        self._line = HTTPConnection("127.0.0.1", port, timeout=60)
        self._cookies = dict(cookies or {})

    def get(self, path: str, *, part: bool = False) -> str:
        """A page, or the part of it that renews itself."""
        return self._ask("GET", path, more={"HX-Request": "true"} if part else {})

    def listen(self, address: str) -> socket.socket:
        """An open stream of the house, its first words read."""
        stream = socket.create_connection(("127.0.0.1", self._port), timeout=60)
        stream.sendall(f"GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        stream.recv(65_536)
        return stream

    def post(self, path: str, words: Mapping[str, str]) -> str:
        """Send a form; returns the page that it leads to."""
        return self._ask("POST", path, urlencode(words))

    def form(self, page: str, action: str) -> dict[str, str]:
        """What the form whose address ends so would send as it stands."""
        found = _Forms(action)
        found.feed(page)
        return found.words

    def _ask(
        self,
        method: str,
        path: str,
        body: str | None = None,
        more: Mapping[str, str] = MappingProxyType({}),
    ) -> str:
        headers = {
            **more,
            "Host": f"localhost:{self._port}",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self._cookies |= {name: one.value for name, one in SimpleCookie(cookie).items()}
        if answer.status in {301, 302, 303}:
            return self._ask("GET", answer.headers["Location"].split("#")[0])
        if answer.status != 200:
            raise RuntimeError(f"{method} {path} answered {answer.status}.")
        return page


class _Forms(HTMLParser):
    """The fields of the one form that is looked for."""

    def __init__(self, action: str) -> None:
        super().__init__()
        self.words: dict[str, str] = {}
        self._action, self._inside = action, False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        if tag == "form":
            self._inside = (about.get("action") or "").endswith(self._action)
        elif tag == "input" and self._inside and about.get("name") and _is_sent(about):
            self.words[str(about["name"])] = about.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False


def _is_sent(about: Mapping[str, str | None]) -> bool:
    return about.get("type") not in {"radio", "checkbox"} or "checked" in about
