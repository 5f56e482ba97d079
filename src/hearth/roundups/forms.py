"""What is asked of editors, of those who flag something, and of stewards."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.post.outward import NotReached, checked
from hearth.roundups.models import Correction, Habit, Inlet, Outlet


class FlagForm(forms.Form):
    """Something that others should read."""

    url = forms.CharField(
        label=_("Which page?"),
        help_text=_("Its address, here or elsewhere. Copy it from the top of your browser."),
        max_length=400,
    )
    title = forms.CharField(
        label=_("What is it called?"),
        help_text=_("For pages elsewhere. Of ours we know it."),
        max_length=120,
        required=False,
    )
    words = forms.CharField(
        label=_("Why should others read it?"),
        help_text=_("One sentence, if you like. Only the editors see it."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    may_be_named = forms.BooleanField(label=_("You may say that it came from me"), required=False)


class CorrectionForm(forms.ModelForm):
    class Meta:
        model = Correction
        fields = ["words"]
        widgets = {"words": forms.Textarea(attrs={"rows": 3})}


class HabitForm(forms.ModelForm):
    class Meta:
        model = Habit
        fields = ["weeks", "draft_day", "draft_at", "deadline_day", "deadline_at", "seen_by"]
        widgets = {
            "draft_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "deadline_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "seen_by": forms.RadioSelect,
            "weeks": forms.RadioSelect,
        }


class InletForm(forms.ModelForm):
    class Meta:
        model = Inlet
        fields = ["name"]


class OutletForm(forms.ModelForm):
    """Where notices go. Whether its name leads inside is asked each time one is carried."""

    class Meta:
        model = Outlet
        fields = ["name", "tool", "address"]
        help_texts = {
            "address": _("Your chat tool gives it to you as an “incoming webhook”. Keep it secret.")
        }

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        try:
            checked(address)
        except NotReached:
            raise forms.ValidationError(_("An address begins with https://")) from None
        return address
