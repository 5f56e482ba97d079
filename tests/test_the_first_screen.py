"""On a phone, a stranger sees on the first screen what this is and how to come."""

from __future__ import annotations

import pytest

from tests.proving import proves

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 640}
SIXTY_WORDS = " ".join(["neighbours", "lend", "their", "tools", "and", "mend"] * 10)
BOTTOMS = """
() => ["h1", ".about", ".for-whom", ".next .leaf", ".next time", ".next .button"].map((one) => {
  const found = document.querySelector(`main ${one}`);
  return [one, found ? found.getBoundingClientRect().bottom : Infinity];
})
"""


@proves("J1.1")
def test_what_this_is_the_date_and_the_button_are_on_the_first_screen(site, chromium):
    window = chromium.new_context(viewport=PHONE)
    tab = window.new_page()
    tab.goto(f"http://{site.host}/")
    tab.evaluate("(words) => document.querySelector('.about').replaceChildren(words)", SIXTY_WORDS)
    free = tab.evaluate("document.querySelector('.places').getBoundingClientRect().top")
    below = {one: bottom for one, bottom in tab.evaluate(BOTTOMS) if bottom > free}
    window.close()
    assert not below
