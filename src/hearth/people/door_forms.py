"""What stewards may ask before joining, and how they say no."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.people.models import Door

REASONS = {
    "who": _("We could not tell who you are. Write to us in a few words, and ask again."),
    "fit": _("What you look for is not what we do. We wish you well in finding it."),
    "sells": _("We take nobody in who comes to sell something."),
}


class DoorForm(forms.ModelForm):
    class Meta:
        model = Door
        fields = ("question", "by_hand", "why")
        help_texts = {
            "question": _("In your own words. Leave it empty, and nothing is asked."),
            "why": _("Such as: made-up people wrote to our members."),
        }

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("by_hand") and not answers.get("why"):
            self.add_error("why", _("Say why. Those who wait read it."))
        return answers


class DeclineForm(forms.Form):
    """A reason, ready-made or in one's own words."""

    reason = forms.ChoiceField(
        label=_("Why?"), choices=list(REASONS.items()), required=False, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Or in your own words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        ready_made = str(REASONS.get(answers.get("reason", ""), ""))
        answers["why"] = answers.get("words", "").strip() or ready_made
        if not answers["why"]:
            self.add_error("reason", _("Say why. They read it."))
        return answers
