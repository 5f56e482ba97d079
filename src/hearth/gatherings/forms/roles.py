"""What a host fills in to ask somebody: for a role, or to host with them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.forms.choices import HostField
from hearth.gatherings.models import Gathering
from hearth.ground.accounts import Person


class ComingField(HostField):
    """A member, or somebody who comes: found by address, or by a name that only one has."""

    gathering: Gathering

    def clean(self, value: Any) -> Person:
        words = str(value or "").strip()
        coming = Person.objects.get_queryset().filter(
            pk__in=self.gathering.booked.coming().values("person")
        )
        by_address = coming.filter(email=words.lower()).first() if words else None
        named = list(coming.filter(name__iexact=words)[:2]) if words else []
        if by_address or len(named) == 1:
            return by_address or named[0]
        return super().clean(value)


class RoleOfferForm(forms.Form):
    to = ComingField(
        label=_("Whom shall we ask?"),
        help_text=_("A member, or somebody who comes: their name or email address."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, ComingField)  # noqa: S101 - declared above
        field.gathering = gathering
