"""Words for the addresses of the house that need some, so that each can be opened by itself."""

from __future__ import annotations

from hearth.ground.accounts import Person
from hearth.ground.books import Letter
from hearth.house.safety.records import Assessment
from hearth.house.stylesheet import stylesheet_address


def somebody() -> dict[str, object]:
    return {"pk": Person.objects.members().values_list("pk", flat=True).order_by("pk")[0]}


def letter() -> dict[str, object]:
    return {"pk": Letter.objects.latest_first().values_list("pk", flat=True)[0]}


def letter_with_calendar() -> dict[str, object]:
    letters = Letter.objects.exclude(calendar="").latest_first()
    return {"pk": letters.values_list("pk", flat=True)[0]}


def stylesheet() -> dict[str, object]:
    return {"hash": stylesheet_address().rsplit("/", 1)[-1].removesuffix(".css")}


def safety() -> dict[str, object]:
    """The newest version of what could go wrong here."""
    return {"pk": Assessment.objects.latest("pk").pk}
