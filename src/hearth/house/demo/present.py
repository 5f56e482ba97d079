"""What is going on in the demo today: an hour that is running, and dates ahead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any

from django.db.models import F
from django.utils.timezone import now

from hearth.gatherings.models import Gathering, Series
from hearth.gatherings.models.gathering import free_slug
from hearth.gatherings.models.origins import come_from
from hearth.gatherings.models.runsheet import lay_out
from hearth.ground.accounts import is_demo
from hearth.ground.time import on
from hearth.house.demo.everybody import Everybody
from hearth.house.demo.meetups import (
    HALF_PAST_ELEVEN,
    announce,
    live_through,
    plan,
    take_places,
)
from hearth.house.demo.moments import at
from hearth.house.demo.words import words_of
from hearth.listening.models import Theme

SO_FAR = timedelta(minutes=24)
PLACES_AHEAD = 40
PLACES_IN_THE_EVENING = 12


def be_in_the_middle(everybody: Everybody, rng: Random) -> None:
    """A gathering that began a while ago: its room is open and its clock is running."""
    words = words_of("now")
    moment = now().replace(second=0, microsecond=0)
    with at(moment - timedelta(days=16)):
        gathering = _single(everybody, words["title"])
        gathering.about, gathering.question = words["about"].strip(), words["question"]
        gathering.starts_at = moment - SO_FAR
        gathering.ends_at = gathering.starts_at + timedelta(hours=1)
        gathering.save()
        lay_out(gathering, words["template"])
        announce(gathering, everybody, rng)
    coming = [
        everybody.member,
        everybody.guest,
        *everybody.stewards,
        *rng.sample(everybody.members[4:-1], 22),
    ]
    take_places(gathering, coming, rng, before=gathering.starts_at)
    live_through(gathering, words, [everybody.host, *coming[:18]], rng, until=moment)


def keep_going() -> int:
    """The hour that runs in a demo begins again when its time is over, unless its host ended
    it: a demo that was built last week has an open room, too."""
    if not is_demo():
        return 0
    late = Gathering.objects.filter(step__isnull=False, ended_at=None, ends_at__lt=now())
    for gathering in late:
        on_by = now() - SO_FAR - gathering.starts_at
        Gathering.objects.filter(pk=gathering.pk).update(
            starts_at=F("starts_at") + on_by,
            ends_at=F("ends_at") + on_by,
            step_since=F("step_since") + on_by,
        )
    return len(late)


def look_ahead(series: Series, everybody: Everybody, rng: Random) -> None:
    """The next date with people booked, one after it that is still a draft, and a full evening
    with people who wait."""
    words = words_of("ahead")
    first, second = (proposal.on for proposal in series.proposals()[:2])
    steward = everybody.stewards[0]
    with at(now() - timedelta(days=9)):
        gathering = plan(series, first, words, everybody.stewards[1], rng)
        gathering.places = PLACES_AHEAD
        gathering.save(update_fields=["places"])
        announce(gathering, everybody, rng)
        draft = plan(series, second, words | {"title": words["draft"], "about": ""}, steward, rng)
        draft.save()
    _comes_from(gathering, words["theme"])
    coming = [everybody.member, *everybody.guests[1:4], *rng.sample(everybody.members[5:-1], 22)]
    take_places(gathering, coming, rng, before=now(), needs=words_of("people")["needs"])
    _fill_an_evening(everybody, rng, words)


def _comes_from(gathering: Gathering, theme: str) -> None:
    """We meet about what was said: the theme and the gathering lead to each other."""
    pages = [Theme.objects.get(name=theme).get_absolute_url()]
    come_from(gathering, (), wanted=pages, by=gathering.host)


def _fill_an_evening(everybody: Everybody, rng: Random, words: Mapping[str, Any]) -> None:
    with at(now() - timedelta(days=6)):
        gathering = _single(everybody, words["evening"])
        gathering.about = "Eight o'clock, cameras off, tea in hand. Twelve of us, so all can speak."
        gathering.starts_at = on(now().date() + timedelta(days=12), HALF_PAST_ELEVEN.replace(20, 0))
        gathering.ends_at = gathering.starts_at + timedelta(hours=1)
        gathering.places = PLACES_IN_THE_EVENING
        gathering.save()
        lay_out(gathering, "peer-drop-in")
        gathering.announce(by=gathering.host)
    _comes_from(gathering, words["evening_theme"])
    coming = rng.sample(everybody.members[5:-1], PLACES_IN_THE_EVENING + 3)
    take_places(gathering, coming, rng, before=now())


def _single(everybody: Everybody, title: str) -> Gathering:
    """A gathering that belongs to no series."""
    moment = now()
    return Gathering(
        title=title,
        slug=free_slug(title),
        host=everybody.host,
        starts_at=moment,
        ends_at=moment + timedelta(hours=1),
        video_url="https://video.example.org/community-tech-together",
        phone="0330 088 5830, then 442 17#",
        seen_by=Gathering.SeenBy.EVERYONE,
    )
