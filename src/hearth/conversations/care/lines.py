"""The lines of the charter, as everybody can find them, for decisions to name one."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from hearth.ground.books.index import Entry


def charter_lines() -> list[tuple[str, str]]:
    """Each line's words twice, to choose from; the index holds them, one a line of text."""
    text = Entry.objects.filter(url=charter_address()).values_list("text", flat=True).first()
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return [(line[:120], line) for line in lines]


def charter_address() -> str:
    """Where the charter can be read; empty where there is none."""
    try:
        return reverse("charter:charter")
    except NoReverseMatch:
        return ""
