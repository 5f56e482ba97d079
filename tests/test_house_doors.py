"""Every address has a door, and each door keeps out whom it must."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.urls import path

from hearth.ground import access
from hearth.ground.accounts import Community, is_demo
from tests.addresses import NoExample, addresses, path_of, without_example
from tests.evidence import asked, contents, undone
from tests.telling import none_of
from tests.world import Role

DOORS = {name.removeprefix("for_") for name in dir(access) if name.startswith("for_")}
ROLES = ("passer-by", "guest", "member", "host", "steward")


def doorless(every):
    return [str(address) for address in every if address.door not in DOORS]


def is_kept_out(role, door):
    """Whether somebody must not come through a door of this name."""
    steward = role.signs_in and role.person.is_steward
    return {
        "anyone": False,
        "demo": not is_demo(),
        "guests": role.person is None,
        "members": not role.signs_in,
        "stewards": not steward,
    }[door]


def faults(role, method, every):
    """What goes wrong when this reader opens every address by this method, one by one."""
    opened = role.opening()
    return [
        f"{method} {address} as {role}: {fault}"
        for address in every
        for fault in _faults(role, method, address, opened)
    ]


def _faults(role, method, address, opened):
    with undone(), asked() as notes:
        reply = opened(method, path_of(address))
    if reply.status_code >= 500:
        trouble = getattr(reply, "exc_info", None)
        yield f"{reply.status_code} {trouble[1]!r}" if trouble else str(reply.status_code)
    if is_kept_out(role, address.door) and not _is_refused(reply, role):
        yield f"{reply.status_code} although the door is for {address.door}"
    if method in ("GET", "HEAD") and notes.writes:
        yield f"changes something: {notes.writes[0][:120]}"


def _is_refused(reply, role):
    """Not there, not so, or sent to sign in; on the first day, sent to start a community."""
    elsewhere = (settings.LOGIN_URL, "/start/")
    sent_away = reply.status_code == 302 and reply.url.startswith(elsewhere)
    return reply.status_code in (404, 405) or (sent_away and not role.signs_in)


def test_every_view_wears_a_door():
    none_of(doorless(addresses()))


def test_every_address_that_needs_words_has_an_example():
    none_of(without_example(addresses()))


def test_every_address_has_a_name():
    none_of([str(address) for address in addresses() if not address.name])


def test_only_signed_links_and_chats_addresses_take_a_post_from_other_sites():
    loose = {str(a) for a in addresses() if getattr(a.view, "csrf_exempt", False)}
    assert loose <= {"ground:link", "roundups:inlet"}


def test_the_world_has_one_reader_of_each_kind(world):
    assert tuple(world) == ROLES
    people = [role.person for role in world.values()]
    assert len(set(people)) == len(ROLES)
    assert [bool(p and p.is_active and p.is_steward) for p in people] == [False] * 4 + [True]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("name", ROLES)
def test_each_door_keeps_out_whom_it_must_and_reading_changes_nothing(world, name, method):
    before = contents()
    none_of(faults(world[name], method, addresses()))
    assert contents() == before


@pytest.mark.parametrize("name", ROLES)
def test_the_pages_of_the_demo_are_nowhere_else(world, name):
    Community.objects.update(is_demo=False)
    demo = [address for address in addresses() if address.door == "demo"]
    assert demo
    none_of(faults(world[name], "GET", demo))


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_the_house_stands_on_its_first_day_before_there_is_anybody(db, method):
    nobody = Role("passer-by", None)
    none_of(faults(nobody, method, [a for a in addresses() if not a.needs]))


def test_every_address_opens_for_somebody(world):
    readers = [role.opening() for role in world.values()]

    def opens(address):
        replies = (opened("GET", path_of(address)) for opened in readers)
        return any(not _is_refused(r, world["passer-by"]) or r.status_code == 405 for r in replies)

    none_of([str(address) for address in addresses() if not opens(address)])


# The same checks, fed with broken houses.


def _open(request):
    return HttpResponse("hello")


def _breaks(request):
    raise RuntimeError("not today")


def _renames(request):
    Community.objects.update(name="Renamed")
    return HttpResponse("hello")


def _lies(request):
    return HttpResponse("for stewards only, it says")


_lies.door = "stewards"
_breaks.door = _renames.door = "anyone"


class Broken:
    """Addresses of a house with everything wrong."""

    urlpatterns = (
        path("open/", _open, name="open"),
        path("lies/", _lies, name="lies"),
        path("breaks/", _breaks, name="breaks"),
        path("renames/", _renames, name="renames"),
        path("wordy/<slug:slug>/", _lies, name="wordy"),
    )


def test_a_view_without_a_door_is_found():
    assert doorless(addresses(Broken)) == ["open"]


def test_an_address_without_its_example_is_found():
    assert without_example(addresses(Broken)) == ["wordy"]
    with pytest.raises(NoExample, match="wordy"):
        path_of(addresses(Broken)[-1])


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("lies", "200 although the door is for stewards"),
        ("breaks", "500 RuntimeError"),
        ("renames", "changes something: UPDATE"),
    ],
)
def test_a_door_that_does_not_hold_is_found(world, settings, name, fault):
    settings.ROOT_URLCONF = Broken
    (broken,) = [address for address in addresses(Broken) if address.name == name]
    found = faults(Role("member", world["member"].person), "GET", [broken])
    assert len(found) == 1
    assert f"GET {name} as member: {fault}" in found[0]
