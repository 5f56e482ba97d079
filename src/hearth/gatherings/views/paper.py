"""What a host prints or shows: the run sheet on one page, and the door for late-comers."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import segno
from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from hearth.gatherings.models import Gathering
from hearth.gatherings.models.paper import sheet_of
from hearth.gatherings.views.fetching import find_mine
from hearth.ground.access import for_members
from hearth.ground.links import absolute
from hearth.ground.web import MemberRequest, page


@for_members
def paper(request: MemberRequest, slug: str) -> HttpResponse:
    """The run sheet on one page of A4: enough to finish the hour if everything else fails."""
    return page(request, "gatherings/paper.html", **sheet_of(find_mine(request, slug)))


@for_members
def door(request: MemberRequest, slug: str) -> HttpResponse:
    """The way into the room, large: to show on a shared screen or to print."""
    gathering = find_mine(request, slug)
    return page(request, "gatherings/door.html", gathering=gathering, **way_in_for_late(gathering))


def way_in_for_late(gathering: Gathering) -> dict[str, Any]:
    """The room's address as words for the call's chat, and as a code for a phone's camera."""
    address = absolute(gathering.page("room"))
    chat = _("Come in here, without an account: {address}").format(address=address)
    if gathering.phone:
        chat += " " + _("Or ring {phone}.").format(phone=gathering.phone)
    return {"chat": chat, "address": address.split("//")[1].rstrip("/"), "qr": code_of(address)}


@lru_cache(maxsize=64)
def code_of(address: str) -> SafeString:
    """An address as a code that a phone's camera opens; drawn once, as the host's page asks for
    the same one again with each press."""
    code = segno.make(address, micro=False)
    return mark_safe(code.svg_inline(border=0, omitsize=True, svgclass="code", lineclass=None))  # noqa: S308 - made of an address
