"""Calendars are fetched from the open internet only, whole, in time, and without detours inside."""

import threading
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic, sleep

import pytest

from hearth.gatherings.clashing import fetching
from hearth.gatherings.clashing.fetching import NotFetched, fetch

OPEN = "93.184.216.34"


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append((self.path, self.headers["Host"], self.headers["Cookie"]))
        kind = self.path.strip("/").split("?")[0]
        if kind.startswith("on-"):
            self.send_response(302)
            self.send_header("Location", self.server.leads[kind])
            self.send_header("Set-Cookie", "a=b")
            return self.end_headers()
        self.send_response(404 if kind == "gone" else 200)
        self.end_headers()
        with_care = {"large": self._large, "slow": self._slow}
        return with_care.get(kind, lambda: self.wfile.write(b"BEGIN:VCALENDAR"))()

    def _large(self):
        for _ in range(81):
            self.wfile.write(b"x" * 65536)

    def _slow(self):
        for _ in range(40):
            self.wfile.write(b"x")
            sleep(0.1)

    def log_message(self, *words):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.leads = [], {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def ask(site, path, names=None):
    """Through a stand-in for the wire: the machine that was looked up is ours, whatever its
    number. Every check is as always."""
    met = []

    def connect(host, machine, port, timeout):
        met.append((host, machine))
        return HTTPConnection("127.0.0.1", site.server_address[1], timeout=timeout)

    found = {"cal.example": [OPEN], "inside.example": ["10.0.0.8"], **(names or {})}
    return fetch(path, resolve=lambda host, port: found[host], connect=connect), met


def why_not(site, path, names=None):
    with pytest.raises(NotFetched) as why:
        ask(site, path, names)
    return str(why.value)


def test_what_lies_there_comes_back_from_the_machine_that_was_looked_up(site):
    body, met = ask(site, "https://cal.example/a.ics?key=1")
    assert body == b"BEGIN:VCALENDAR" and met == [("cal.example", OPEN)]
    assert [path for path, *_ in site.asked] == ["/a.ics?key=1"]


def test_three_detours_are_followed_without_cookies_and_a_fourth_is_not(site):
    site.leads = {
        "on-1": "/on-2",
        "on-2": "https://cal.example/on-3",
        "on-3": "/a",
        "on-0": "/on-1",
    }
    assert ask(site, "https://cal.example/on-1")[0] == b"BEGIN:VCALENDAR"
    assert {cookie for *_, cookie in site.asked} == {None}
    assert why_not(site, "https://cal.example/on-0") == "detours"


@pytest.mark.parametrize(
    ("leads", "why"),
    [
        ("https://inside.example/", "inside"),
        ("http://cal.example/", "address"),
        ("file:///etc/passwd", "address"),
        ("https://somebody:secret@cal.example/", "address"),
        ("https://[cal.example/", "address"),
    ],
)
def test_each_detour_is_checked_like_the_first(site, leads, why):
    site.leads = {"on-1": leads}
    assert why_not(site, "https://cal.example/on-1") == why
    assert len(site.asked) == 1


def test_a_name_with_one_machine_inside_is_not_asked_at_all(site):
    names = {"two.example": [OPEN, "192.168.1.1"]}
    assert why_not(site, "https://two.example/", names) == "inside" and not site.asked


def test_an_inner_machine_is_not_asked():
    def never(*asked):
        raise AssertionError(asked)

    for host, why in [("127.0.0.1", "inside"), ("[::1]", "inside"), ("no.invalid", "answer")]:
        with pytest.raises(NotFetched, match=why):
            fetch(f"https://{host}/", connect=never)


def test_what_is_too_large_too_slow_or_gone_is_not_taken(site, monkeypatch):
    assert why_not(site, "https://cal.example/large") == "size"
    assert why_not(site, "https://cal.example/gone") == "answer"
    monkeypatch.setattr(fetching, "PATIENCE", 0.6)
    began = monotonic()
    assert why_not(site, "https://cal.example/slow") == "answer"
    assert monotonic() - began < 2
