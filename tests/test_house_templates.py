"""What no template does: style or script inline, or fetch anything from another site."""

from __future__ import annotations

import re

import pytest

from tests.source import files, here
from tests.telling import none_of

LETTERS = re.compile(r"/letters?/|/letters?\.html$")
INLINE = re.compile(
    r"""<style\b                                     # a sheet in the page
      | \sstyle\s*=                                  # a style on an element
      | \son[a-z]+\s*=\s*["'{]                       # a script on an element
      | <script\b(?![^>]*\bsrc\s*=)(?![^>]*\btype\s*=\s*["']application/ld\+json["'])
      | javascript:""",
    re.IGNORECASE | re.VERBOSE,
)
COMMENT = re.compile(r"\{#.*?#\}|\{% comment .*?endcomment %\}|<!--.*?-->", re.DOTALL)
FETCHES = re.compile(
    r"""(?:<(?:script|img|iframe|source|video|audio)\b[^>]*\bsrc|<link\b[^>]*\bhref)\s*=\s*"""
    r"""["']?(?:https?:)?//|@import|url\(\s*["']?(?:https?:)?//""",
    re.IGNORECASE,
)


def inline(words):
    """Styles and scripts written into a template, which the content security policy refuses."""
    return [found[0].strip() for found in INLINE.finditer(COMMENT.sub("", words))]


def test_no_template_has_inline_styles_or_scripts():
    templates = [file for file in files(".html") if not LETTERS.search(file.as_posix())]
    found = {here(file): inline(file.read_text()) for file in templates}
    none_of({name: marks for name, marks in found.items() if marks})


def test_nothing_is_loaded_from_other_sites():
    """A link may lead elsewhere; a page, sheet or script may fetch nothing from there (G11)."""
    found = [here(f) for f in files(".html", ".css", ".js") if FETCHES.search(f.read_text())]
    none_of(found)


# The same checks, fed with what they must refuse.


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("<style>p { }</style>", ["<style"]),
        ('<p style="color: red">', ["style="]),
        ("<button onclick='go()'>", ["onclick='"]),
        ("<script>go()</script>", ["<script"]),
        ('<script type="module">go()</script>', ["<script"]),
        ('<a href="javascript:go()">', ["javascript:"]),
        ('<script src="/static/a.js"></script>', []),
        ('<script type="application/ld+json">{{ facts }}</script>', []),
        ("{# style= may stand in a comment #}<link rel=stylesheet>", []),
    ],
)
def test_inline_styles_and_scripts_are_found(words, found):
    assert inline(words) == found


@pytest.mark.parametrize(
    "words",
    [
        '<script src="https://elsewhere.example/a.js">',
        '<link rel="stylesheet" href="//elsewhere.example/a.css">',
        "<img alt='' src=https://elsewhere.example/pixel.gif>",
        "p { background: url(https://elsewhere.example/a.png) }",
        "@import 'fonts.css';",
    ],
)
def test_what_is_fetched_from_elsewhere_is_found(words):
    assert FETCHES.search(words)
    assert not FETCHES.search('<a href="https://elsewhere.example/">there</a>')
