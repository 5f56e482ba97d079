"""A year of letters to 140 people: what they do, what breaks, and what reached whom."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.utils.timezone import localtime, now

from hearth.ground.accounts import Person
from hearth.ground.books.post import ANSWERS, Kind, Letter, post, stop
from hearth.ground.time import LONDON
from hearth.post.bounces import bounced, reached
from hearth.post.clock import minute
from hearth.post.sender import clear_old_letters, send_waiting
from hearth.post.slots import is_away, week_began
from hearth.post.tests.told import Talk

DAY = timedelta(days=1)
RHYTHMS = ("weekly", "daily", "at-once", "replies")
WAITS = [7, 240, 600, 1200, 2000, 2600]
"""How long until the clock looks again, in minutes; after a broken night much longer."""


class Killed(BaseException):
    """The process is gone: nothing after this line runs."""


@dataclass
class Arrived:
    """The first time that a letter reached somebody."""

    to: int
    kind: str
    at: datetime
    words: set[str]


class Year:
    """Who wants what, what was said, and what the mail server took."""

    def __init__(self, clock, talk: Talk, seed: int = 7) -> None:
        self.clock, self.talk, self.rng = clock, talk, Random(seed)  # noqa: S311
        self.people = list(Person.objects.members().order_by("pk"))
        self.started, self.number, self.deaths, self.down = now(), 0, 0.0, False
        self.arrived: dict[str, Arrived] = {}
        self.stopped: dict[int, datetime] = {}
        self.unsteady: set[int] = set()
        self.once_replies = {one.pk for one in self.people if one.rhythm == "replies"}
        self.said: dict[str, tuple[set[int], bool]] = {}
        self.doubled = False
        self.wrong: list[str] = []

    def live(self) -> None:
        person, fate = self.rng.choice(self.people), self.rng.random()
        if fate < 0.62:
            self.say()
        elif fate < 0.74:
            kind = Kind.NOTES if self.rng.random() < 0.8 else Kind.PLACE
            words = "ground/letters/new_link.txt"
            to = self.rng.sample(self.people, 8)
            post(to, "Notes", words, kind=kind, button=("Open", "/"))
        elif fate < 0.84:
            person.paused_until = localtime(now(), LONDON).date() + self.rng.randint(1, 40) * DAY
            person.save(update_fields=["paused_until"])
        elif fate < 0.92:
            person.rhythm = self.rng.choice(RHYTHMS)
            person.save(update_fields=["rhythm"])
            self.unsteady.add(person.pk)
            self.once_replies |= {person.pk} if person.rhythm == "replies" else set()
        elif fate < 0.94 and person.pk not in self.stopped:
            stop(person, Kind.TALK)
            self.stopped[person.pk] = now()
        elif fate < 0.97:
            bounced(person, letter=f"<{self.rng.random()}>", said="550 No such person")
        else:
            reached(person)

    def say(self) -> None:
        """Something is said in a thread; on a busy day a lot of it."""
        for _word in range(self.rng.choice([1, 1, 1, 2, 12])):
            self.number += 1
            words, to_you = f"W{self.number}.", self.rng.random() < 0.3
            to = self.rng.sample(self.people, 4)
            self.said[words] = ({one.pk for one in to}, to_you)
            title = f"Thread {self.rng.randint(1, 6)}"
            self.talk.say(title, to, words=words, to_you=to_you)

    def look(self) -> None:
        """The clock looks; at times its machine dies, or another looks too."""
        fate = self.rng.random()
        self.doubled = fate < 0.2
        try:
            with connection.execute_wrapper(Dying(self.rng.randint(1, 25) if fate > 0.85 else 0)):
                minute()
        except Killed:
            pass

    def news(self, people, since, until):
        """What the area says. When runs are doubled, the other one overtakes this one here."""
        found = self.talk.news(people, since, until)
        if self.doubled:
            self.doubled = False
            minute()
        return found

    def send(self) -> None:
        try:
            while send_waiting():
                pass
        except Killed:
            pass
        if self.rng.random() < 0.05:
            clear_old_letters()

    def take(self, message) -> None:
        """The mail server: it fails for a day, and senders die before and after it took one."""
        if self.down:
            raise OSError("The mail server is away.")
        fate = self.rng.random()
        if fate < self.deaths / 2:
            raise Killed
        self.keep(message)
        if fate < self.deaths:
            raise Killed
        if fate > 0.97:
            send_waiting()

    def keep(self, message) -> None:
        name = message.extra_headers["Message-ID"]
        letter = Letter.objects.get(pk=re.match(r"<letter-(\d+)", name)[1])
        person = Person.objects.get_queryset().get(email=message.to[0])
        if letter.kind not in ANSWERS and is_away(person, now()):
            self.wrong.append(f"{letter} arrived in a pause")
        words = set(re.findall(r"W\d+\.", message.body))
        if person.pk in self.stopped and words:
            self.wrong.append(f"{letter} arrived after an opt-out")
        self.arrived.setdefault(name, Arrived(person.pk, letter.kind, now(), words))

    def pass_a_while(self, day: int) -> None:
        for _deed in range(self.rng.choice([0, 1, 1, 2])):
            self.live()
        self.down = day % 90 == 45
        self.deaths = 0.3 if self.rng.random() < 0.15 else 0.0
        self.look()
        self.send()
        broken = self.rng.random() < 0.01
        self.clock.shift(timedelta(minutes=9000 if broken else self.rng.choice(WAITS)))

    def calm_down(self) -> None:
        """Everybody is back, and all machines are well."""
        self.down, self.deaths = False, 0.0
        for person in self.people:
            reached(person)
        for _look in range(75):
            self.clock.shift(DAY)
            minute()
            self.send()

    def heard(self) -> Counter[tuple[int, str]]:
        letters = self.arrived.values()
        return Counter((letter.to, words) for letter in letters for words in letter.words)

    def a_week(self) -> Counter[tuple[int, datetime]]:
        letters = [one for one in self.arrived.values() if one.kind not in ANSWERS]
        return Counter((one.to, week_began(one.at)) for one in letters)


class Dying:
    """The machine is gone when the database is asked for the nth time; once."""

    def __init__(self, at: int) -> None:
        self.left = at

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0:
            raise Killed
        return execute(sql, params, many, context)


today: list[Year] = []


class Server(BaseEmailBackend):
    """The mail server of this year."""

    def send_messages(self, messages):
        for message in messages:
            today[-1].take(message)
        return len(messages)
