"""What a host fills in to ask somebody: for a role, or to host with them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import validate_email
from django.utils.translation import gettext, gettext_lazy as _

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


class CoHostForm(forms.Form):
    """A member by name or address; or somebody new, by address and what to call them."""

    who = forms.CharField(
        label=_("Who hosts with you?"),
        max_length=254,
        help_text=_("A member's name or email address, or the address of somebody new."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    called = forms.CharField(
        label=_("What do we call them?"),
        max_length=80,
        required=False,
        help_text=_("Only for somebody who is not a member yet. They get a letter and join first."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    organisation = forms.CharField(
        label=_("From which organisation?"), max_length=80, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            cleaned["person"] = HostField().clean(cleaned.get("who", ""))
        except forms.ValidationError as unknown:
            self._somebody_new(cleaned, unknown)
        return cleaned

    def _somebody_new(self, cleaned: dict[str, Any], unknown: forms.ValidationError) -> None:
        """Who is no member needs an address that can be one, and a name."""
        address, called = cleaned.get("who", "").strip(), cleaned.get("called", "").strip()
        if not address:
            return
        try:
            validate_email(address)
        except forms.ValidationError:
            self.add_error("who", unknown)
            return
        if called:
            cleaned["new"] = {"name": called, "email": address}
        else:
            self.add_error("called", gettext("They are not a member yet. Say what to call them."))


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
