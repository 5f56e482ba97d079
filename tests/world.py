"""The world that the truths of the house are tried in: the demo, with everybody in it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from django.apps import apps
from django.test import Client

from hearth.ground.accounts import Community, Person, make_steward
from hearth.ground.books.post import Kind, post
from hearth.ground.links import link

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Role:
    """Somebody who reads: what they are to the community, and who they are."""

    name: str
    person: Person | None

    def __str__(self) -> str:
        return self.name

    @property
    def signs_in(self) -> bool:
        return self.person is not None and self.person.is_active

    def browser(self) -> Client:
        """A browser of theirs: a member's is signed in, a guest's came by a signed link."""
        client = Client(headers={"host": "localhost"})
        if self.signs_in:
            client.force_login(self.person, backend=BACKEND)
        elif self.person is not None:
            client.get(link(self.person, "/"))
        return client


def build() -> None:
    """Fill an empty database with the world."""
    if find_spec("hearth.house.demo"):
        from hearth.house.demo import build as build_demo

        build_demo()
    else:
        _small()


def _small() -> None:
    Community.objects.create(name="Tidewater Makers", about="We mend things.")
    for name in ("Amara", "Bola", "Cerys", "Dee", "Efe", "Fin"):
        person = Person.objects.meet(name=name, email=f"{name.lower()}@example.org")
        if name != "Fin":
            person.join()
        if name in ("Dee", "Efe"):
            make_steward(person, by=None)
    post([person], "Your new link", "ground/letters/new_link.txt", kind=Kind.KEYS, to="/")


def roles() -> list[Role]:
    """One of each kind of reader, from a passer-by to a steward, always the same ones."""
    stewards = Person.objects.stewards()
    host = _host()
    others = Person.objects.members().exclude(pk__in=stewards.values("pk"))
    member = others.exclude(pk=host.pk if host else None).order_by("pk").first()
    return [
        Role("passer-by", None),
        Role("guest", Person.objects.filter(joined_at=None).latest("pk")),
        Role("member", member),
        Role("host", host or others.order_by("-pk").first()),
        Role("steward", stewards.order_by("pk").first()),
    ]


def _host() -> Person | None:
    """Who hosts the gathering whose host's page is the example."""
    from tests.addresses import examples

    words = examples().get("gatherings:host")
    if words is None:
        return None
    gathering = apps.get_model("gatherings", "Gathering").objects.get(**words())
    return gathering.host
