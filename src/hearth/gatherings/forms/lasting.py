"""What a host fills in when a series pauses, ends, or goes to somebody else."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.forms.choices import DayInput, HostField
from hearth.gatherings.models import Ending, Handover


class PauseForm(forms.Form):
    until = forms.DateField(label=_("It pauses until"), widget=DayInput())

    def clean_until(self) -> date:
        until: date = self.cleaned_data["until"]
        if until <= localdate():
            raise forms.ValidationError(gettext("That date has passed. Pick one after today."))
        if until > localdate() + timedelta(days=2 * 365):
            raise forms.ValidationError(gettext("Pick a day within the next two years."))
        return until


class EndingForm(forms.ModelForm):
    class Meta:
        model = Ending
        fields: ClassVar[list[str]] = ["why"]
        widgets: ClassVar = {"why": forms.Textarea({"rows": 3})}
        help_texts: ClassVar = {"why": _("It stands on the page and in the letter. May be empty.")}


class HandoverForm(forms.ModelForm):
    to_name = HostField(
        label=_("Who takes it over"), help_text=_("A member's name or email address.")
    )

    field_order = ["to_name", "why"]

    class Meta:
        model = Handover
        fields: ClassVar[list[str]] = ["why"]
        widgets: ClassVar = {"why": forms.Textarea({"rows": 3})}
        help_texts: ClassVar = {"why": _("It stands in the letter to them. May be empty.")}
