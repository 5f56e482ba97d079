"""Who is in the demo: made-up people, what they do, where they come from, and how they came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from typing import Any

from django.utils.text import slugify
from django.utils.timezone import localdate, now

from hearth.ground.accounts import Person, make_steward
from hearth.house.demo import cast
from hearth.house.demo.moments import at
from hearth.house.demo.words import words_of
from hearth.people.models import Brought, Joining
from hearth.people.models.bringing import keep
from hearth.people.models.door import wait_at_the_door
from hearth.people.models.joining import ask_to_join
from hearth.people.models.profile import describe
from hearth.people.models.welcome import ask_for_hellos, put_on_duty
from hearth.people.welcoming import welcome

MEMBERS = 140
NEW = 2  # the newcomer of the cast, and the one who is quiet
GUESTS = 14
_NAMED = {
    cast.STEWARD: "Ines Okafor",
    cast.SECOND_STEWARD: "Callum Reeve",
    cast.HOST: "Bronwen Pugh",
    cast.MEMBER: "Tariq Hussain",
}


@dataclass(slots=True)
class Everybody:
    """The people of the demo as far as the building must tell them apart."""

    stewards: list[Person]
    host: Person
    member: Person
    newcomer: Person
    guest: Person
    members: list[Person] = field(default_factory=list)
    guests: list[Person] = field(default_factory=list)

    @property
    def hosts(self) -> list[Person]:
        return [self.stewards[0], self.host, self.stewards[1]]

    def here_by(self, moment: datetime) -> list[Person]:
        """Members who had joined by then."""
        return [one for one in self.members if one.joined_at and one.joined_at < moment]


def come_together(rng: Random, first_day: datetime) -> Everybody:
    """Everybody joins, each on their own day of the first year; the stewards on the first."""
    table = words_of("people")
    names, kinds = _names(table, rng), _kinds(table, rng)
    days = _days(rng, first_day)
    named = [_joins(name, email, next(kinds), next(days), rng) for email, name in _NAMED.items()]
    others = [
        _joins(name, _email(name), next(kinds), next(days), rng)
        for name in names[: MEMBERS - len(named) - NEW]
    ]
    newcomer = _joins("Maya Ferreira", cast.NEWCOMER, next(kinds), now() - timedelta(days=2), rng)
    welcome(newcomer)
    guest = Person.objects.meet(name="Gwil Roberts", email=cast.GUEST)
    guests = [Person.objects.meet(name=name, email=_email(name)) for name in names[-(GUESTS - 1) :]]
    for steward in named[:2]:
        with at(first_day):
            make_steward(steward, by=None)
    return Everybody(
        stewards=named[:2],
        host=named[2],
        member=named[3],
        newcomer=newcomer,
        guest=guest,
        members=[*named, *others, newcomer],
        guests=[guest, *guests],
    )


def knock(steward: Person) -> None:
    """Those whom stewards still have something to do for: one to ring, one who has not opened
    the letter yet, and a list of those who were at the launch."""
    with at(now() - timedelta(hours=3)):
        ask_to_join(name="Maureen Whitworth", phone="0161 496 0187", brings="I have no email.")
        ask_to_join(name="Piotr Zaremba", email="piotr.zaremba@example.org")
    with at(now() - timedelta(days=3)):
        launch = ["Nell Hargreave", "Suresh Menon", "Anwen Bowen", "Gladys Tembo"]
        rows = [
            Brought(number=n, name=name, email=_email(name), verdict=Brought.Verdict.NEW)
            for n, name in enumerate(launch, start=2)
        ]
        keep(rows, file="launch-tickets.csv", by=steward).confirm()


def be_quiet(stewards: list[Person]) -> None:
    """One who joined three days ago and has said nothing yet, and who is to say hello."""
    with at(now() - timedelta(days=2, hours=12)):
        joining = ask_to_join(
            name="Osian Pryce",
            email="osian.pryce@example.org",
            kinds=["new"],
            brings="We run a tool library, and nobody there knows about computers.",
        )
        if joining is not None:
            welcome(joining.confirm())
    today = localdate()
    two_weeks = {"since": today, "until": today + timedelta(13)}
    put_on_duty(stewards[1], deputy=stewards[0], **two_weeks, by=stewards[0])
    ask_for_hellos()


def wait() -> None:
    """One who asked while the door was kept by hand, and is still to be let in."""
    with at(now() - timedelta(hours=5)):
        joining = ask_to_join(name="Rhian Achebe", email="rhian.achebe@example.org")
        if joining is not None:
            wait_at_the_door(joining)


def _joins(name: str, email: str, kind: dict[str, Any], day: datetime, rng: Random) -> Person:
    with at(day):
        joining = ask_to_join(
            name=name,
            email=email,
            kinds=rng.sample(kind["fits"], rng.randint(1, len(kind["fits"]))),
            brings=rng.choice(kind["brings"]) if rng.random() < 0.7 else "",
            organisation=kind["organisation"],
        )
        if joining is None:
            raise ValueError(f"{email} is in the demo twice.")
        return _confirmed(joining, kind, rng)


def _confirmed(joining: Joining, kind: dict[str, Any], rng: Random) -> Person:
    person = joining.confirm()
    if rng.random() < 0.8:
        describe(person, does=rng.choice(kind["does"]))
    rhythm = rng.choices(Person.Rhythm.values, [10, 65, 10, 15])[0]
    if rhythm != person.rhythm:
        person.rhythm = rhythm
        person.save(update_fields=["rhythm"])
    return person


def _names(table: dict[str, Any], rng: Random) -> list[str]:
    """First and last names that go together, each first name once."""
    names = []
    for group in table["names"]:
        first, last = list(group["first"]), list(group["last"])
        rng.shuffle(first)
        rng.shuffle(last)
        names += [f"{one} {other}" for one, other in zip(first, last, strict=True)]
    rng.shuffle(names)
    return names


def _kinds(table: dict[str, Any], rng: Random) -> Iterator[dict[str, Any]]:
    """What people do, in the shares of the table; six of ten come from an organisation."""
    of_hundred = [kind for kind in table["kinds"] for _ in range(kind["share"])]
    rng.shuffle(of_hundred)
    for kind in cycle(of_hundred):
        places = table["organisations"][kind["name"]]
        organisation = rng.choice(places) if rng.random() < 0.6 else ""
        yield {**kind, "organisation": organisation}


def _days(rng: Random, first_day: datetime) -> Iterator[datetime]:
    """The named ones join on the first day, then 70 in the first weeks, the rest by December."""
    early = sorted(rng.uniform(0.2, 36) for _ in range(70))
    late = sorted(rng.uniform(37, 205) for _ in range(MEMBERS))
    for day in [0.0] * len(_NAMED) + early + late:
        yield first_day + timedelta(days=day)


def _email(name: str) -> str:
    return f"{slugify(name).replace('-', '.')}@example.org"
