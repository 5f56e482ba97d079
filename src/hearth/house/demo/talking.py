"""Talk in the demo: three spaces, and a year of threads in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils.timezone import localdate, localtime, now

from hearth.conversations.models import (
    Edit,
    Following,
    Kind,
    Message,
    Original,
    Space,
    Thread,
    open_space,
    start_thread,
    write,
)
from hearth.conversations.models.pictures import put_into
from hearth.conversations.models.reading import choose, read_space
from hearth.conversations.models.rota import look_out
from hearth.conversations.models.thanks import good_question, this_helped
from hearth.ground.access import Group
from hearth.ground.accounts import Person
from hearth.ground.books import Wish
from hearth.ground.time import on
from hearth.house.demo.drawing import router_on_a_shelf
from hearth.house.demo.everybody import Everybody
from hearth.house.demo.moments import at
from hearth.house.demo.words import words_of

OPENED_DAYS_AGO = 345
READ_DAYS_AGO = 5
"""Up to this day the member of the cast has read everything; what came since is new to him."""

type Words = Mapping[str, Any]


def talk(everybody: Everybody) -> None:
    """Each thread on its day and each message at its hour, by the verbs that people use."""
    words, people = words_of("talking"), _people(everybody)
    spaces = {one["key"]: _open(one, people) for one in words["space"]}
    _live_through(words, spaces, people)
    with at(now() - timedelta(days=40)):
        for name in ("callum", "m3", "m12"):
            look_out(spaces["workshop"], by=people[name])
    _read(everybody.member, spaces)


def _people(everybody: Everybody) -> dict[str, Person]:
    """Who speaks, by the short names of the words."""
    ines, callum = everybody.stewards
    named = {"ines": ines, "callum": callum, "bronwen": everybody.host, "tariq": everybody.member}
    return named | {f"m{n}": one for n, one in enumerate(everybody.members[4:34], start=1)}


def _open(words: Words, people: Mapping[str, Person]) -> Space:
    group = None
    if "group" in words:
        group = Group.objects.create(name=words["group"])
        group.people.set([people[name] for name in words["people"]])
    by = people[words["people"][0] if group else "ines"]
    with at(now() - timedelta(days=OPENED_DAYS_AGO)):
        about = {"about": words["about"], "seen_by": words["seen_by"]}
        return open_space(words["name"], by=by, group=group, **about)


def _live_through(words: Words, spaces: Mapping[str, Space], people: Mapping[str, Person]) -> None:
    """Every message at its hour, in the order in which they came."""
    lines = [
        (_at(one, line[1], number), n, number)
        for n, one in enumerate(words["thread"])
        for number, line in enumerate(one["talk"])
    ]
    threads: dict[int, Thread] = {}
    for moment, n, number in sorted(lines):
        one = words["thread"][n]
        who, _hours, said, *mark = one["talk"][number]
        wish = Wish(mark[0]) if mark and mark[0] in Wish.values else Wish.NAMED
        with at(moment):
            if number == 0:
                threads[n] = _begin(spaces[one["space"]], one, said, by=people[who])
                message = threads[n].messages.get()
            else:
                message = write(threads[n], said, by=people[who], wish=wish)
            _mark(message, mark)
    for n, thread in threads.items():
        _thank(thread, words["thread"][n], people)


def _at(words: Words, hours: int, number: int) -> datetime:
    """So many hours after that morning; what would be said at night is said at breakfast."""
    morning = on(localdate() - timedelta(days=words["days_ago"]), time(9, 40))
    moment = localtime(morning + timedelta(hours=hours, minutes=11 * number % 50))
    return moment + timedelta(hours=max(0, 8 - moment.hour))


def _begin(space: Space, words: Words, said: str, *, by: Person) -> Thread:
    closes_on = None
    if "lasts" in words:
        closes_on = localdate() + timedelta(days=words["lasts"])
    if "closes_in" in words:
        closes_on = localdate(_today()) + timedelta(days=words["closes_in"])
    kind = Kind(words["kind"])
    return start_thread(
        space, words["title"], said, by=by, kind=kind, closes_on=closes_on, wish=Wish.NAMED
    )


def _today() -> datetime:
    """The real today, also while another day is lived through."""
    return datetime.now(now().tzinfo)


def _mark(message: Message, mark: list[str]) -> None:
    if "helped" in mark and message.thread.by:
        this_helped(message, by=message.thread.by)
    if "said" in mark and message.by:
        message.say(Wish.MEMBERS, by=message.by)
    if "picture" in mark:
        put_into(message, router_on_a_shelf())
    if "mail" in mark:
        uncut = f"{message.words}\n\n-- \nSent from my phone"
        Original.objects.create(message=message, mail_id="demo-router", words=uncut)


def _thank(thread: Thread, words: Words, people: Mapping[str, Person]) -> None:
    for name in words.get("thanks", ()):
        good_question(thread, by=people[name])
    for number, before in words.get("changed", ()):
        Edit.objects.create(message=thread.messages.get(number=number), words=before)


def _read(member: Person, spaces: Mapping[str, Space]) -> None:
    """What the member of the cast has read, and a thread that he leaves in peace."""
    before = Message.objects.filter(at__lt=now() - timedelta(days=READ_DAYS_AGO))
    for space in (spaces["porch"], spaces["workshop"]):
        last = before.filter(thread__space=space).order_by("-pk").first()
        if last is not None:
            read_space(space, last.pk, by=member)
    choose(Following.Choice.FOLLOW, by=member, space=spaces["porch"])
