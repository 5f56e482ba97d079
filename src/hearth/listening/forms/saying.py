"""What somebody fills in who says something in between, or changes it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.ground.books import Wish
from hearth.listening.forms.questions import WISHES
from hearth.listening.models.saying import Kind


class WordsForm(forms.Form):
    """Words, and who may see them."""

    words = forms.CharField(
        label=_("Your words"), max_length=2000, widget=forms.Textarea({"rows": 5})
    )
    wish = forms.ChoiceField(
        label=_("Who may see it"), choices=WISHES, initial=Wish.MEMBERS, widget=forms.RadioSelect
    )


class SayForm(WordsForm):
    """The same, with what it is, and who says it where we do not know."""

    kind = forms.ChoiceField(
        label=_("This is"), choices=Kind, initial=Kind.WORD, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("What shall we call you?"), max_length=80)
    email = forms.EmailField(
        label=_("Email"),
        required=False,
        help_text=_("To tell you what came of it. Nothing else."),
    )

    field_order = ("words", "kind", "wish", "name", "email")

    def __init__(self, *args: Any, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_known:
            del self.fields["name"], self.fields["email"]
