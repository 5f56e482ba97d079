"""From any page with an address: one press flags it for the round-up."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hearth.ground.accounts import Person
from hearth.ground.areas import Onward


def onward(url: str, person: Person | None) -> Iterator[Onward]:
    """For members; what a group keeps to itself is refused when they press."""
    if person is not None and person.is_member:
        to = f"{reverse('roundups:flag')}?{urlencode({'from': url})}"
        yield Onward(_("Flag it for the round-up"), to, acts=True)
