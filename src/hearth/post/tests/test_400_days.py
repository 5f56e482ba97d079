"""In 400 days with missed runs, dead machines, doubled runs, clock changes and a mail server that
fails, each of 140 people hears each thing once, at their rhythm and never above their promise."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connections
from django.utils.timezone import now

from hearth.ground.accounts import Person
from hearth.ground.areas import Area
from hearth.ground.books.post import Kind, Letter
from hearth.ground.time import LONDON
from hearth.post.clock import minute
from hearth.post.tests import year
from hearth.post.tests.told import Talk
from tests.proving import proves

START = datetime(2026, 3, 1, 7, tzinfo=LONDON)


@pytest.fixture
def a_year(db, settings, monkeypatch):
    """140 people on all rhythms, with all kinds of promises."""
    settings.MAILERS_READY = True
    settings.MAILERS = {"default": {"BACKEND": "hearth.post.tests.year.Server"}}
    with time_machine.travel(START, tick=False) as clock:
        Person.objects.bulk_create(
            Person(
                name=f"P{n}", email=f"p{n}@example.org", password="!",
                joined_at=START - timedelta(days=1), rhythm=year.RHYTHMS[n % 4],
                letters_a_week=[1, 2, 3, 7][n // 4 % 4],
            )
            for n in range(140)
        )  # fmt: skip
        this = year.Year(clock, Talk())
        year.today[:] = [this]
        area = Area(name="Talk", brings="Nothing.", news=this.news)
        monkeypatch.setattr("hearth.post.digests.areas", lambda: (area,))
        yield this


@proves("J1.9")
def test_complaint_2_in_400_days_each_hears_each_thing_once_and_never_above_their_promise(a_year):
    while (day := (now() - START).days) < 400:
        a_year.pass_a_while(day)
    a_year.calm_down()
    heard = a_year.heard()
    assert a_year.wrong == []
    assert [key for key, times in heard.items() if times > 1] == []
    for words, (to, to_you) in a_year.said.items():
        owed = to - a_year.stopped.keys() - (set() if to_you else a_year.once_replies)
        missed = [pk for pk in owed if (pk, words) not in heard]
        assert missed == [], f"{words} never reached them"
    _only_those_it_was_for(a_year, heard)
    _never_above_the_promise(a_year)
    _each_at_their_rhythm(a_year)
    assert len(heard) > 800 and len(a_year.stopped) > 5
    assert not Letter.objects.waiting().exists()


def _only_those_it_was_for(a_year, heard):
    for pk, words in heard:
        assert pk in a_year.said[words][0]


def _never_above_the_promise(a_year):
    most = dict(Person.objects.get_queryset().values_list("pk", "letters_a_week"))
    weeks = a_year.a_week()
    assert [key for key, times in weeks.items() if times > most[key[0]]] == []
    assert sum(times == most[pk] for (pk, _week), times in weeks.items()) > 100, "it was needed"


def _each_at_their_rhythm(a_year):
    """Who never changed it gets one letter of news a week, or a day, at most; or replies alone."""
    rhythms = dict(Person.objects.get_queryset().values_list("pk", "rhythm"))
    news = Letter.objects.filter(kind=Kind.TALK, given_up_at=None)
    names = news.exclude(to__in=a_year.unsteady).values_list("to", "once")
    weekly = [(to, once.split(":")[1]) for to, once in names if rhythms[to] == "weekly"]
    daily = [(to, once.split(":")[1]) for to, once in names if rhythms[to] == "daily"]
    assert len(weekly) == len(set(weekly)) > 100
    assert len(daily) == len(set(daily)) > 100
    for _to, slot in (*weekly, *daily):
        assert datetime.fromtimestamp(int(slot), LONDON).hour == 8
    for letter in a_year.arrived.values():
        if rhythms[letter.to] == "replies" and letter.to not in a_year.unsteady:
            assert all(a_year.said[words][1] for words in letter.words)


@pytest.mark.django_db(transaction=True)
def test_two_clocks_that_look_at_once_tell_once(people, monkeypatch):
    talk, together = Talk(), Barrier(2)
    monkeypatch.setattr("hearth.post.digests.areas", lambda: (talk.area,))
    everybody = list(Person.objects.members())
    Person.objects.members().update(joined_at=START)

    def look(_which):
        together.wait()
        try:
            minute()
        finally:
            connections.close_all()

    with time_machine.travel(START, tick=False) as clock:
        minute()
        talk.say("Bread", everybody, at=START + timedelta(hours=1))
        clock.shift(timedelta(days=2))
        with ThreadPoolExecutor(2) as two:
            list(two.map(look, range(2)))
        assert Letter.objects.filter(kind="talk").count() == len(everybody)
