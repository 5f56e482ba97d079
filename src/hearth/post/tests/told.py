"""A made-up area with news, and a mail server that keeps what it takes, for tests of the post."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.core.mail.backends.base import BaseEmailBackend
from django.utils.timezone import now

from hearth.ground.areas import Area, News

taken: list = []
"""The messages that the mail server took."""


class Server(BaseEmailBackend):
    """A mail server that takes everything."""

    def send_messages(self, messages):
        taken.extend(messages)
        return len(messages)


class Talk:
    """What was said to whom, as an area would tell it."""

    def __init__(self) -> None:
        self.said: list[tuple[set[int], News]] = []
        self.asked = 0

    def say(self, title: str, to, *, words: str = "Some words.", topic: str = "", **more) -> News:
        """Somebody says something in a thread of this title, and these people follow it."""
        topic = topic or "talk-" + title.lower().replace(" ", "-")
        news = News(
            title, f"/threads/{topic}/", at=more.pop("at", now()), words=words,
            by=more.pop("by", "Bola"), topic=topic, **more,
        )  # fmt: skip
        self.said.append(({person.pk for person in to}, news))
        return news

    def news(self, people, since: datetime, until: datetime):
        self.asked += 1
        found = defaultdict(list)
        asked = {person.pk for person in people}
        for to, news in self.said:
            if since < news.at <= until:
                for pk in to & asked:
                    found[pk].append(news)
        return found

    @property
    def area(self) -> Area:
        return Area(name="Talk", brings="Nothing.", news=self.news)
