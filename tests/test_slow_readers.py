"""Whoever is slow, or leaves halfway, keeps nobody else waiting at the front door."""

from __future__ import annotations

import http.client
import socket
import threading
import time

import pytest

from hearth.ground.live import live_address
from tests.opening import ask, hear, knock, opened, plain


def test_an_answer_begins_before_it_is_finished():
    go_on = threading.Event()

    def application(environ, start):
        start("200 OK", [])
        yield b"first"
        assert go_on.wait(5)
        yield b"last"

    with opened(application) as house:
        line = knock(house.port, b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        assert b"first" in hear(line, b"first")
        go_on.set()
        assert b"last" in hear(line, b"last")


def test_slow_readers_hold_no_page_thread():
    def application(environ, start):
        start("200 OK", [])
        return [b"x" * 1_000_000] * (8 if environ["PATH_INFO"] == "/large/" else 1)

    with opened(application, threads=1) as house:
        asked = b"GET /large/ HTTP/1.1\r\nHost: a\r\n\r\n"
        slow = [knock(house.port, asked) for _ in range(4)]
        time.sleep(0.3)
        started = time.monotonic()
        assert len(ask(house.port).text) == 1_000_000
        assert time.monotonic() - started < 2
        for line in slow:
            line.close()


def test_a_slow_reader_gets_everything_in_the_end():
    def application(environ, start):
        start("200 OK", [("Content-Length", "8000000")])
        return [bytes([n]) * 1_000_000 for n in range(8)]

    with opened(application) as house:
        line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=10)
        line.request("GET", "/")
        answer = line.getresponse()
        time.sleep(0.3)
        assert answer.read() == b"".join(bytes([n]) * 1_000_000 for n in range(8))


def test_slow_senders_hold_no_page_thread():
    with opened(plain, threads=1) as house:
        begun = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf"
        slow = [knock(house.port, begun) for _ in range(4)]
        assert ask(house.port).text == b"hello"
        for line in slow:
            line.close()


def test_a_slow_page_does_not_block_the_other():
    go_on = threading.Event()

    def application(environ, start):
        if environ["PATH_INFO"] == "/slow/":
            go_on.wait(5)
        return plain(environ, start)

    with opened(application, threads=2) as house:
        slow = knock(house.port, b"GET /slow/ HTTP/1.1\r\nHost: a\r\n\r\n")
        assert ask(house.port).text == b"hello"
        go_on.set()
        assert b"hello" in hear(slow, b"hello")


def test_a_client_that_leaves_halfway_hurts_nobody():
    closed = []

    class Pieces:
        def __iter__(self):
            for _ in range(40):
                time.sleep(0.005)
                yield b"x" * 100_000

        def close(self):
            closed.append(True)

    def application(environ, start):
        if environ["PATH_INFO"] != "/long/":
            return plain(environ, start)
        start("200 OK", [])
        return Pieces()

    with opened(application) as house:
        for _ in range(3):
            line = knock(house.port, b"GET /long/ HTTP/1.1\r\nHost: a\r\n\r\n")
            line.recv(10)
            line.close()
        assert ask(house.port).text == b"hello"
        last = time.monotonic() + 5
        while len(closed) < 3 and time.monotonic() < last:
            time.sleep(0.01)
    assert len(closed) == 3


def test_it_closes_within_three_seconds_although_pages_listen_and_one_is_slow():
    go_on = threading.Event()

    def application(environ, start):
        go_on.wait(20)
        return plain(environ, start)

    with opened(application) as house:
        address = live_address("room").encode()
        asked = b"GET " + address + b" HTTP/1.1\r\nHost: a\r\n\r\n"
        lines = [knock(house.port, asked) for _ in range(20)]
        for line in lines:
            hear(line, b"retry")
        lines.append(knock(house.port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
        house.should_exit = True
        started = time.monotonic()
        for line in lines[:-1]:
            while line.recv(65_536):
                pass
        assert time.monotonic() - started < 1
        with pytest.raises(OSError, match=r".*"):
            _wait_until_closed(house.port, started + 3)
        go_on.set()


def _wait_until_closed(port, last):
    while time.monotonic() < last:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
        time.sleep(0.05)
