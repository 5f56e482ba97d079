"""Fifty people open the room and answer in the same minute, through the front door."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from random import Random
from time import monotonic, sleep

import pytest
from django.core.wsgi import get_wsgi_application
from django.utils.timezone import now

from hearth.gatherings.models import Gathering
from hearth.gatherings.models.places import book
from hearth.gatherings.models.runsheet import lay_out
from hearth.ground.accounts import Person
from hearth.ground.links import link
from hearth.house.bench.browser import Browser
from tests.opening import opened
from tests.proving import proves

PEOPLE, SECONDS, SOON = 50, 20, 2.0


@pytest.fixture
def running(people):
    start = now() - timedelta(minutes=1)
    gathering = Gathering.objects.create(
        title="Monthly meet-up",
        slug="meet-up",
        host=people.bola,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        seen_by="everyone",
    )
    lay_out(gathering, "standard-hour")
    gathering.announce(by=people.bola)
    gathering.begin(by=people.bola)
    return gathering


@proves("J2.10")
@pytest.mark.django_db(transaction=True)
def test_fifty_answer_within_a_minute_and_each_sees_their_own_in_two_seconds(running):
    crowd = [Person.objects.meet(name=f"P{n}", email=f"p{n}@example.org") for n in range(PEOPLE)]
    for person in crowd:
        book(running, person)
    room, chance = running.page("room"), Random(7)

    def answer(person, port, wait):
        """Open the page, answer with what its form holds, and read one's own words on it."""
        browser, words = Browser(port), f"Said by number {person.pk}."
        sleep(wait)
        form = browser.form(browser.get(link(person, room)), "/answers/")
        pressed = monotonic()
        page = browser.post(running.page("answers"), form | {"words": words})
        return words in page, monotonic() - pressed

    with opened(get_wsgi_application()) as house, ThreadPoolExecutor(PEOPLE) as pool:
        waits = [chance.uniform(0, SECONDS) for _ in crowd]
        seen = list(pool.map(answer, crowd, [house.port] * PEOPLE, waits))
    assert all(own for own, _ in seen)
    assert max(took for _, took in seen) < SOON
    said = running.answers.values_list("person", "words")
    assert sorted(said) == [(p.pk, f"Said by number {p.pk}.") for p in crowd]
