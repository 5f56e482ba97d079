"""How it went with something I said I would do, and a line for the room, if I like."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models import Outcome
from hearth.gatherings.models.answers import WISHES
from hearth.ground.books import Wish


class OutcomeForm(forms.Form):
    how = forms.ChoiceField(choices=Outcome.How, widget=forms.HiddenInput)
    words = forms.CharField(
        label=_("A line for the room"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("You can leave it empty. Then nobody but you sees anything."),
    )
    wish = forms.ChoiceField(
        label=_("Who may see it"),
        choices=list(WISHES.items()),
        initial=Wish.MEMBERS,
        required=False,
        widget=forms.RadioSelect,
    )

    def clean_wish(self) -> str:
        return self.cleaned_data["wish"] or Wish.MEMBERS
