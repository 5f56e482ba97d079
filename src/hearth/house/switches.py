"""What stewards can turn on and off here, and what each says about the work it brings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404

from hearth.ground.accounts import Person
from hearth.ground.areas import Words, every_area, is_on
from hearth.house.models import Switch, turn


@dataclass(frozen=True, slots=True)
class Shown:
    """One switch as stewards see it. A part of an area stands under its area."""

    key: str
    name: Words
    brings: Words
    is_on: bool
    is_part: bool
    last: Switch | None


def switches() -> Mapping[str, tuple[Words, Words]]:
    """All that can be switched, by its key: what it is called, and what work it brings."""
    found: dict[str, tuple[Words, Words]] = {}
    for name, area in every_area().items():
        if not area.always_on:
            found[name] = area.name, area.brings
        found |= {f"{name}.{part}": words for part, words in area.parts.items()}
    return found


def all_switches() -> list[Shown]:
    """Every switch, as it stands now. A part can be turned only where its area is on."""
    last = {row.area: row for row in Switch.objects.select_related("by").order_by("pk")}
    return [
        Shown(key, name, brings, is_on(key), "." in key, last.get(key))
        for key, (name, brings) in switches().items()
        if "." not in key or every_area()[key.split(".")[0]].always_on or is_on(key.split(".")[0])
    ]


def flip(key: str, to: str, *, by: Person) -> None:
    """Turn it to where the button said, however often it was pressed."""
    if key not in switches() or to not in {"on", "off"}:
        raise Http404
    turn(key, on=to == "on", by=by)
