"""Opens a real door on a port that nobody uses, for tests that knock."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from hearth.ground.live import listeners
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
