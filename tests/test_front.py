"""The front door, knocked at through real sockets."""

from __future__ import annotations

import hashlib
import http.client
import socket
import threading
import time

import pytest

from hearth.ground.live import live_address
from tests.opening import hear, knock, opened


def ask(port, method="GET", path="/", body=None, headers=None):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request(method, path, body=body, headers=headers or {})
    answer = line.getresponse()
    answer.text = answer.read()
    return answer


def plain(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]


def show(*names):
    """An application that answers with these parts of what it was asked."""

    def application(environ, start):
        start("200 OK", [("Content-Type", "text/plain; charset=latin-1")])
        return ["|".join(str(environ.get(name)) for name in names).encode("latin-1")]

    return application


def test_every_header_arrives_both_ways():
    def application(environ, start):
        cookies = [("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")]
        start("200 OK", [*cookies, ("X-Name", "Zo\xeb"), ("X-Heard", environ["HTTP_X_TWICE"])])
        return [environ["HTTP_COOKIE"].encode()]

    with opened(application) as house:
        asked = b"GET / HTTP/1.1\r\nHost: a\r\nX-Twice: 1\r\nx-twice: 2\r\nCookie: c=3\r\n"
        line = knock(house.port, asked + b"Cookie: d=4\r\nConnection: close\r\n\r\n")
        heard = hear(line, b"nothing")
    for words in (b"set-cookie: a=1", b"set-cookie: b=2", b"Zo\xeb", b"1,2", b"c=3; d=4"):
        assert words in heard


def test_a_path_arrives_decoded_and_its_question_does_not():
    with opened(show("PATH_INFO", "QUERY_STRING")) as house:
        answer = ask(house.port, path="/caf%C3%A9/a%2Fb/?q=%C3%A9")
    assert answer.text == "/caf\xc3\xa9/a/b/|q=%C3%A9".encode("latin-1")


def test_what_is_sent_arrives_whole():
    def application(environ, start):
        start("200 OK", [])
        found = hashlib.sha256(environ["wsgi.input"].read())
        return [f"{environ['CONTENT_LENGTH']} {found.hexdigest()}".encode()]

    sent = bytes(range(256)) * 20_000
    with opened(application) as house:
        whole = ask(house.port, "POST", body=sent)
        pieces = ask(house.port, "POST", body=iter([sent[:9], sent[9:]]))
    expected = f"{len(sent)} {hashlib.sha256(sent).hexdigest()}".encode()
    assert whole.text == pieces.text == expected


@pytest.mark.parametrize("length", [b"Content-Length: 20000001", b"Transfer-Encoding: chunked"])
def test_more_than_20_mb_is_refused_in_a_sentence(length):
    with opened(plain) as house:
        line = knock(house.port, b"POST / HTTP/1.1\r\nHost: a\r\n" + length + b"\r\n\r\n")
        if length.startswith(b"Transfer"):
            line.sendall(b"1312d01\r\n" + b"x" * 20_000_001 + b"\r\n0\r\n\r\n")
        heard = hear(line, b"at once.")
    assert heard.startswith(b"HTTP/1.1 413")
    assert heard.endswith(b"This is too large. A page takes at most 20 MB at once.")


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


def test_heads_and_unchanged_pages_have_no_body_and_the_line_stays_usable():
    def application(environ, start):
        if environ["PATH_INFO"] == "/unchanged/":
            start("304 Not Modified", [("ETag", '"a"'), ("Content-Length", "5")])
            return [b"hello"]
        start("200 OK", [("Content-Length", "5")])
        return [b"hello"]

    with opened(application) as house:
        line = http.client.HTTPConnection("127.0.0.1", house.port, timeout=5)
        for method, path, expected in (
            ("HEAD", "/", b""),
            ("GET", "/unchanged/", b""),
            ("GET", "/", b"hello"),
        ):
            line.request(method, path)
            assert line.getresponse().read() == expected


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


def test_a_broken_answer_never_looks_like_a_whole_one():
    def application(environ, start):
        start("200 OK", [])
        yield b"half"
        raise ValueError("broken on purpose")

    with opened(application) as house, pytest.raises(http.client.IncompleteRead):
        ask(house.port)


def test_trouble_before_the_first_word_is_a_500_in_a_sentence():
    def application(environ, start):
        raise ValueError("broken on purpose")

    with opened(application) as house:
        answer = ask(house.port)
    assert answer.status == 500
    assert answer.text == b"Something went wrong here. Please try again."


def test_a_proxy_is_believed_only_where_there_is_one():
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.0.0.9, 192.0.2.7"}
    shown = show("wsgi.url_scheme", "REMOTE_ADDR", "HTTP_X_FORWARDED_FOR")
    with opened(shown, behind_proxy=True) as house:
        assert ask(house.port, headers=said).text == b"https|192.0.2.7|None"
    with opened(shown) as house:
        assert ask(house.port, headers=said).text == b"http|127.0.0.1|None"


def test_a_header_with_an_underscore_passes_for_no_other():
    with opened(show("HTTP_X_FORWARDED_PROTO", "HTTP_REMOTE_USER"), behind_proxy=True) as house:
        answer = ask(house.port, headers={"Remote_User": "dee", "X_Forwarded_Proto": "https"})
    assert answer.text == b"None|None"


def test_everything_that_was_opened_for_an_answer_is_closed_after_it():
    closed = []

    class Pieces(list):
        def close(self):
            closed.append(True)

    def application(environ, start):
        start("200 OK", [])
        return Pieces([b"hello"])

    with opened(application) as house:
        assert [ask(house.port).text for _ in range(3)] == [b"hello"] * 3
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
