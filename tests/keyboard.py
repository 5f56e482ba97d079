"""A page in the hands of somebody who uses the keyboard alone."""

from __future__ import annotations


def keys(page, *presses):
    """Press these keys, one after the other."""
    for press in presses:
        page.keyboard.press(press)


def tab_to(page, words, limit=40):
    """Press Tab until what has the focus says these words; fails where it cannot be reached."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "() => { const e = document.activeElement;"
            " if (!e.matches('a, button, input, select, summary, textarea')) return '';"
            " return (e.labels?.[0]?.innerText || e.innerText || e.name || '').trim() }"
        )
        if words.lower() in said.lower():
            return
    raise AssertionError(f"The keyboard does not reach “{words}”.")
