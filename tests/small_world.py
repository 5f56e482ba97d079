"""A small world of every kind of thing: one series, one gathering behind, one now, one ahead."""

from __future__ import annotations

from datetime import time, timedelta

from django.utils.timezone import now

from hearth.charter.starting import publish_starting_lines
from hearth.gatherings.models import Gathering, Series
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.gathering import free_slug
from hearth.gatherings.models.notes import Notes
from hearth.gatherings.models.places import Arrival, book
from hearth.gatherings.models.runsheet import lay_out
from hearth.ground.accounts import Community, Person, make_steward
from hearth.ground.books.post import Kind, post
from hearth.people.models import Bringing, Organisation
from hearth.people.models.joining import ask_to_join


def build() -> None:
    """Fill an empty database."""
    Community.objects.get_or_create(pk=1, defaults={"name": "Tidewater Makers"})
    people = {name: _person(name) for name in ("Amara", "Bola", "Cerys", "Dee", "Efe", "Fin")}
    for name in ("Dee", "Efe"):
        make_steward(people[name], by=None)
    publish_starting_lines(by=people["Dee"])
    Organisation.objects.named("The Tool Library", by=people["Amara"])
    Bringing.objects.create(by=people["Dee"], file="tickets.csv", confirmed_at=now())
    for address in ({"email": "gwen@example.org"}, {"phone": "0330 000 0000"}):
        ask_to_join(name="Gwen", **address)
    host = people["Bola"]
    Series.objects.create(title="Monthly meet-up", slug="monthly", clock=time(11, 30), host=host)
    for in_ in (timedelta(days=-28), timedelta(minutes=-20), timedelta(days=7)):
        _gathering(host, in_, [people["Amara"], people["Cerys"], people["Fin"]])
    _finish(Gathering.objects.earliest("starts_at"), host)
    post([people["Fin"]], "Your link", "ground/letters/new_link.txt", kind=Kind.KEYS, to="/")


def _person(name: str) -> Person:
    person = Person.objects.meet(name=name, email=f"{name.lower()}@example.org")
    if name != "Fin":
        person.join()
    return person


def _gathering(host: Person, in_: timedelta, guests: list[Person]) -> None:
    starts_at = now() + abs(in_)
    gathering = Gathering.objects.create(
        title="Monthly meet-up",
        slug=free_slug("monthly-meet-up"),
        about="We look at **repair cafes** together.",
        question="What brings you here?",
        host=host,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        seen_by="everyone",
    )
    lay_out(gathering, "standard-hour")
    gathering.announce(by=host)
    for guest in guests:
        book(gathering, guest)
    if in_ < timedelta(0):
        gathering.starts_at, gathering.ends_at = now() + in_, now() + in_ + timedelta(hours=1)
        gathering.save(update_fields=["starts_at", "ends_at"])
        gathering.begin(by=host)
        for guest in guests:
            Arrival.objects.create(gathering=gathering, person=guest)
            say(gathering, f"A kettle, says {guest.name}", person=guest)


def _finish(gathering: Gathering, host: Person) -> None:
    gathering.end(by=host)
    notes = Notes.objects.of(gathering)
    notes.publish(by=host)
    notes.thank(by=host)
