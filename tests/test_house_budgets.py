"""Pages are light, ask the database little, and cost the same however much there is to show."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.urls import path

from hearth.ground.accounts import Person
from tests.addresses import addresses, path_of
from tests.evidence import asked
from tests.growing import grow
from tests.reading import Asset, Reading, packed
from tests.telling import none_of
from tests.test_house_doors import ROLES
from tests.world import Role

QUERIES = 12
REQUESTS = 6
READING, WORKING, SCRIPT = 20_000, 45_000, 30_000
FIRST_HOME, NEXT_HOME = 14_000, 8_000

NEEDS_A_SCRIPT = {"sign-in/": "only a script can ask for a passkey; the code works without"}

ALSO_READ = {"conversations:thread"}
"""Where members work, and passers-by read: for these it has no script."""


def opened(role, every, paths=None):
    """Each page this reader gets, with its address and how often the database was asked."""
    browser = role.opening()
    for address in every:
        path = paths[address] if paths else path_of(address)
        with asked() as notes:
            reply = browser("GET", path)
        if reply.status_code == 200:
            yield address, reply, len(notes)


def pages(role, every):
    """Those of them that are web pages, read."""
    for address, reply, _ in opened(role, every):
        if reply.headers.get("Content-Type", "").startswith("text/html"):
            yield address, reply, Reading(reply.content.decode(), path_of(address))


def heavy(role, every):
    """Pages that are larger than they may be, everything included."""
    browser = role.browser()
    for address, reply, reading in pages(role, every):
        script = sum(asset.packed(browser) for asset in reading.assets if asset.script)
        rest = sum(asset.packed(browser) for asset in reading.assets if not asset.script)
        whole = packed(reply.content) + script + rest
        most = WORKING if address.works else READING
        if whole > most or script > SCRIPT:
            yield f"{address} as {role}: {whole} bytes of {most}, {script} of them script"


def busy(role, every):
    """Pages that make browsers ask too often, or anywhere else, or run scripts unasked."""
    for address, _, reading in pages(role, every):
        if len(reading.assets) >= REQUESTS and not address.works:
            yield f"{address} as {role}: {len(reading.assets) + 1} requests"
        for asset in reading.assets:
            if asset.elsewhere:
                yield f"{address} as {role}: fetches {asset.address}"
        reads = (
            not address.works or str(address) in ALSO_READ
        ) and address.route not in NEEDS_A_SCRIPT
        if role.person is None and reading.scripts and reads:
            yield f"{address}: a script for a passer-by"


def costs(role, every, paths):
    """How many questions each address puts to the database when nothing is kept from before."""
    cache.clear()
    return {str(address): queries for address, _, queries in opened(role, every, paths)}


@pytest.mark.parametrize("name", ROLES)
def test_pages_are_light(world, name):
    none_of(list(heavy(world[name], addresses())))


@pytest.mark.parametrize("name", ROLES)
def test_pages_ask_browsers_for_little_and_nobody_elsewhere(world, name):
    none_of(list(busy(world[name], addresses())))


@pytest.mark.parametrize("name", ROLES)
def test_pages_ask_the_database_little_and_no_more_when_there_is_much(world, name):
    paths = {address: path_of(address) for address in addresses()}
    with_little = costs(world[name], paths, paths)
    assert sum(grow().values()) > 20
    with_much = costs(world[name], paths, paths)
    none_of(
        f"{page} as {name}: {asks}, and {with_much.get(page)} with much"
        for page, asks in with_little.items()
        if asks > QUERIES or with_much.get(page, 0) > asks
    )


def test_the_home_page_is_lightest(world):
    (home,) = [address for address in addresses() if address.route == ""]
    for role in world.values():
        ((_, reply, reading),) = pages(role, [home])
        rest = sum(asset.packed(role.browser()) for asset in reading.assets)
        assert packed(reply.content) <= NEXT_HOME
        assert packed(reply.content) + rest <= FIRST_HOME


# The same checks, fed with pages that waste.


def _wasteful(request):
    names = "".join(f"<p>{person.name}" for person in Person.objects.all())
    asked_again = [Person.objects.get(pk=person.pk).name for person in Person.objects.all()]
    images = "".join(f"<img alt='' src='/look/{n}.css'>" for n in range(7))
    much = "".join(str(hash((n, "filler"))) for n in range(3000))
    return HttpResponse(
        f"<script>go()</script>{names}{asked_again}{images}{much}"
        "<img alt='' src='https://elsewhere.example/pixel.gif'>"
    )


_wasteful.door = "anyone"


class Wasteful:
    """The address of one page that wastes everything."""

    urlpatterns = (path("wasteful/", _wasteful, name="wasteful"),)


def test_a_page_that_wastes_is_found(world, settings):
    settings.ROOT_URLCONF = Wasteful
    nobody = Role("passer-by", None)
    (page,) = addresses(Wasteful)
    assert set(busy(nobody, [page])) == {
        "wasteful as passer-by: 9 requests",
        "wasteful as passer-by: fetches https://elsewhere.example/pixel.gif",
        "wasteful: a script for a passer-by",
    }
    before = costs(nobody, [page], None)["wasteful"]
    grow()
    assert costs(nobody, [page], None)["wasteful"] > before


def test_a_heavy_page_is_found(world, settings):
    def heavy_page(request):
        return HttpResponse("".join(str(hash((n, "filler"))) for n in range(3000)))

    settings.ROOT_URLCONF = type("Heavy", (), {"urlpatterns": [path("heavy/", heavy_page)]})
    (page,) = addresses(settings.ROOT_URLCONF)
    (fault,) = heavy(Role("passer-by", None), [page])
    assert fault.startswith("heavy/ as passer-by: ")


def test_what_a_page_fetches_is_read_from_it():
    page = Reading(
        '<link rel="stylesheet" href="/look/a.css"><link rel="alternate" href="/feed.atom">'
        '<script src="a.js"></script><script type="application/ld+json">{}</script>'
        '<img alt="" src="data:image/png;base64,x"><img alt="" src="//elsewhere.example/b.png">',
        "/gatherings/",
    )
    assert page.assets == [
        Asset("/look/a.css"),
        Asset("/gatherings/a.js", script=True),
        Asset("//elsewhere.example/b.png"),
    ]
    assert page.scripts
    assert page.assets[-1].elsewhere
