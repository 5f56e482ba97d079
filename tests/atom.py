"""The rules of Atom (RFC 4287) as far as a feed of ours could break them, one sentence a fault."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ONE, AT_MOST_ONE = ("id", "title", "updated"), ("published", "summary", "content", "subtitle")
HTML_TAG = re.compile(r"<(?!/?(p|br|em|strong|a|ul|ol|li|blockquote|h[1-6]|code|pre|hr|small)\b)")
BARE_AND = re.compile(r"&(?!#?\w+;)")


def faults(feed: bytes, *, at: str) -> Iterator[str]:
    """What is wrong with a feed that was fetched at this address."""
    try:
        root = Xml.fromstring(feed)
    except Xml.ParseError as trouble:
        yield f"no XML: {trouble}"
        return
    if root.tag != f"{ATOM}feed":
        yield f"begins with {root.tag}"
    entries = root.findall(f"{ATOM}entry")
    yield from _of_element(root, "the feed")
    if at not in [link.get("href") for link in _links(root, "self")]:
        yield "no link to itself"
    if root.find(f"{ATOM}author") is None and any(e.find(f"{ATOM}author") is None for e in entries):
        yield "an entry without an author, and the feed has none"
    for entry in entries:
        title = entry.findtext(f"{ATOM}title")
        yield from _of_element(entry, f"“{title}”")
        if not _links(entry, "alternate") and entry.find(f"{ATOM}content") is None:
            yield f"“{title}”: neither a link nor content"
    ids = Counter(one.findtext(f"{ATOM}id") for one in (root, *entries))
    yield from (f"two have the id {one}" for one, times in ids.items() if times > 1)


def _of_element(here: Xml.Element, name: str) -> Iterator[str]:
    for check in (_counts, _moments, _addresses, _authors, _words):
        yield from (f"{name}: {fault}" for fault in check(here))


def _counts(here: Xml.Element) -> Iterator[str]:
    for child in ONE:
        found = here.findall(f"{ATOM}{child}")
        if len(found) != 1 or not (found[0].text or "").strip():
            yield f"not one {child} with words"
    for child in AT_MOST_ONE:
        if len(here.findall(f"{ATOM}{child}")) > 1:
            yield f"more than one {child}"


def _moments(here: Xml.Element) -> Iterator[str]:
    for moment in (*here.findall(f"{ATOM}updated"), *here.findall(f"{ATOM}published")):
        if not MOMENT.fullmatch(moment.text or ""):
            yield f"{moment.text} is no moment"


def _addresses(here: Xml.Element) -> Iterator[str]:
    if not urlsplit(here.findtext(f"{ATOM}id") or "").scheme:
        yield "its id is no whole address"
    for link in here.findall(f"{ATOM}link"):
        if not re.match(r"https?://[^/]+/", link.get("href") or ""):
            yield f"a link to {link.get('href')}"
    if len(_links(here, "alternate")) > 1:
        yield "more than one page of its own"


def _authors(here: Xml.Element) -> Iterator[str]:
    for author in here.findall(f"{ATOM}author"):
        if not (author.findtext(f"{ATOM}name") or "").strip():
            yield "an author without a name"


def _words(here: Xml.Element) -> Iterator[str]:
    for words in (here.find(f"{ATOM}summary"), here.find(f"{ATOM}content")):
        if words is not None and words.get("type") == "html":
            text = words.text or ""
            if HTML_TAG.search(text) or BARE_AND.search(text):
                yield "words that were never made HTML"


def _links(here: Xml.Element, rel: str) -> list[Xml.Element]:
    return [one for one in here.findall(f"{ATOM}link") if one.get("rel", "alternate") == rel]
