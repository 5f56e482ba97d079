"""Where a reader may go on to from a page where something was said."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from hearth.ground.accounts import Person
from hearth.ground.areas import Onward
from hearth.listening.models.saying import Kind


def onward(url: str, person: Person | None) -> Iterator[Onward]:
    """Sort what was said there, and say what nearly kept one away. The page of a new board knows
    the boards where it lies already, so this asks the database nothing. At a theme it is sorted
    already; and to a question one answers."""
    if url.startswith(reverse("listening:themes")):
        return
    if person is not None and person.is_member:
        yield Onward(_("Sort together"), f"/board/new/?{urlencode({'from': url})}")
    if not url.startswith(reverse("listening:questions")):
        asked = urlencode({"kind": Kind.BARRIER, "about": url})
        yield Onward(_("What nearly stopped you?"), f"{reverse('listening:say')}?{asked}")
