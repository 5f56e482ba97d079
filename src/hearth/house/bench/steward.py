"""A steward's month, counted: each step of journey J3 in a browser, the hour itself apart.

`./hearth bench steward` prints the list that stands in docs/stopwatch.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils.timezone import now

from hearth.gatherings.models import Answer, Gathering, Series
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.as_card import Kind
from hearth.gatherings.models.places import book
from hearth.house.bench import community
from hearth.house.bench.served import OURS, served
from hearth.house.bench.stopwatch import Stopwatch
from hearth.house.pictures import chromium

COMING, SPEAKING = 30, 24
ABOUT = """This month we look at how repair cafes keep going when the two people who started
them are tired. Ama brings what her town tried: a rota, a shared key, and a smaller room.
Bring a question or just listen. You can come without an account, and pass at any time."""
NOTES = """Thirty of us met. Most of the hour went to rotas that break when one person is ill.
Three groups will try a second key-holder before we meet again, and tell us how it went."""


def figures() -> Iterator[str]:
    """One line a step: presses, words read, minutes by hand, seconds by script; then the sum."""
    with served(OURS, 1) as ports, chromium() as browser:
        house = f"http://localhost:{ports[0]}"
        context = browser.new_context()
        jar = community.cookies(community.steward())
        context.add_cookies([{"name": n, "value": v, "url": house} for n, v in jar.items()])
        watch = Stopwatch(context.new_page(), house)
        _once(watch)
        first = len(watch.steps)
        _month(watch)
    yield from _lines(watch, first)


def _lines(watch: Stopwatch, first: int) -> Iterator[str]:
    yield f"{'step':44} presses   words read   written   minutes   seconds by script"
    for number, step in enumerate(watch.steps):
        if number == first:
            yield "each month:"
        yield (
            f"{step.name:44} {step.presses:7} {step.read:12} {step.written:9}"
            f" {step.minutes:9.1f} {step.script_seconds:10.1f}"
        )
    month = watch.steps[first:]
    yield (
        f"{'a month, besides the hour itself':44} {sum(s.presses for s in month):7}"
        f" {sum(s.read for s in month):12} {sum(s.written for s in month):9}"
        f" {sum(s.minutes for s in month):9.1f}   goal 120"
    )


def _once(watch: Stopwatch) -> None:
    community.members(COMING)
    with watch.timing("once: a series, by its rule"):
        watch.open("/series/new/")
        watch.fill("Title", "Monthly meet-up")
        watch.write("What it is", "Once a month we meet for an hour and learn from each other.")
        watch.fill("Starts at", "11:30")
        watch.fill("Video link", "https://meet.example/tidewater")
        watch.press("Show me the dates")


def _month(watch: Stopwatch) -> None:
    with watch.timing("J3.1 confirm the next six dates"):
        watch.open(Series.objects.get().get_absolute_url())
        watch.press("Confirm the ticked dates")
    gathering = Gathering.objects.order_by("starts_at")[0]
    with watch.timing("J3.3 its words and question"):
        watch.open(gathering.page("edit"))
        watch.write("What it is about", ABOUT)
        watch.write("The opening question", "What would you miss?")
        watch.press("Keep")
    with watch.timing("J3.4 look over the run sheet"):
        watch.open(gathering.page("run_sheet"))
    with watch.timing("announce it"):
        watch.open(gathering.get_absolute_url())
        watch.press("Announce it")
    with watch.timing("J3.7 read the five texts; copy one to the chat"):
        watch.open(gathering.page("wording"))
    with watch.timing("invite"):
        watch.open(gathering.page("invitation"))
        watch.press("Send the invitation")
    _people_come(gathering)
    with watch.timing("J3.10 who is coming, and what they need"):
        watch.open(gathering.page("host"))
    _it_is_time(gathering)
    _the_hour(watch, gathering)
    with watch.timing("J3.17 the notes: read, a few words, publish"):
        watch.open(gathering.page("notes"))
        watch.write("In a few words", NOTES)
        watch.press("Publish the notes")
    with watch.timing("J3.18 thanks: three numbers, one press"):
        watch.open(gathering.page("thanks"))
        watch.press("Tell them")


def _people_come(gathering: Gathering) -> None:
    for person in community.newcomers(COMING):
        book(gathering, person)


def _it_is_time(gathering: Gathering) -> None:
    start = now() - timedelta(minutes=1)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=1)}
    Gathering.objects.filter(pk=gathering.pk).update(**times)
    gathering.refresh_from_db()


def _the_hour(watch: Stopwatch, gathering: Gathering) -> None:
    """The presses of the hour itself, which the month is reckoned without."""
    page, house = watch.page, watch.page.url.split("/gatherings/")[0]
    page.goto(house + gathering.page("host"))
    page.get_by_role("button", name="Begin").click()
    for number, place in enumerate(gathering.booked.select_related("person")[:SPEAKING]):
        gathering.arrivals.create(person=place.person)
        kind = (Kind.ANSWER, Kind.ANSWER, Kind.ASK, Kind.OFFER, Kind.COMMITMENT)[number % 5]
        say(
            gathering,
            f"We share one key too, and it is lost {number}.",
            person=place.person,
            kind=kind,
        )
    page.goto(house + gathering.page("host"))
    for step in list(gathering.steps.in_order())[1:]:
        page.get_by_role("button", name="Next step").click()
        page.get_by_role("heading", name=step.title, exact=True).wait_for()
    page.get_by_role("button", name="End the hour").click()
    page.wait_for_load_state()
    if not Answer.objects.filter(gathering=gathering).exists():
        raise RuntimeError("Nobody said anything: the notes would be empty.")
