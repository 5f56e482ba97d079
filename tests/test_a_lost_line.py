"""What somebody types in the room survives a lost line and a closed tab, and arrives once;
passing leaves no trace anywhere."""

from __future__ import annotations

import sqlite3

import pytest

from tests.proving import proves

SLOW = 20_000  # milliseconds that a busy machine may need


@pytest.fixture
def room(chromium, site):
    """`room(role)`: that reader's browser and, opened in it, the room of the running hour."""
    opened = []

    def come_in(role):
        browser = chromium.new_context(base_url=f"http://{site.host}")
        opened.append(browser)
        become(browser, site, role)
        page = open_room(browser, site)
        if page.get_by_role("button", name="Come in").count():
            page.get_by_role("button", name="Come in").click()
        page.get_by_role("heading", name="You are here").wait_for()
        return browser, page

    yield come_in
    for browser in opened:
        browser.close()


def become(browser, site, role):
    browser.clear_cookies()
    cookies = site.cookies[role].items()
    browser.add_cookies([{"name": n, "value": v, "url": f"http://{site.host}"} for n, v in cookies])


def open_room(browser, site):
    page = browser.new_page()
    page.goto(site.paths["gatherings:room"])
    return page


def box_of(page):
    return page.get_by_label("Say something")


def heard(page, words):
    return page.locator("#heard").get_by_text(words)


@proves("J2.4")
def test_words_said_while_the_line_is_down_wait_and_go_by_themselves(room):
    browser, page = room("member")
    box_of(page).fill("A lamp in the window")
    browser.set_offline(True)
    page.get_by_role("button", name="Say it").click()
    page.get_by_text("Not sent yet").wait_for()
    assert box_of(page).input_value() == "A lamp in the window"
    browser.set_offline(False)
    heard(page, "A lamp in the window").wait_for(timeout=SLOW)
    assert box_of(page).input_value() == ""
    assert not page.get_by_text("Not sent yet").is_visible()


@proves("J2.4")
def test_words_whose_receipt_was_lost_arrive_once(room):
    _browser, page = room("member")
    tries = []

    def lose_the_first_receipt(route):
        tries.append(route.fetch())
        if len(tries) == 1:
            return route.abort("connectionreset")
        return route.fulfill(response=tries[-1])

    page.route("**/answers/", lose_the_first_receipt)
    box_of(page).fill("A spare bicycle bell")
    page.get_by_role("button", name="Say it").click()
    page.get_by_text("Not sent yet").wait_for()
    page.wait_for_function("() => !document.querySelector('#id_words').value", timeout=SLOW)
    assert len(tries) > 1
    page.reload()
    assert heard(page, "A spare bicycle bell").count() == 1


@proves("J2.4")
def test_typed_words_survive_a_closed_tab_and_are_nobody_elses(room, site):
    browser, page = room("member")
    box_of(page).fill("Half a thought")
    page.close()
    page = open_room(browser, site)
    assert box_of(page).input_value() == "Half a thought"
    become(browser, site, "steward")
    other = open_room(browser, site)
    assert box_of(other).input_value() == "", "a computer that two people share"
    become(browser, site, "member")
    page.evaluate(
        "() => Object.keys(localStorage).forEach((name) => {"
        " const kept = JSON.parse(localStorage[name]);"
        " kept.at -= 13 * 60 * 60 * 1000; localStorage[name] = JSON.stringify(kept); })"
    )
    late = open_room(browser, site)
    assert box_of(late).input_value() == "", "twelve hours later"
    assert late.evaluate("() => localStorage.length") == 0


def test_what_was_said_is_not_kept_in_the_browser(room):
    _browser, page = room("member")
    box_of(page).fill("A ladder to lend")
    assert page.evaluate("() => localStorage.length") == 1
    page.get_by_role("button", name="Say it").click()
    heard(page, "A ladder to lend").wait_for(timeout=SLOW)
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0


def test_passing_asks_nothing_of_the_house_and_is_written_nowhere(room, site):
    """Rule G3: the whole database and what the house logs are the same before and after."""
    _browser, page = room("member")
    before, log = everything(site), site.log.read_text()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("link", name="Pass").click()
    page.wait_for_timeout(500)
    assert asked == []
    assert everything(site) == before
    assert site.log.read_text() == log


def everything(site):
    """Every row of every table of the house, as a file holds it."""
    (file,) = site.log.parent.glob("*.sqlite3")
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as base:
        tables = [
            name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {name: sorted(map(repr, base.execute(f'SELECT * FROM "{name}"'))) for name in tables}
