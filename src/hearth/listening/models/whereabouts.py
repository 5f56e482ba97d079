"""Where something was said, told only to whoever may open that place."""

from __future__ import annotations

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.books import Entry

SAID_AT = "/say/"
"""The address of what was said in between, outside any meeting."""

SOMEWHERE = _("Somewhere else")
"""What stands over words where the reader may not know the place."""


def where_said(person: Person | None, line: str = "") -> Case:
    """What a line was said during, as far as this reader may know, else nothing: words can be
    for everyone although the meeting was not. `line` is the way to it, such as
    `contribution__`. What was said in between may name a page of members."""
    entry = Entry.objects.visible_to(person).filter(url=OuterRef(f"{line}url"))
    is_known = Q(Exists(entry)) | Q(**{f"{line}url": ""})
    if person is not None:
        is_known |= Q(**{f"{line}said_by": person})
        if person.is_member:
            is_known |= Q(**{f"{line}url": SAID_AT})
    return Case(
        When(is_known, then=F(f"{line}during")), default=Value(""), output_field=CharField()
    )
