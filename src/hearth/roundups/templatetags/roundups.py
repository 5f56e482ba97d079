"""What pages and letters of round-ups say: what is told to whom, and addresses in full."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.defaultfilters import linebreaksbr, urlize

from hearth.ground import links
from hearth.ground.accounts import Person

register = template.Library()


@register.filter
def of(told: dict[int, Any], person: Person) -> Any:
    """In a letter: what is told to its reader."""
    return told[person.pk]


@register.filter
def whole(url: str) -> str:
    """A page's whole address, ours or another's."""
    return links.absolute(url) if url.startswith("/") else url


@register.filter
@lru_cache(maxsize=100)
def made_once(paragraph: str) -> str:
    """A paragraph of a letter in its page: its addresses as links, its lines as lines. Nearly all
    readers have the same, so what was just made is made no second time."""
    return linebreaksbr(urlize(paragraph))
