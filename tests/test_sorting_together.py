"""Four people sort the same sixty cards at once, each in the way that they can: by keyboard, on a
phone, without JavaScript, with a mouse. Nothing is lost, and nobody loses their place."""

from __future__ import annotations

import pytest
from playwright.sync_api import TimeoutError

from tests.keyboard import keys
from tests.letterbox import letterbox
from tests.proving import proves
from tests.running import hearth_up
from tests.sixty import BY_KEYS, BY_MOUSE, ON_A_PHONE, WITHOUT_SCRIPT, Table, filled

pytestmark = pytest.mark.browser

NAMES = ["Evenings", "Fares", "Noise", "Tea"]
ROUNDS = 10


@proves("J3.21")
def test_four_people_sort_sixty_cards_at_once_and_no_move_is_lost(chromium, tmp_path):
    home = tmp_path / "home"
    with letterbox() as box, hearth_up(home, box.port) as (address, _hearth):
        table = Table(chromium, address, filled(home))
        piles = _begin_piles(table)
        _name_them(table, piles)
        for turn in range(ROUNDS):
            _all_at_once(table, piles, turn)
        _two_lay_the_same_card_elsewhere(table, piles)
        _one_is_taken_back(table)
        for name in (BY_KEYS, ON_A_PHONE, WITHOUT_SCRIPT, BY_MOUSE):
            table[name].reload()
            assert table.everything(name) >= table.done, name
            assert table[name].faults == []
        assert len(table.done) == len(NAMES) + 5 * ROUNDS + 2


def _begin_piles(table):
    """In silence: the mouse begins four piles, and everybody sees them."""
    dee = table[BY_MOUSE]
    assert dee.locator("[name=name]").count() == 0
    for number, card in enumerate(table.cards[:4], 1):
        table.loose(BY_MOUSE, card).locator(".words").click()
        dee.locator("#to-new").click()
        dee.get_by_role("heading", name=f"Pile {number}").wait_for()
    numbers = [int(one.get_attribute("data-pile")) for one in dee.locator(".pile").all()]
    for card, pile in zip(table.cards, numbers, strict=False):
        table.lies(ON_A_PHONE, card, pile)
    return numbers


def _name_them(table, piles):
    """The silence ends; two name one pile at once, and nothing typed is lost."""
    dee, bola = table[BY_MOUSE], table[ON_A_PHONE]
    dee.get_by_role("button", name="Enough moved").click()
    bola.locator(f"#i{piles[0]}").fill("Hours")
    for pile, name in zip(piles, NAMES, strict=True):
        dee.locator(f"#i{pile}").fill(name)
        dee.locator(f"#i{pile}").press("Enter")
        dee.get_by_role("heading", name=name).wait_for()
    bola.get_by_role("heading", name="Tea").wait_for()
    assert bola.locator(f"#i{piles[0]}").input_value() == "Hours"
    bola.locator(f"#f{piles[0]} button").tap()
    bola.get_by_text("Somebody just called it “Evenings”.").wait_for()
    assert bola.locator(f"#i{piles[0]}").input_value() == "Hours"
    bola.locator(f"#i{piles[0]}").fill("Evenings")
    bola.locator(f"#f{piles[0]} button").tap()
    bola.get_by_text("Somebody just called it").wait_for(state="detached")
    table[WITHOUT_SCRIPT].reload()
    table[BY_KEYS].locator("#loose [name=card]").last.focus()
    table[BY_KEYS].evaluate("window.watched = true")


def _all_at_once(table, piles, turn):
    """Each begins a move before any of them has heard what became of it."""
    start = 4 + 5 * turn
    held, tapped, dragged, *ticked = table.cards[start : start + 5]
    pile = turn % 4
    _hold_and_choose(table, held, NAMES[pile])
    bola = table[ON_A_PHONE]
    table.loose(ON_A_PHONE, tapped).locator(".words").tap()
    _drag(table, dragged, piles[(pile + 1) % 4])
    keys(table[BY_KEYS], "Enter")
    bola.locator(f"#to-{piles[(pile + 2) % 4]}").tap()
    _without_script(table, ticked, piles[(pile + 3) % 4])
    table.lies(BY_KEYS, held, piles[pile])
    _lies_at_last(table, dragged, piles[(pile + 1) % 4])
    table.lies(ON_A_PHONE, tapped, piles[(pile + 2) % 4])
    amara = table[BY_KEYS]
    assert amara.evaluate("document.activeElement.name") == "card", "the next card"
    assert amara.evaluate("window.lost") == [], "the keyboard never lost its place"


def _hold_and_choose(table, card, name):
    """Enter on the card, and the first letter of the pile."""
    amara = table[BY_KEYS]
    table.loose(BY_KEYS, card).locator("[name=card]").focus()
    keys(amara, "Enter")
    assert amara.evaluate("document.activeElement.id") == "to-new"
    keys(amara, name[0].lower())
    assert amara.evaluate("document.activeElement.innerText.trim()") == name


def _drag(table, card, pile):
    dee = table[BY_MOUSE]
    here = table.loose(BY_MOUSE, card).locator(".words")
    here.scroll_into_view_if_needed()
    box = here.bounding_box()
    dee.mouse.move(box["x"] + 20, box["y"] + 10)
    dee.mouse.down()
    dee.mouse.move(box["x"] + 40, box["y"] + 20, steps=3)
    chip = dee.locator(f"#to-{pile}").bounding_box()
    dee.mouse.move(chip["x"] + 20, chip["y"] + 20, steps=4)
    dee.mouse.up()


def _lies_at_last(table, card, pile):
    """On a slow machine the page can shift under the mouse before it presses: it drags again."""
    there = f".pile[data-pile='{pile}'] [data-card='{card}']"
    for _try in range(4):
        try:
            table[BY_MOUSE].locator(there).wait_for(state="attached", timeout=5000)
            break
        except TimeoutError:
            _drag(table, card, pile)
    table.lies(BY_MOUSE, card, pile)


def _without_script(table, cards, pile):
    """Two cards with one press, and a page that loads."""
    cerys = table[WITHOUT_SCRIPT]
    for card in cards:
        table.loose(WITHOUT_SCRIPT, card).locator("[name=card]").check()
    cerys.locator(f"#to-{pile}").click()
    for card in cards:
        table.lies(WITHOUT_SCRIPT, card, pile)


def _two_lay_the_same_card_elsewhere(table, piles):
    """Then it lies on both piles: neither move is lost."""
    card = table.cards[54]
    _hold_and_choose(table, card, NAMES[0])
    table.loose(ON_A_PHONE, card).locator(".words").tap()
    keys(table[BY_KEYS], "Enter")
    table[ON_A_PHONE].locator(f"#to-{piles[1]}").tap()
    table.lies(BY_KEYS, card, piles[0])
    table.lies(ON_A_PHONE, card, piles[1])


def _one_is_taken_back(table):
    """Whoever said it withdraws it: it vanishes from every open board, also from under a hand."""
    card = table.cards[59]
    amara, dee = table[BY_KEYS], table[BY_MOUSE]
    table.loose(BY_KEYS, card).locator("[name=card]").focus()
    table.loose(BY_MOUSE, card).locator(".words").click()
    efe = table["Efe"]
    efe.goto(table.mine[59])
    efe.get_by_role("button", name="Take it back").click()
    for name in (BY_KEYS, ON_A_PHONE, BY_MOUSE):
        table[name].locator(f"[data-card='{card}']").wait_for(state="detached")
    assert amara.evaluate("document.activeElement.name") == "card"
    assert amara.evaluate("window.lost") == []
    assert dee.locator("#lay .none-picked").is_visible()
