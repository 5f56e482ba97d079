"""The run sheet on paper: one page that is enough to finish the hour if everything else fails."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from hearth.charter.models import Line, lines_to_show
from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.runsheet import timed
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind, Letter


def sheet_of(gathering: Gathering) -> dict[str, Any]:
    """What stands on it: the steps with their times, two lines of the charter, who does what."""
    return {
        "gathering": gathering,
        "plan": timed(gathering),
        "lines": list(Line.objects.shown_at(gathering.get_absolute_url())) or lines_to_show(),
        "doers": gathering.roles.taken().in_order(),
    }


def send_run_sheets() -> int:
    """Write its run sheet to each host once a gathering is announced, so that it lies in their
    mail when the house cannot be reached; again where it has another time or another host.
    Returns how many were written."""
    ahead = list(
        Gathering.objects.ahead().select_related("host").prefetch_related("cohosts__person")
    )
    names = set(Letter.objects.filter(once__startswith="sheet:").values_list("once", flat=True))
    return sum(
        _write(gathering, host)
        for gathering in ahead
        for host in _hosts(gathering)
        if f"{_name(gathering)}:{host.pk}" not in names
    )


def _hosts(gathering: Gathering) -> list[Person]:
    with_us = (one.person for one in gathering.cohosts.all())
    return [gathering.host, *(person for person in with_us if person.joined_at)]


def _name(gathering: Gathering) -> str:
    return f"sheet:{gathering.pk}:{gathering.starts_at:%Y%m%dT%H%M}"


def _write(gathering: Gathering, host: Person) -> int:
    return post(
        [host],
        gettext("Your run sheet: {title}").format(title=gathering.title),
        "gatherings/letters/run_sheet.txt",
        kind=Kind.PLACE,
        button=(gettext("Print it on one page"), gathering.page("paper")),
        once=_name(gathering),
        until=gathering.starts_at,
        **sheet_of(gathering),
    )
