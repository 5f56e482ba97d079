"""Days, times, hosts and run sheets, as every form asks for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.models.runsheet import templates
from hearth.ground.access import Shared
from hearth.ground.accounts import Person

AUDIENCES = [
    (Shared.SeenBy.EVERYONE, _("Anybody, with or without an account")),
    (Shared.SeenBy.MEMBERS, _("Members only")),
]


class PlacesField(forms.IntegerField):
    """How many can come: as many as any hall holds, and no number that no database keeps."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "max_value": 100_000})


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def template_choices() -> list[tuple[str, str]]:
    return [
        (
            template.slug,
            gettext("{name} ({minutes} minutes, {people} people)").format(
                name=template.name, minutes=template.minutes, people=template.people
            ),
        )
        for template in templates().values()
    ]


class HostField(forms.CharField):
    """A member, found by address or by a name that only one of them has."""

    def clean(self, value: Any) -> Person:
        words = super().clean(value)
        members = Person.objects.members()
        by_address = members.filter(email=words.strip().lower()).first()
        if by_address:
            return by_address
        named = list(members.filter(name__iexact=words.strip())[:2])
        if len(named) == 1:
            return named[0]
        raise forms.ValidationError(
            gettext("More than one member has that name. Type their email address.")
            if named
            else gettext("We know no member by that name. Type their email address.")
        )
