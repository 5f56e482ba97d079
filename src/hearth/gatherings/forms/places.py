"""What a host fills in about places: which are kept, until when, and for whom by name."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.forms.choices import DayInput, HostField
from hearth.gatherings.models import Gathering, Hold, Need


class HoldsForm(forms.Form):
    """How many places are kept for whom, and until when."""

    new = forms.IntegerField(
        label=_("Kept for people who come for the first time"),
        min_value=0,
        max_value=9999,
        required=False,
    )
    named = forms.IntegerField(
        label=_("Kept for people whom you name, such as bursary holders"),
        min_value=0,
        max_value=9999,
        required=False,
    )
    until_on = forms.DateField(
        label=_("Kept until the end of this day"),
        help_text=_("Then they go to everybody, those who wait longest first."),
        widget=DayInput(),
        required=False,
    )

    def __init__(self, *args: Any, gathering: Gathering, holds: list[Hold], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {hold.whom: hold.places for hold in holds}
        self.initial["new"] = kept.get(Hold.Whom.NEW)
        self.initial["named"] = kept.get(Hold.Whom.BURSARY)
        self.initial["until_on"] = holds[0].until_on if holds else None
        self.day = localdate(gathering.starts_at)

    def clean_new(self) -> int:
        return self.cleaned_data["new"] or 0

    def clean_named(self) -> int:
        return self.cleaned_data["named"] or 0

    def clean_until_on(self) -> date | None:
        until: date | None = self.cleaned_data["until_on"]
        if until is None and (self.cleaned_data.get("new") or self.cleaned_data.get("named")):
            raise forms.ValidationError(gettext("Say until when. A week before is usual."))
        if until and not localdate() <= until < self.day:
            raise forms.ValidationError(gettext("Pick a day from today to the day before."))
        return until


class NamedForm(forms.Form):
    """Somebody for whom the host keeps a place."""

    name = forms.CharField(label=_("Name"), max_length=80)
    email = forms.EmailField(
        label=_("Email"), max_length=254, help_text=_("They get a letter with their place.")
    )


class DoerForm(forms.Form):
    """Who sees to one need."""

    who = HostField(label=_("Who will do this?"), help_text=_("A member's name or email address."))

    def __init__(self, typed: Any = None, *, need: Need) -> None:
        super().__init__(typed, prefix=f"need-{need.pk}")
        self.initial["who"] = need.doer.name if need.doer else ""
