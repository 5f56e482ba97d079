"""A mail server on a bad day: it takes letters, and now and then the sender dies around one."""

from __future__ import annotations

from random import Random

from django.core.mail.backends.base import BaseEmailBackend


class Killed(BaseException):
    """The process is gone: nothing after this line runs."""


class Day:
    """What the server took in so far, as (to, Message-ID); and how often the sender dies."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)  # noqa: S311
        self.taken: list[tuple[str, str]] = []
        self.dies = 0.0

    def send_messages(self, messages):
        for message in messages:
            fate = self.rng.random()
            if fate < self.dies / 2:
                raise Killed
            self.taken.append((message.to[0], message.extra_headers["Message-ID"]))
            if fate < self.dies:
                raise Killed
        return len(messages)


today = Day(0)


class Server(BaseEmailBackend):
    """The server as Django knows it."""

    def send_messages(self, messages):
        return today.send_messages(messages)
