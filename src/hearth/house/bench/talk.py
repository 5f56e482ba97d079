"""Talk in a small community and in a large one: what its pages ask, cost, and how they grow."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import quantiles
from time import perf_counter, process_time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hearth.conversations.models import Message, Thread
from hearth.ground.accounts import Person
from hearth.house.bench import crowd
from hearth.house.bench.community import BACKEND
from hearth.house.finding import search

SMALL, LARGE = (50, 200, 2_000), (5_000, 20_000, 200_000)
TIMES = 30
SEARCHES = ("router", "kettle boiler", "lantern choir harbour", "libraries", "mural bread nothing")


def figures() -> Iterator[str]:
    """A line for each page: questions and milliseconds, small and large."""
    crowd.talk(*SMALL)
    small = {name: _cost(browser, path) for name, browser, path in _pages()}
    began = perf_counter()
    crowd.talk(*(large - less for large, less in zip(LARGE, SMALL, strict=True)))
    threads, messages = Thread.objects.count(), Message.objects.count()
    yield f"{LARGE[0]:,} people, {threads:,} threads, {messages:,} messages"
    yield f"made in {perf_counter() - began:.0f} s"
    for name, browser, path in _pages():
        asked, cost = _cost(browser, path)
        asked_before, before = small[name]
        grown = f"{cost / before:3.1f} times the small one"
        yield f"{name:34} {asked_before:2} and {asked:2} questions   {cost:5.1f} ms   {grown}"
    yield f"search, p95 of {len(SEARCHES) * 20}    {_search():5.1f} ms   goal 100 ms"


def _pages() -> list[tuple[str, Client, str]]:
    member, passer_by = _browser(), _browser()
    member.force_login(_reader(), backend=BACKEND)
    of_ten = Thread.objects.filter(last=10, space__slug="hall").latest("newest")
    return [
        ("where we talk", member, "/space/"),
        ("a space", member, "/space/hall/"),
        ("a space, its last page", member, "/space/hall/?page=9999"),
        ("a space, questions that wait", member, "/space/hall/?show=waiting"),
        ("a space, chances", member, "/space/hall/?show=chances"),
        ("an open space, signed out", passer_by, "/space/porch/"),
        ("all questions that wait", member, "/space/questions/"),
        ("a thread of ten", member, of_ten.get_absolute_url()),
        ("where it goes on", member, f"{of_ten.get_absolute_url()}fresh/?after=0"),
        ("the stewards' page", _steward(), "/steward/"),
    ]


def _browser() -> Client:
    return Client(headers={"host": "localhost"})


def _reader() -> Person:
    return Person.objects.members().filter(name__startswith="Guest").earliest("pk")


def _steward() -> Client:
    browser = _browser()
    browser.force_login(Person.objects.stewards()[0], backend=BACKEND)
    return browser


def _cost(browser: Client, path: str) -> tuple[int, float]:
    """The questions that a page asks, and its milliseconds of CPU and of waiting for them."""
    browser.get(path)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(path)
    many = len(asked)
    if answer.status_code != 200:
        raise ValueError(f"{path} answered {answer.status_code}")
    began = perf_counter() if connection.vendor == "postgresql" else process_time()
    for _ in range(TIMES):
        browser.get(path)
    ended = perf_counter() if connection.vendor == "postgresql" else process_time()
    return many, (ended - began) / TIMES * 1000


def _search() -> float:
    person, times = _reader(), []
    for query in SEARCHES * 20:
        began = perf_counter()
        search(query, person)
        times.append(perf_counter() - began)
    return quantiles(times, n=20)[-1] * 1000
