"""What somebody says to an answer of ours, and what we say back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.listening.models import Telling


class MeantForm(forms.Form):
    """Yes or not quite; and what they meant, if they like."""

    answer = forms.ChoiceField(choices=Telling.Answer, widget=forms.HiddenInput)
    stage = forms.ChoiceField(choices=Telling.Stage, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("What did you mean?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("The stewards read it, without your name. A few words are enough."),
    )


class WhyForm(forms.Form):
    """Why an answer stays as it is, for whoever said "not quite"."""

    why = forms.CharField(
        label=_("Why does it stay as it is?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("It goes to them by letter with your name, and stands on their page."),
    )


class ToldForm(forms.Form):
    """Whom somebody told of which answer."""

    response = forms.IntegerField(min_value=1, max_value=2**62)
    person = forms.IntegerField(min_value=1, max_value=2**62)
