"""In 400 days of answers, second thoughts, words taken back, dead machines and doubled runs,
everybody hears each answer once, with their own words, in one letter a week at most."""

import re
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.utils.timezone import localtime, now

from hearth.gatherings.tests import flaky
from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, Letter, hear
from hearth.listening.models import Response, Telling, Theme
from hearth.listening.models.responses import Kind, respond
from hearth.listening.models.tellings import answer, to_tell
from hearth.listening.models.themes import open_theme
from hearth.listening.telling import tell_them
from hearth.listening.tests.spoken import look_after_us
from hearth.post.sender import send_waiting
from tests.proving import proves

START = datetime(2026, 3, 1, 7, tzinfo=ZoneInfo("Europe/London"))
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
WAITS = [5, 20, 70, 240, 600, 1500, 3000]
"""How long until the clock looks again, in minutes; after a broken night much longer."""


class Year:
    """What people do in it, and what arrived: for each letter its person, day and tellings."""

    def __init__(self, clock, people, seed):
        self.clock, self.steward = clock, people.dee
        look_after_us(people.dee)
        self.people = list(Person.objects.exclude(email=None))
        self.rng, self.spoken = Random(seed), 0
        self.arrived, self.taken_back, self.read = {}, {}, 0
        flaky.today = flaky.Day(seed)

    def say(self):
        self.spoken += 1
        person = self.rng.choice(self.people)
        return hear(f"W{self.spoken}.", said_by=person, during="A meet-up")

    def live(self):
        fate, themes = self.rng.random(), list(Theme.objects.all())
        theme = self.rng.choice(themes) if themes else None
        if theme is None or fate < 0.12:
            open_theme(f"Theme {self.spoken}", by=self.steward, lines=[self.say(), self.say()])
        elif fate < 0.3:
            theme.gather([self.say()], by=self.steward)
        elif fate < 0.6:
            self.answer(theme)
        elif fate < 0.75 and theme.standing and theme.standing.kind != Kind.NOT_NOW:
            theme.standing.done(f"Done {self.spoken}.", by=self.steward)
        elif fate < 0.88:
            self.take_back()
        else:
            self.doubt()

    def answer(self, theme):
        """Often twice within the hour, as people correct themselves."""
        for _try in range(self.rng.choice([1, 1, 2])):
            standing = theme.standing
            kind = self.rng.choice([Kind.DO, Kind.NOT_NOW, Kind.LISTEN])
            respond(
                theme, kind, f"Answer {self.rng.random()}", by=self.steward,
                person=self.steward if kind == Kind.DO else None,
                on=None if kind == Kind.NOT_NOW else date(2030, 1, 1),
                instead_of=standing.pk if standing else None,
            )  # fmt: skip
            self.clock.shift(timedelta(minutes=self.rng.choice([0, 10, 50])))

    def any_of(self, rows):
        rows = list(rows)
        return self.rng.choice(rows) if rows else None

    def take_back(self):
        """As gatherings do: the words go, and with them the letter that waits."""
        line = self.any_of(Contribution.objects.order_by("pk"))
        if line:
            self.taken_back[line.words] = now()
            line.delete()
            waiting = Letter.objects.waiting().filter(to=line.said_by)
            waiting.filter(once__startswith="told:").delete()

    def doubt(self):
        told = self.any_of(Telling.objects.standing().order_by("pk"))
        if told and told.stage == ("done" if told.response.is_done else "given"):
            answer(told.response, self.rng.choice(["yes", "not-quite"]), by=told.person)

    def write(self):
        """The clock looks, sometimes twice; sometimes its machine dies at any one statement."""
        for _run in range(self.rng.choice([1, 1, 2])):
            dying = Dying(self.rng.randint(1, 30) if self.rng.random() < 0.4 else 0)
            try:
                with connection.execute_wrapper(dying):
                    tell_them()
            except flaky.Killed:
                pass

    def send(self, deaths=0.2):
        flaky.today.dies = deaths if self.rng.random() < 0.2 else 0.0
        before = {letter.pk: letter.taken_at for letter in Letter.objects.waiting()}
        try:
            while self.rng.random() < 0.8 and send_waiting():
                pass
        except flaky.Killed:
            pass
        for _to, name in flaky.today.taken[self.read :]:
            self.look_at(int(name.split("-")[1].split(".")[0]), before)
        self.read = len(flaky.today.taken)

    def look_at(self, pk, taken_before):
        """A letter arrived, perhaps for the second time, under the same Message-ID."""
        letter = Letter.objects.get(pk=pk)
        if letter.kind == "stewards":
            return
        told = list(Telling.objects.filter(letter=letter))
        first = pk not in self.arrived
        self.arrived.setdefault(pk, (letter.to_id, now(), {(t.response_id, t.stage) for t in told}))
        if not first or taken_before.get(pk):
            return
        words = set(re.findall(r"W\d+\.", letter.text))
        mine = set(Contribution.objects.filter(said_by=letter.to).values_list("words", flat=True))
        assert words and words <= mine, "somebody else's words, or some that were taken back"
        assert not Telling.objects.filter(letter=letter).no_longer_true().exists()
        assert 9 <= localtime(letter.written_at, START.tzinfo).hour < 19


class Dying:
    """The machine is gone when the database is asked for the nth time; once."""

    def __init__(self, at):
        self.left = at

    def __call__(self, execute, sql, params, many, context):
        self.left -= 1
        if self.left == 0:
            raise flaky.Killed
        return execute(sql, params, many, context)


@pytest.fixture
def server(settings):
    settings.MAILERS_READY = True
    settings.MAILERS = {"default": {"BACKEND": "hearth.gatherings.tests.flaky.Server"}}


@proves("J3.25")
def test_in_400_days_everybody_hears_each_answer_once_in_one_letter_a_week(people, server):
    with time_machine.travel(START, tick=False) as clock:
        year = Year(clock, people, 7)
        while now() < START + 400 * DAY:
            for _deed in range(year.rng.choice([0, 0, 1, 2])):
                year.live()
            year.write()
            year.send()
            broken = year.rng.random() < 0.03
            clock.shift(timedelta(minutes=4000 if broken else year.rng.choice(WAITS)))
        year.rng = Random(0)
        for _quiet in range(60):
            clock.shift(DAY / 4)
            tell_them()
            year.send(deaths=0)
        _nothing_is_owed_and_nothing_came_twice(year)


def _nothing_is_owed_and_nothing_came_twice(year):
    assert not to_tell().exists()
    heard = Counter((to, *one) for to, _at, told in year.arrived.values() for one in told)
    assert len(heard) > 100 and Response.objects.count() > 100
    assert [key for key, times in heard.items() if times > 1] == []
    days = defaultdict(list)
    for to, at, _told in year.arrived.values():
        days[to].append(at)
    for when in days.values():
        gaps = [later - sooner for sooner, later in pairwise(sorted(when))]
        assert min(gaps) >= 7 * DAY
