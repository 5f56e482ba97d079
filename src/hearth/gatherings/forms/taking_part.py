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

    needs = forms.CharField(
        label=_("What would help you take part?"),
        help_text=_(
            "One thing to a line, no reasons needed. Only the host sees it, and who sees to it. "
            "It is deleted the day after. Sign language and live typing are often booked five "
            "weeks ahead."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    remember = forms.BooleanField(
        label=_("Remember this for next time"),
        help_text=_("Then it stands on your own page, where you can change or delete it."),
        required=False,
    )

    class Meta:
        model = Place
        fields: ClassVar[list[str]] = ["is_first_time", "wants_hour_reminder"]

    field_order = ("is_first_time", "wants_hour_reminder", "needs", "remember")

    def __init__(self, *args: Any, known: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["needs"] = self.instance.needs if self.instance.pk else known

    def wishes(self) -> dict[str, Any]:
        """What `book` asks for."""
        return {name: self.cleaned_data[name] for name in (*self.Meta.fields, "needs")}


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
