"""Notices are carried to the open internet by https, and to nothing inside our walls."""

from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from time import monotonic, sleep

import pytest

from hearth.roundups.notices import carrying
from hearth.roundups.notices.carrying import NotCarried, carry


def outside(_host, _port):
    return ["93.184.216.34"]


INSIDE = ["127.0.0.1", "10.1.2.3", "192.168.0.9", "169.254.169.254", "::1", "fd00::1",
          "::ffff:10.0.0.1", "64:ff9b::a00:1", "0.0.0.0", "224.0.0.1"]  # fmt: skip


@pytest.mark.parametrize("machine", INSIDE)
def test_nothing_inside_is_ever_spoken_to(machine):
    def connect(*_where):
        raise AssertionError("It was spoken to.")

    for found in ([machine], ["93.184.216.34", machine]):
        with pytest.raises(NotCarried, match="inside"):
            carry("https://a.example/", b"", {}, resolve=lambda *_w, f=found: f, connect=connect)


@pytest.mark.parametrize(
    "address", ["http://a.example/", "https://u@a.example/", "ftp://a/", "https://", "https://a b/"]
)
def test_only_plain_https_addresses_are_spoken_to(address):
    with pytest.raises(NotCarried, match="https"):
        carry(address, b"", {}, resolve=outside)


@pytest.mark.parametrize(("answer", "well"), [(200, True), (204, True), (302, False), (500, False)])
def test_a_real_server_hears_it_and_nobody_is_followed_elsewhere(answer, well):
    heard = []

    class Chat(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(answer)
            self.send_header("Location", "http://127.0.0.1/elsewhere")
            self.end_headers()

        def log_message(self, *_words): ...

    server = HTTPServer(("127.0.0.1", 0), Chat)
    Thread(target=server.handle_request, daemon=True).start()

    def there(_host, _machine, _port, _seconds):
        return HTTPConnection("127.0.0.1", server.server_port, timeout=10)

    try:
        carry(
            "https://a.example/x", b"{}", {}, resolve=lambda *_w: ["93.184.216.34"], connect=there
        )
        assert well
    except NotCarried:
        assert not well
    finally:
        server.server_close()
    assert heard == [b"{}"]


def test_who_drips_an_answer_does_not_hold_the_others_up(monkeypatch):
    class Drip(BaseHTTPRequestHandler):
        def do_POST(self):
            try:
                for byte in b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 40:
                    self.wfile.write(bytes([byte]))
                    sleep(0.1)
            except OSError:
                self.close_connection = True

        def log_message(self, *_words): ...

    server = HTTPServer(("127.0.0.1", 0), Drip)
    Thread(target=server.handle_request, daemon=True).start()
    monkeypatch.setattr(carrying, "PATIENCE", 0.5)

    def there(_host, _machine, _port, _seconds):
        return HTTPConnection("127.0.0.1", server.server_port, timeout=10)

    began = monotonic()
    with pytest.raises(NotCarried, match="did not answer"):
        carry("https://a.example/x", b"{}", {}, resolve=outside, connect=there)
    assert monotonic() - began < 2
    server.server_close()
