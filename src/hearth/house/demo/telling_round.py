"""Round-ups in the demo: some of the first year, one every other week lately, a newsletter,
and a draft that waits for its editor today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.timezone import localdate, localtime, now

from hearth.ground.access import Shared
from hearth.ground.accounts import Person
from hearth.ground.books.index import Entry
from hearth.ground.quarters import Quarter
from hearth.ground.time import LONDON, on
from hearth.house.demo.everybody import Everybody
from hearth.house.demo.moments import at
from hearth.house.demo.words import words_of
from hearth.people.models.profile import let_be_named
from hearth.roundups.keeping_on import keep_on
from hearth.roundups.models import Habit, Inlet, Notice, Outlet, Piece, Roundup
from hearth.roundups.models.flags import Flag, flag
from hearth.roundups.models.habit import Weeks, begin
from hearth.roundups.models.pieces import Kind, put_in
from hearth.roundups.models.rota import offer
from hearth.roundups.newsletters import begin_newsletter
from hearth.roundups.sending import send, write_letters

NINE, TO_ELEVEN = time(9), time(10, 40)


def tell_round(everybody: Everybody) -> None:
    """Each round-up on its day, by whoever wrote it; the newest is a draft of yesterday."""
    words = words_of("roundups")
    latest = localtime(now(), LONDON).date() - timedelta(days=1)
    _begin(everybody, latest)
    for one in words["then"]:
        _send(one, one["on"], everybody)
    for one in words["lately"]:
        _send(one, latest - timedelta(weeks=one["weeks"]), everybody)
    with at(on(latest, TO_ELEVEN) - timedelta(weeks=2)):
        write_letters()
    _send_newsletter(words["newsletter"], everybody)
    _let_one_wait(words["draft"], everybody)


def _begin(everybody: Everybody, latest: date) -> None:
    """Every other week, on the day of the week that was yesterday, so that one always waits."""
    habit = begin()
    Habit.objects.filter(pk=habit.pk).update(
        weeks=Weeks.FORTNIGHTLY,
        seen_by=Shared.SeenBy.EVERYONE,
        draft_day=latest.weekday(),
        deadline_day=(latest.weekday() + 2) % 7,
        first=latest - timedelta(weeks=8),
    )
    for editor in _editors(everybody):
        with at(now() - timedelta(days=90)):
            offer(editor)
    Inlet.objects.create(name="Discord, #finds", nonce="demo", by=everybody.stewards[0])
    tools = Outlet(name="Discord, #news", tool="discord", by=everybody.stewards[0])
    tools.address = "https://chat.example.org/hooks/common-wires"
    tools.add()
    Notice.objects.create(outlet=tools, title="Show and tell: small things that work", body="{}")
    let_be_named(everybody.newcomer, True)


def _editors(everybody: Everybody) -> list[Person]:
    return [*everybody.stewards, everybody.host]


def _send(words: Mapping[str, Any], day: date, everybody: Everybody) -> None:
    by, moment = _editors(everybody)[words["who"]], on(day, TO_ELEVEN)
    with at(moment):
        roundup = Roundup.objects.create(
            on=day,
            since=moment - timedelta(weeks=2),
            until=on(day, NINE),
            closes_at=on(day + timedelta(days=1), time(12)),
            opening=words["opening"],
            closing=words.get("closing", ""),
            seen_by=Shared.SeenBy.EVERYONE,
        )
        for piece in words["piece"]:
            put_in(roundup, _piece(piece))
        send(roundup, by=by)
    if words.get("weeks") != 2:
        Roundup.objects.filter(pk=roundup.pk).update(letters_done_at=moment)


def _piece(words: Mapping[str, str]) -> Piece:
    said = {"kind": words["kind"], "line": words["line"]}
    if "url" in words:
        return Piece(url=words["url"], title=words["title"], **said)
    return Piece(url=Entry.objects.get(title=words["title"]).url, **said)


def _send_newsletter(words: Mapping[str, Any], everybody: Everybody) -> None:
    """That of the first autumn: it filled itself from what was there by then. What would stand
    in it as the next date is years after."""
    by, moment = _editors(everybody)[words["who"]], on(words["on"], TO_ELEVEN)
    with at(moment):
        newsletter = begin_newsletter(Quarter.of_day(words["on"]), by=by)
        newsletter.pieces.filter(kind=Kind.DATE).delete()
        said = {"opening": words["opening"], "closing": words["closing"]}
        newsletter.reword(**said, seen_by=Shared.SeenBy.EVERYONE, lines={})
        send(newsletter, by=by)
    Roundup.objects.filter(pk=newsletter.pk).update(letters_done_at=moment)


def _let_one_wait(words: Mapping[str, str], everybody: Everybody) -> None:
    """The draft fills itself, as it does everywhere; somebody flagged something before."""
    page = Entry.objects.get(title=words["flagged"]).url
    with at(_morning() - timedelta(days=1)):
        flag(page, by=everybody.member, words=words["why"], way=Flag.Way.PAGE)
    with at(_morning()):
        keep_on()


def _morning() -> datetime:
    """Yesterday at five past nine."""
    return on(localdate() - timedelta(days=1), time(9, 5))
