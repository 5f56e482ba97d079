"""What is off is not there for anybody; what is turned on says what work it brings."""

from __future__ import annotations

import pytest
from django.urls import reverse

from hearth.conversations.models import Space
from hearth.ground.accounts import Community
from hearth.ground.areas import areas, every_area, is_on
from hearth.ground.books import index, note
from hearth.ground.books.index import Entry
from hearth.house import clock, starting
from hearth.house.models import Switch, turn
from hearth.house.switches import switches
from tests.addresses import addresses
from tests.evidence import asked

PAGE = "/steward/areas/"


def off(person, *keys):
    for key in keys or switches():
        turn(key, on=False, by=person)


def faces():
    return {str(area.name) for area in areas()}


@pytest.fixture
def lathe(people):
    """The address of an open page in an area that can be off, found by a word of its own."""
    shop = Space(name="Workshop", seen_by="everyone")
    index(shop, url="/threads/7/", title="The lathe", text="Who can mend a lathequoin?")
    note("asked about {thing}", thing="the lathe", by=people.bola, url="/threads/7/",
         seen_by="everyone")  # fmt: skip
    return "/threads/7/"


def test_a_new_community_has_only_what_every_other_thing_stands_on(as_, db):
    dee = starting.start_community(
        name="Tidewater", about="We mend.", steward="Dee", email="dee@example.org"
    )
    assert not any(is_on(key) for key in switches())
    words = as_(dee).get(PAGE).text
    for key, (name, brings) in switches().items():
        is_whole = "." not in key
        assert (str(name) in words) is is_whole, key
        assert (str(brings) in words) is is_whole, key
    assert words.count("It is off.") >= 2


def test_a_steward_turns_it_on_and_it_says_who_and_when(as_, people):
    off(people.dee)
    assert "Conversations" not in faces()
    as_(people.efe).post(PAGE, {"area": "conversations", "to": "on"})
    assert "Conversations" in faces()
    assert ", by Efe." in " ".join(as_(people.dee).get(PAGE).text.split())


def test_a_part_is_offered_once_its_area_is_on_and_stays_off_until_a_steward_says_so(as_, people):
    off(people.dee)
    turn("conversations.pictures", on=False, by=people.dee)
    browser = as_(people.efe)
    assert "Pictures in talk" not in browser.get(PAGE).text
    browser.post(PAGE, {"area": "conversations", "to": "on"})
    assert not is_on("conversations.pictures")
    assert "Who looks after a space looks at pictures too" in browser.get(PAGE).text
    assert "Nobody can upload any." in browser.get("/safety/").text
    browser.post(PAGE, {"area": "conversations.pictures", "to": "on"})
    assert is_on("conversations.pictures")
    assert "Nobody can upload any." not in browser.get("/safety/").text


def test_pressing_twice_turns_once(as_, people):
    off(people.dee)
    for _ in range(2):
        as_(people.dee).post(PAGE, {"area": "roundups", "to": "on"})
    assert is_on("roundups")
    assert Switch.objects.filter(area="roundups", is_on=True).count() == 1


def test_whatever_is_added_is_off_unless_everything_else_stands_on_it():
    """Of what has an entry in the navigation, these alone are always there."""
    stood_on = {"people", "gatherings", "charter", "listening"}
    always = {name for name, area in every_area().items() if area.always_on and area.place}
    assert always == stood_on


@pytest.mark.parametrize(("area", "to"), [("gatherings", "off"), ("zzz", "on"), ("roundups", "")])
def test_what_is_no_switch_cannot_be_turned(as_, people, area, to):
    assert as_(people.dee).post(PAGE, {"area": area, "to": to}).status_code == 404
    assert "gatherings" in every_area()


def test_only_stewards_find_the_switches(as_, people):
    assert as_(people.bola).get(PAGE).status_code == 404
    assert as_(people.bola).post(PAGE, {"area": "roundups", "to": "off"}).status_code == 404


def test_what_is_off_answers_nowhere_and_is_in_no_list(as_, people, lathe):
    off(people.dee)
    gone = [a for a in addresses() if a.name.split(":")[0] in {"conversations", "roundups"}]
    for reader in (None, people.bola, people.dee):
        browser = as_(reader)
        for address in gone:
            if not address.needs:
                assert browser.get(reverse(address.name)).status_code == 404, address
        assert lathe not in browser.get("/search/?q=lathequoin").text + browser.get("/").text
        for name, area in every_area().items():
            if not area.always_on and area.place:
                assert f'href="{reverse(area.place[1])}"' not in browser.get("/").text, name


def test_nothing_is_lost_while_it_is_off(as_, people, lathe):
    assert lathe in as_(people.bola).get("/search/?q=lathequoin").text
    before = list(Entry.objects.order_by("pk").values())
    off(people.dee)
    turn("conversations", on=True, by=people.dee)
    assert list(Entry.objects.order_by("pk").values()) == before
    assert lathe in as_(people.bola).get("/search/?q=lathequoin").text


def test_the_clock_leaves_what_is_off_in_peace(people, monkeypatch):
    done = []
    monkeypatch.setattr(clock, "attempt", lambda name, deed: done.append(deed))
    off(people.dee)
    clock.minute()
    silent = [deed for area in every_area().values() if not area.always_on
              for deed in area.every_minute]  # fmt: skip
    assert done
    assert not [deed for deed in silent if deed in done]


def test_every_address_of_what_can_be_off_is_known_to_the_books():
    """So that search and the diary lead nobody to a page that is not there."""
    for address in addresses():
        area = every_area().get(address.name.split(":")[0])
        own = f"/{address.route}"
        if area and not area.always_on and not own.startswith(("/me/", "/steward/", "/letters/")):
            assert own.startswith(area.lies_at), f"{own}: add it to lies_at of {area.name}"


def test_a_page_does_not_ask_what_is_on(as_, people):
    browser = as_(people.bola)
    browser.get("/")
    with asked() as notes:
        browser.get("/")
    assert len([q for q in notes.statements if Community._meta.db_table in q]) <= 2
