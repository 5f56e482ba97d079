"""A community to measure: a steward who hosts, people who come, and an hour that runs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.test import Client
from django.utils.timezone import now

from hearth.charter.starting import publish_starting_lines
from hearth.gatherings.models import Gathering
from hearth.gatherings.models.gathering import free_slug
from hearth.gatherings.models.runsheet import lay_out
from hearth.ground.accounts import Person
from hearth.house.readying import make_ready
from hearth.house.starting import start_community

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def begin() -> None:
    """Bring the database up to date, and start a community with one steward in it."""
    make_ready()
    steward = start_community(
        name="Tidewater Makers", about="We mend.", steward="Dee", email="dee@example.org"
    )
    publish_starting_lines(by=steward)


def steward() -> Person:
    return Person.objects.stewards()[0]


def newcomers(how_many: int) -> list[Person]:
    """So many guests with an address each."""
    known = Person.objects.count()
    return Person.objects.bulk_create(
        Person(name=f"Guest {number}", email=f"guest{number}@example.org")
        for number in range(known, known + how_many)
    )


def members(how_many: int) -> list[Person]:
    """So many people who joined long ago."""
    people = newcomers(how_many)
    Person.objects.filter(pk__in=[one.pk for one in people]).update(
        joined_at=now() - timedelta(days=90)
    )
    return people


def gathering(starts_at: datetime, *, places: int | None = None) -> Gathering:
    """An announced meet-up of an hour, with the standard run sheet."""
    made = Gathering.objects.create(
        title="Monthly meet-up",
        slug=free_slug("meet-up"),
        about="How do repair cafes keep going?",
        question="What would you miss?",
        host=steward(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        places=places,
        seen_by=Gathering.SeenBy.EVERYONE,
    )
    lay_out(made, "standard-hour")
    made.announce(by=steward())
    return made


def cookies(person: Person) -> dict[str, str]:
    """What the browser of somebody who signed in carries."""
    browser = Client()
    browser.force_login(person, backend=BACKEND)
    return {name: morsel.value for name, morsel in browser.cookies.items()}
