"""What is asked at the front door arrives whole, and so does the answer."""

from __future__ import annotations

import hashlib
import http.client

import pytest

from tests.opening import ask, hear, knock, opened, plain


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
