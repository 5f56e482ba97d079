"""What templates say: dates in words, safe text, and links that know whom a letter is for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hearth.ground import links, text
from hearth.ground.live import live_address
from hearth.ground.time import LONDON

register = template.Library()
register.filter("markdown", text.to_html)
register.filter("first_words", text.first_words)
register.simple_tag(live_address)


@register.simple_tag(takes_context=True)
def my_link(context: Context, to: str) -> str:
    """In a letter: the absolute signed link by which its reader opens the page `to`."""
    return links.absolute(links.link(context["person"], to))


@register.simple_tag
def absolute(path: str) -> str:
    """A path of ours as a whole address."""
    return links.absolute(path)


@register.filter
def page(thing: Any, name: str) -> str:
    """The path of one of a thing's own pages: `gathering|page:"room"`."""
    return str(thing.page(name))


@register.filter
def iso(moment: datetime) -> str:
    """A moment as machines read it, to the second."""
    return localtime(moment, LONDON).isoformat(timespec="seconds")


@register.filter
def clock(moment: datetime) -> str:
    """The time on a UK clock: 11.30."""
    return f"{localtime(moment, LONDON):%-H.%M}"


@register.filter
def day(moment: datetime | date) -> str:
    """The day in words: Tuesday 28 November 2023."""
    local = localtime(moment, LONDON) if isinstance(moment, datetime) else moment
    return date_format(local, "l j F Y")


@register.simple_tag
def when(thing: Any) -> SafeString:
    """Day and times of something with `starts_at` and `ends_at`, for people and machines."""
    start, end = localtime(thing.starts_at, LONDON), localtime(thing.ends_at, LONDON)
    words = '<time datetime="{}">{}, {}</time> {} {}'
    return format_html(words, start.isoformat(), day(start), clock(start), _("to"), clock(end))
