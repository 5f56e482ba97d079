"""Every page and every letter is valid HTML, as the Nu checker reads it."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict

import pytest

from hearth.ground.books.post import Letter
from tests.browsing import save
from tests.telling import none_of

pytestmark = pytest.mark.browser

GOOD = "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Good</title><p>Words.</p></html>"


def invalid(nu, folder, pages):
    """What the checker says against each page, by the page's name; one run for all."""
    names = save(folder, pages)
    run = subprocess.run(
        [*nu, "--format", "json", "--exit-zero-always", "--stdout", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    found = defaultdict(list)
    for said in json.loads(run.stdout)["messages"]:
        if said["type"] != "info":
            words = f"{said['message']} ({said.get('extract', '').strip()[:80]!r})"
            found[names[said["url"].rsplit("/", 1)[-1]]].append(words)
    return dict(found)


def test_every_page_is_valid_html(site, empty_site, nu, tmp_path):
    first_day = {f"{page}, first day": page.html for page in empty_site.pages()}
    pages = first_day | {str(page): page.html for page in site.pages()}
    assert len(pages) > len(site.cookies)
    none_of(invalid(nu, tmp_path, pages))


def test_every_letter_is_valid_html(world, nu, tmp_path):
    letters = Letter.objects.exclude(html="").order_by("pk")
    pages = {f"{letter.kind}: {letter.subject}": letter.html for letter in letters}
    assert pages
    none_of(invalid(nu, tmp_path, pages))


def test_an_invalid_page_is_found(nu, tmp_path):
    bad = GOOD.replace("<p>Words.</p>", "<ul><p>Words.</p></ul><p id=a><p id=a>")
    found = invalid(nu, tmp_path, {"good": GOOD, "bad": bad})
    assert found.keys() == {"bad"}
    assert any("not allowed as child of element “ul”" in words for words in found["bad"])
    assert any("Duplicate ID" in words for words in found["bad"])
