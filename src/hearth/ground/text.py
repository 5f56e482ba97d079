"""What people write, as safe pages: a little Markdown in, clean HTML out."""

from __future__ import annotations

from html import unescape

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True})
_TAGS = {"p", "br", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "hr", "h3"}

_CONTROL_SIGNS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF])
"""What a paste can bring along, and neither a calendar (RFC 5545) nor a feed (XML) may hold."""


def to_html(words: str) -> SafeString:
    """Markdown as HTML that can do no harm: no scripts, styles or pictures; links are
    web, mail or telephone links. Headings of any size become one size, below the page's."""
    html = _markdown.render(words)
    for size in "12456":
        html = html.replace(f"<h{size}>", "<h3>").replace(f"</h{size}>", "</h3>")
    return mark_safe(  # noqa: S308 - nh3 has cleaned it
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"a": {"href"}},
            url_schemes={"http", "https", "mailto", "tel"},
            url_relative="deny",
            link_rel="noopener nofollow",
        )
    )


def first_words(words: str, limit: int = 160) -> str:
    """The beginning of a text without its Markdown: plain text, which a page has to escape."""
    plain = " ".join(unescape(nh3.clean(_markdown.render(words), tags=set())).split())
    return plain if len(plain) <= limit else plain[: limit - 1].rsplit(" ", 1)[0] + "…"


def without_control_signs(words: str) -> str:
    """The same words without the signs that nobody sees and that break a feed."""
    return words.translate(_CONTROL_SIGNS)
