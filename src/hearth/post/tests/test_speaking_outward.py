"""Only public https machines are spoken to, and nobody keeps us waiting, however they answer."""

import socket
import threading
from contextlib import suppress
from http.client import HTTPConnection
from time import monotonic, sleep

import pytest

from hearth.post.outward import (
    NotReached,
    Pinned,
    checked,
    is_public,
    machine_behind,
    on_the_line,
)

OPEN = "93.184.216.34"


@pytest.fixture
def drip():
    """A server on this machine that hears a greeting, then says some bytes: one every tenth of
    a second, or all at once."""
    opened = []

    def serve(says, pause=0.1):
        server = socket.create_server(("127.0.0.1", 0))
        opened.append(server)

        def answer():
            line, _ = server.accept()
            with line, suppress(OSError):
                line.recv(4096)
                for byte in says:
                    line.sendall(bytes([byte]))
                    sleep(pause)

        threading.Thread(target=answer, daemon=True).start()
        return server.getsockname()[1]

    yield serve
    for server in opened:
        server.close()


def plain(port):
    return HTTPConnection("127.0.0.1", port, timeout=20)


def ask(line, seconds):
    with on_the_line(line, seconds):
        line.request("GET", "/")
        answer = line.getresponse()
        answer.read()
        return answer.status


def too_slow(line):
    """Whether it was left after half a second, though it had more to say for many."""
    began = monotonic()
    with pytest.raises(NotReached, match="answer"):
        ask(line, 0.5)
    return 0.4 < monotonic() - began < 2


@pytest.mark.parametrize(
    "says",
    [
        b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 40,
        b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 40,
        b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n" + b"x" * 40,
    ],
)
def test_who_answers_byte_by_byte_is_left_when_the_time_is_over(drip, says):
    assert too_slow(plain(drip(says)))


def test_who_greets_byte_by_byte_is_left_when_the_time_is_over(drip):
    record = b"\x16\x03\x03\x20\x00\x02\x00\x1f\xf0" + b"\x00" * 40
    assert too_slow(Pinned("a.example", "127.0.0.1", drip(record), 20))


def test_who_answers_at_once_is_heard(drip):
    assert ask(plain(drip(b"HTTP/1.1 204 Yes\r\n\r\n", pause=0)), 5) == 204


def test_who_is_not_there_or_talks_nonsense_did_not_answer(drip):
    for port in (1, drip(b"SSH\r\n", pause=0), drip(b"")):
        with pytest.raises(NotReached, match="answer"):
            ask(plain(port), 5)


@pytest.mark.parametrize(
    "address",
    ["http://a.example/", "https://u@a.example/", "ftp://a/", "https://", "https://a b/",
     "https://[a/", "https://a:99999/", "https://a/\n", "https://a/ü", "words", ""],
)  # fmt: skip
def test_only_plain_https_addresses_are_ones(address):
    with pytest.raises(NotReached, match="address"):
        checked(address)


def test_an_address_is_a_host_a_port_and_a_path():
    assert checked("https://a.example") == ("a.example", 443, "/")
    assert checked("https://a.example:8443/x?key=1") == ("a.example", 8443, "/x?key=1")


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0", "::1",
     "::ffff:127.0.0.1", "::ffff:7f00:1", "localhost", "169.254.169.254", "10.1.2.3",
     "fe80::1", "fd00::1", "100.64.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "224.0.0.1"],
)  # fmt: skip
def test_no_spelling_leads_to_an_inner_machine(host):
    with pytest.raises(NotReached, match=r"inside|name"):
        machine_behind(host, 443)


def test_a_name_leads_to_its_first_machine_if_all_of_them_are_public():
    def found(*machines):
        return lambda host, port: machines

    assert machine_behind("a.example", 443, found(OPEN, "2606:4700::1111")) == OPEN
    for machines in [(), (OPEN, "192.168.1.1")]:
        with pytest.raises(NotReached, match="inside"):
            machine_behind("a.example", 443, found(*machines))


def test_a_name_that_nobody_knows_leads_nowhere():
    def nobody(host, port):
        raise socket.gaierror

    with pytest.raises(NotReached, match="name"):
        machine_behind("a.example", 443, nobody)


def test_machines_of_the_open_internet_are_public_and_no_others():
    assert all(map(is_public, [OPEN, "2606:4700::1111", "64:ff9b::808:808"]))
    inner = ["::1", "::", "fe80::1%eth0", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "words"]
    assert not any(map(is_public, inner))
