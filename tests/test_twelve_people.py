"""A whole meet-up of twelve people, each in a browser of their own.

One line is lost and comes back, one guest is late and known to nobody, one leaves without a
word, one wants no small room, and two write the same line in the same moment.
"""

from __future__ import annotations

from collections import Counter

from tests.first_days import plan_and_invite, start
from tests.letterbox import letterbox, plain
from tests.proving import proves
from tests.running import hearth_up
from tests.twelve import CSV, GUESTS, HOST, LATE, Party

LOST = "Iona"
LEAVES, STAYS = "Kofi", "Gwen"


@proves("J2.4")
def test_twelve_people_meet_in_small_rooms_and_nothing_said_is_lost(chromium, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(CSV)
    with letterbox() as box, hearth_up(tmp_path / "home", box.port) as (house, hearth):
        party = Party(chromium)
        dee = party.arrives(HOST)
        start(dee, house)
        hearth("import", "people", str(file), "--confirm")
        party.gathering = plan_and_invite(dee, house, video="https://meet.example/tidewater")
        for name in GUESTS:
            party.books(name, box)
        for name in GUESTS:
            party.comes_in(name)
        _check_in(party)
        _meet_in_rooms(party)
        _end_and_thank(dee, party)
        _everybody_hears(box, party)
        for name in list(party.pages):
            party.leaves(name)


def _next(dee, step):
    dee.get_by_role("button", name="Next step").click()
    dee.get_by_role("heading", name=step, exact=True).wait_for()


def _check_in(party):
    """Nine answer, one of them through a lost line; one passes."""
    dee = party[HOST]
    dee.goto(f"{party.gathering}host/")
    dee.get_by_role("button", name="Begin").click()
    _next(dee, "Charter check-in")
    _next(dee, "Check-in")
    for name in GUESTS:
        party.sees(name, "What would you miss?")
    lost = party[LOST]
    lost.context.set_offline(True)
    party.says(LOST, "The sound of the kettle")
    lost.get_by_text("Not sent yet").wait_for()
    for name in set(GUESTS) - {LOST, "Hari"}:
        party.says(name, f"What {name} would miss")
    lost.context.set_offline(False)
    party.sees("Jay", "The sound of the kettle")
    lost.get_by_role("link", name="Change mine").wait_for()
    said = party["Jay"].inner_text("#heard")
    assert said.count("The sound of the kettle") == 1
    assert "Hari" not in said
    party["Jay"].get_by_role("button", name="Raise my hand").click()
    dee.get_by_text("They would like to speak").wait_for()


def _meet_in_rooms(party):
    dee = party[HOST]
    while not dee.get_by_role("button", name="Make rooms of three or four").count():
        here = dee.locator("#now h2").inner_text()
        dee.get_by_role("button", name="Next step").click()
        dee.locator("#now h2").filter(has_not_text=here).wait_for()
        dee.wait_for_load_state()
        dee.wait_for_timeout(300)
    dee.get_by_role("button", name="Make rooms of three or four").click()
    dee.get_by_role("button", name="Make the rooms again").wait_for()
    seats = party.rooms()
    assert set(seats) == set(GUESTS)
    assert set(Counter(seats.values()).values()) <= {3, 4}
    party[STAYS].get_by_role("button", name="Stay in the main room").click()
    party[STAYS].get_by_text("Nobody was told").wait_for()
    dee.get_by_text("1 person stays in the main room").wait_for()
    _write_one_line_together(party, seats)
    _somebody_is_late_and_somebody_leaves(party, seats)
    dee.get_by_text("Say it on everybody's page").click()
    dee.get_by_label("Your words").fill("Come back with one line")
    dee.get_by_role("button", name="Show it").click()
    for name in party.everybody_but_the_host():
        party.sees(name, "Come back with one line")


def _write_one_line_together(party, seats):
    """Two people in one room, at the same time: each from the empty line."""
    room = max(set(seats.values()) - {seats[STAYS]}, key=list(seats.values()).count)
    two = [name for name, seat in seats.items() if seat == room and name not in ("Cerys", LEAVES)]
    first, second = (party[name] for name in two[:2])
    first.get_by_label("The line of").fill("We share one key")
    second.get_by_label("The line of").fill("The rota breaks")
    for page in (first, second):
        page.get_by_role("button", name="Keep our line").click()
    for page in (first, second):
        page.reload()
        line = page.get_by_label("The line of").input_value()
        assert {"share", "key", "rota", "breaks"} <= set(line.split())


def _somebody_is_late_and_somebody_leaves(party, seats):
    late = party.arrives(LATE)
    late.goto(f"{party.gathering}room/")
    late.get_by_label("What shall we call you?").first.fill(LATE)
    late.get_by_role("button", name="Come in").click()
    late.locator(".room-name").wait_for()
    party.leaves(LEAVES)
    dee = party[HOST]
    dee.goto(f"{party.gathering}rooms/")
    assert LATE in dee.inner_text("#seated")
    gone = dee.locator("#who option", has_text=LEAVES).get_attribute("value")
    dee.get_by_text("Move one person").click()
    dee.get_by_label("Who", exact=True).select_option(gone)
    dee.get_by_label("Where to").select_option(label="They have left")
    dee.get_by_role("button", name="Move them").click()
    dee.locator("#who option", has_text="has left").wait_for(state="attached")
    now = party.rooms()
    stayed = set(GUESTS) - {LEAVES, STAYS}
    assert {name: now[name] for name in stayed} == {name: seats[name] for name in stayed}
    dee.goto(f"{party.gathering}host/")


def _end_and_thank(dee, party):
    dee.get_by_role("button", name="End the hour").click()
    dee.get_by_role("button", name="Publish the notes").wait_for()
    draft = dee.inner_text("main")
    for words in ("The sound of the kettle", "share one key", "rota breaks"):
        assert set(words.split()) <= set(draft.split()), words
    dee.get_by_label("In a few words").fill("We spoke of what we would miss.")
    dee.get_by_role("button", name="Publish the notes").click()
    dee.get_by_text("The notes are out").wait_for()
    dee.goto(f"{party.gathering}thanks/")
    dee.get_by_role("button", name="Tell them").click()
    dee.get_by_text("on their way").wait_for()


def _everybody_hears(box, party):
    for name in GUESTS:
        thanks = plain(box.to(f"{name.lower()}@example.org", "Thank you"))
        assert (f"What {name} would miss" in thanks) == (name not in (LOST, "Hari")), name
    assert "The sound of the kettle" in plain(box.to("iona@example.org", "Thank you"))
    assert "Come back with one line" not in party[HOST].content()
