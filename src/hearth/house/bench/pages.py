"""What a page costs in CPU: the process's own time, over many readings, without the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from time import process_time

from django.test import Client, override_settings
from django.utils.timezone import now

from hearth.gatherings.models.answers import say
from hearth.gatherings.models.places import book
from hearth.house.bench import bare, community
from hearth.house.bench.community import BACKEND

TIMES = 60
PAST = 1500


def figures() -> Iterator[str]:
    """One line a page: its milliseconds, and how many bare pages that is."""
    bare.fill()
    with override_settings(ROOT_URLCONF=bare.__name__, MIDDLEWARE=[]):
        plain = _cost(_browser(), "/")
    yield f"a bare Django view of five queries   {plain:5.1f} ms"
    for name, browser, path, goal in _readings():
        cost = _cost(browser, path)
        yield f"{name:36} {cost:5.1f} ms   {cost / plain:3.1f} times bare   goal {goal} ms"


def _readings() -> list[tuple[str, Client, str, int]]:
    """The pages that the goals name, for a passer-by and for a steward, who sees the most."""
    _fill_the_past()
    ahead = community.gathering(now() + timedelta(days=7))
    on_now = community.gathering(now() - timedelta(minutes=5))
    for person in community.newcomers(50):
        book(ahead, person)
        on_now.arrivals.create(person=person)
        say(on_now, f"What {person} would miss", person=person)
    on_now.begin(by=community.steward())
    passer_by, steward = _browser(), _browser()
    steward.force_login(community.steward(), backend=BACKEND)
    return [
        ("home, signed out", passer_by, "/", 8),
        ("a gathering, signed out", passer_by, ahead.get_absolute_url(), 8),
        (f"the list, {PAST:,} behind it", passer_by, "/gatherings/", 12),
        ("home, as a steward", steward, "/", 8),
        ("a gathering, as its host", steward, ahead.get_absolute_url(), 8),
        ("the list, as a steward", steward, "/gatherings/", 12),
        ("the room, 50 answers", steward, on_now.page("room"), 12),
        ("the host's page, 50 people", steward, on_now.page("host"), 12),
        ("calendar feed, made before", passer_by, "/gatherings/calendar.ics", 5),
    ]


def _fill_the_past() -> None:
    first = community.gathering(now() - timedelta(days=8))
    fields = [f.name for f in first._meta.concrete_fields if f.name not in {"id", "slug", "uid"}]
    facts = {name: getattr(first, name) for name in fields}
    type(first).objects.bulk_create(
        type(first)(slug=f"past-{number}", **facts) for number in range(PAST)
    )


def _cost(browser: Client, path: str) -> float:
    """The middle one of many readings, in milliseconds of CPU."""
    for _warm in range(5):
        _read(browser, path)
    return sorted(_timed(lambda: _read(browser, path)) for _time in range(TIMES))[TIMES // 2]


def _timed(deed: Callable[[], object]) -> float:
    started = process_time()
    deed()
    return (process_time() - started) * 1000


def _read(browser: Client, path: str) -> None:
    answer = browser.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} answered {answer.status_code}.")


def _browser() -> Client:
    return Client(headers={"host": "localhost"})
