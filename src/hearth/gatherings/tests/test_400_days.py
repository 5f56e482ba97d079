"""In 400 days with missed runs, deaths of the sender, moves, late comers and second thoughts:
every person gets each reminder once for each time, and none for a time that is no more."""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from random import Random
from threading import Barrier

import pytest
import time_machine
from django.db import connections, transaction
from django.utils.timezone import now

from hearth.gatherings.models import Gathering, Place
from hearth.gatherings.models.places import book
from hearth.gatherings.reminders import DAY, HOUR, send_reminders
from hearth.gatherings.tests import flaky
from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.ground.books.post import RESCUED_AFTER
from hearth.post.sender import clear_old_letters, send_waiting
from tests.proving import proves

START = datetime(2026, 3, 1, 7, tzinfo=UTC)
NEAR, FAR = [5, 15, 40, 90], [60, 240, 600, 1200]
"""How long until the clock looks again, in minutes: near a start, and else. After a night of a
broken machine it is much longer."""


class Year:
    """What happens in it, what should be reminded of, and what arrived."""

    def __init__(self, clock, host, seed):
        self.clock, self.host = clock, host
        self.rng = Random(seed)
        self.people = list(Person.objects.exclude(email=None))
        self.due, self.arrived, self.read = {}, defaultdict(set), 0
        self.rounds, self.died_at = [], START - DAY
        flaky.today = flaky.Day(seed)

    def plan(self, number):
        starts = now() + timedelta(hours=self.rng.randint(60, 400))
        gathering = Gathering.objects.create(
            title=f"Meet-up {number}", slug=f"meet-up-{number}", host=self.host,
            starts_at=starts, ends_at=starts + HOUR, seen_by="everyone",
        )  # fmt: skip
        gathering.announce(by=self.host)

    def live(self):
        """One thing that people do: book, withdraw, move, call off."""
        ahead = list(Gathering.objects.standing().filter(starts_at__gt=now() + HOUR))
        if not ahead:
            return
        gathering, fate = self.rng.choice(ahead), self.rng.random()
        if fate < 0.72:
            wish = self.rng.random() < 0.5
            book(gathering, self.rng.choice(self.people), wants_hour_reminder=wish)
        elif fate < 0.85:
            place = gathering.booked.order_by("?").first()
            if place:
                place.give_up()
        elif fate < 0.98:
            hours = self.rng.choice([-30, -3, 2, 20, 26, 100])
            if gathering.starts_at + timedelta(hours=hours) > now() + HOUR:
                gathering.move(gathering.starts_at + timedelta(hours=hours), by=self.host)
        else:
            gathering.cancel(by=self.host)

    def write(self):
        """The clock looks; sometimes its machine dies before what it wrote is kept."""
        dies = self.rng.random() < 0.1
        try:
            with transaction.atomic():
                send_reminders()
                if self.rng.random() < 0.2:
                    send_reminders()
                if dies:
                    raise flaky.Killed
        except flaky.Killed:
            return
        for name in _should_be_reminded():
            self.due.setdefault(name, now())

    def send(self):
        """The sender goes round until all has left, unless it dies; then its letters are taken
        up later, under the same Message-ID."""
        flaky.today.dies = 0.2 if self.rng.random() < 0.2 else 0.0
        try:
            while send_waiting():
                pass
            if now() - self.died_at > RESCUED_AFTER:
                self.rounds.append(now())
        except flaky.Killed:
            self.died_at = now()
        sent = {int(m.split("-")[1].split(".")[0]): m for _to, m in flaky.today.taken[self.read :]}
        self.read = len(flaky.today.taken)
        reminders = Letter.objects.filter(kind="reminder", pk__in=sent)
        right = _should_be_reminded() if sent else set()
        for pk, name in reminders.values_list("pk", "once"):
            self.arrived[name].add(sent[pk])
            assert name in right, f"told of what is no more: {name}"

    def settle(self):
        """What is no longer true need not arrive; what began must have."""
        still = _true_names()
        for name, since in list(self.due.items()):
            if name in self.arrived:
                del self.due[name]
            elif name not in still:
                assert not self._was_missed(name, since), f"never arrived: {name}"
                del self.due[name]

    def _was_missed(self, name, since):
        """Whether it was true to the last, and a sender went round that could take it."""
        _kind, pk, at, _which, person = name.split(":")
        gathering = Gathering.objects.get(pk=int(pk))
        held = not gathering.is_cancelled and gathering.booked.filter(person=int(person)).exists()
        stayed = held and f"{gathering.starts_at:%Y%m%dT%H%M}" == at
        return stayed and any(since <= at < gathering.starts_at for at in self.rounds[-99:])


def _true_names(now_only=False):
    """The names of all reminders that are true until their gathering starts, by plain rules."""
    names = set()
    places = Place.objects.filter(gathering__cancellation=None, gathering__starts_at__gt=now())
    for place in places.exclude(given_at=None).select_related("gathering"):
        at = place.gathering.starts_at
        stem = f"reminder:{place.gathering_id}:{at:%Y%m%dT%H%M}"
        if place.given_at < at - DAY and (at - DAY <= now() or not now_only):
            names.add(f"{stem}:day:{place.person_id}")
        if place.wants_hour_reminder and (at - HOUR <= now() or not now_only):
            names.add(f"{stem}:hour:{place.person_id}")
    return names


def _should_be_reminded():
    return _true_names(now_only=True)


@pytest.fixture
def server(settings):
    settings.MAILERS_READY = True
    settings.MAILERS = {"default": {"BACKEND": "hearth.gatherings.tests.flaky.Server"}}


@proves("J3.8")
def test_in_400_days_each_reminder_comes_once_and_none_for_what_is_no_more(people, server):
    with time_machine.travel(START, tick=False) as clock:
        year = Year(clock, people.bola, 7)
        number = 0
        while now() < START + 400 * DAY:
            if Gathering.objects.standing().filter(starts_at__gt=now()).count() < 3:
                number += 1
                year.plan(number)
                clear_old_letters()
            for _deed in range(year.rng.choice([0, 0, 1, 2])):
                year.live()
            year.write()
            year.send()
            year.settle()
            night = year.rng.random() < 0.02
            soon = Gathering.objects.standing().filter(starts_at__range=(now(), now() + 2 * HOUR))
            waits = year.rng.choice(NEAR if soon.exists() else FAR)
            clock.shift(timedelta(minutes=2000 if night else waits))
        assert number > 30 and len(year.arrived) > 100
        twice = {name: sent for name, sent in year.arrived.items() if len(sent) > 1}
        assert twice == {}, "a retry carries the same Message-ID, so nobody reads it twice"


@pytest.mark.django_db(transaction=True)
def test_two_clocks_that_look_at_once_remind_once(people, make_gathering):
    gathering = make_gathering(in_=timedelta(days=3))
    for person in (people.amara, people.cerys, people.fin):
        book(gathering, person, wants_hour_reminder=True)
    together = Barrier(2)

    def look(_which):
        together.wait()
        try:
            return send_reminders()
        finally:
            connections.close_all()

    with time_machine.travel(gathering.starts_at - timedelta(minutes=50)):
        with ThreadPoolExecutor(2) as two:
            list(two.map(look, range(2)))
        assert Letter.objects.filter(kind="reminder").count() == 6
