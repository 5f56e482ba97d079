"""Opens a real door on a port that nobody uses, for tests that knock."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from hearth.ground.live import listeners, live_address
from hearth.house.front import Front
from hearth.house.serving import House, open_door


@contextmanager
def opened(wsgi, *, threads: int = 2, behind_proxy: bool = False) -> Iterator[House]:
    """A house around this WSGI application; its port is `house.port`."""
    door = open_door("127.0.0.1", 0)
    ready = threading.Event()
    front = Front(wsgi, threads=threads, behind_proxy=behind_proxy)
    house = House(front, ready.set)
    house.port = door.getsockname()[1]
    house.front = front
    serving = threading.Thread(target=house.run, args=([door],), daemon=True)
    serving.start()
    assert ready.wait(5)
    try:
        yield house
    finally:
        house.should_exit = True
        serving.join(5)
        front.close()
        listeners.closed = False


def knock(port: int, words: bytes) -> socket.socket:
    """Send these bytes to the door and leave the line open."""
    line = socket.create_connection(("127.0.0.1", port), timeout=5)
    line.sendall(words)
    return line


def hear(line: socket.socket, until: bytes) -> bytes:
    """Read until these bytes come, or the other side ends."""
    heard = b""
    while until not in heard:
        piece = line.recv(65_536)
        if not piece:
            break
        heard += piece
    return heard


def ask(port, method="GET", path="/", body=None, headers=None):
    """The answer to one request, with what it says in `answer.text`."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.request(method, path, body=body, headers=headers or {})
    answer = line.getresponse()
    answer.text = answer.read()
    return answer


def listen(port: int, topic: str, address: str = "") -> socket.socket:
    """A page that listens to this topic; what is told from here on reaches it."""
    asked = f"GET {address or live_address(topic)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    line = knock(port, asked.encode())
    assert b"retry:" in hear(line, b"retry: 2000\n\n")
    return line


def plain(environ, start):
    """An application that says hello to everyone."""
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"hello"]
