"""What people fill in who come: a place, a name, what they say."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models import Answer, Kind, Place
from hearth.gatherings.models.answers import WISHES
from hearth.ground.books import Wish


class PlaceForm(forms.ModelForm):
    """What helps somebody take part; all of it can be left empty."""

    class Meta:
        model = Place
        fields: ClassVar[list[str]] = ["is_first_time", "wants_hour_reminder", "needs"]
        widgets: ClassVar = {"needs": forms.Textarea({"rows": 3})}
        help_texts: ClassVar = {
            "needs": _("Only the host sees it, and it is deleted the day after. No reasons needed.")
        }


class StrangerForm(forms.Form):
    """Who comes, from somebody who came by no link of their own."""

    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Email"),
        max_length=254,
        help_text=_("For your link and the calendar entry. Nothing else."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "name"}),
    )


class AnswerForm(forms.ModelForm):
    """Something said, and who may see it."""

    kind = forms.ChoiceField(
        label=_("This is"),
        choices=Kind,
        initial=Kind.ANSWER,
        required=False,
        widget=forms.RadioSelect,
    )
    wish = forms.ChoiceField(
        label=_("Who may see it"),
        choices=list(WISHES.items()),
        initial=Wish.MEMBERS,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Answer
        fields: ClassVar[list[str]] = ["words", "kind", "wish"]
        widgets: ClassVar = {"words": forms.Textarea({"rows": 3})}

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Kind.ANSWER


class RewordForm(forms.ModelForm):
    """Other words or another wish. `shown` is the wish that the page showed: an old page does
    not undo what was narrowed since."""

    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    wish = forms.ChoiceField(
        label=_("Who may see it"), choices=list(WISHES.items()), widget=forms.RadioSelect
    )

    class Meta:
        model = Answer
        fields: ClassVar[list[str]] = ["words", "wish"]
        widgets: ClassVar = {"words": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["shown"] = self.instance.wish
