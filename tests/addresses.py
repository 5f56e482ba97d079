"""Every address of the house, found by walking it, with an example of each.

Nothing here is written by hand: an address that somebody adds tomorrow is in this list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hearth.ground.areas import every_area

WORKING = {"room", "rooms", "host", "board", "threads"}
"""Last words of the addresses where people work for an hour, which may cost more bytes."""


class NoExample(LookupError):
    """An address with words in its path that no area gives an example of."""


@dataclass(frozen=True)
class Address:
    """One address: its name, how it is written, what its path needs, and who answers."""

    name: str
    route: str
    needs: frozenset[str]
    view: Callable[..., Any]

    def __str__(self) -> str:
        return self.name or self.route

    @property
    def door(self) -> str:
        """Whom its view lets in: the door's name, or nothing for a view without one."""
        return getattr(self.view, "door", "")

    @property
    def works(self) -> bool:
        """Whether the last word of its own, before the name of the thing if any, is such a word."""
        own = [word for word in self.route.split("/") if word and not word.startswith("<")]
        return bool(own) and own[-1] in WORKING


def addresses(urlconf: object = None) -> list[Address]:
    """All addresses of the house, or of another list of addresses."""
    return list(_walk(get_resolver(urlconf), "", (), frozenset()))


def _walk(
    resolver: URLResolver, route: str, spaces: tuple[str, ...], needs: frozenset[str]
) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        all_needs = needs | _needs(entry)
        if isinstance(entry, URLPattern):
            name = ":".join([*spaces, entry.name]) if entry.name else ""
            yield Address(name, here, all_needs, entry.callback)
        else:
            more = (entry.namespace,) if entry.namespace else ()
            yield from _walk(entry, here, spaces + more, all_needs)


def _needs(entry: URLPattern | URLResolver) -> frozenset[str]:
    regex = getattr(entry.pattern, "regex", None)
    return frozenset(entry.pattern.converters) | frozenset(regex.groupindex if regex else ())


def examples() -> dict[str, Callable[[], Mapping[str, object]]]:
    """What the areas' faces offer as words for the addresses that need some."""
    return {name: words for area in every_area().values() for name, words in area.examples.items()}


def path_of(address: Address) -> str:
    """The path of an example of this address, from what is in the database."""
    if not address.needs:
        return reverse(address.name) if address.name else f"/{address.route}"
    words = examples().get(address.name)
    if words is None:
        raise NoExample(f"{address}: give its area's face an example.")
    return reverse(address.name, kwargs=dict(words()))


def variants() -> dict[str, list[str]]:
    """Paths of further examples, by the name of their address: pages that look different. Their
    areas give them as `name#variant`."""
    found: dict[str, list[str]] = {}
    for name, words in examples().items():
        plain, _mark, variant = name.partition("#")
        if variant:
            found.setdefault(plain, []).append(reverse(plain, kwargs=dict(words())))
    return found


def without_example(every: Iterable[Address]) -> list[str]:
    """Addresses that need words in their path and have no example in any area's face."""
    return [str(a) for a in every if a.needs and a.name not in examples()]
