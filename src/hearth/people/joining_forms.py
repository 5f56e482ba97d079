"""What is asked of somebody who joins: little, and most of it only if they like."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.people.models import Fit
from hearth.people.models.joining import digits


class OneOfTwo(forms.CharField):
    """Needed, but another question may answer it: empty, it asks for neither by itself."""

    def validate(self, value: str) -> None:
        if value:
            super().validate(value)


class EmailOrElse(OneOfTwo, forms.EmailField):
    """An address, unless there is a telephone number."""


class LeftEmpty(forms.CharField):
    """A question that nobody sees and no screen reader says. Programs that fill in all they
    find answer it, and are held."""

    template_name = "people/left_empty.html"


class JoinForm(forms.Form):
    """Who somebody is, in a minute and a half."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("What shall we call you?"),
        error_messages={"required": _("Write what we shall call you.")},
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = EmailOrElse(
        label=_("Your email address"),
        help_text=_("We send one letter there, with a link that lets you in."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = OneOfTwo(
        label=_("Or your telephone number"),
        help_text=_("If you would rather not use email, a person rings you."),
        max_length=30,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    brings = forms.CharField(
        label=_("What brings you?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer = forms.CharField(
        help_text=_("Stewards read your answer. A few words are enough."),
        error_messages={"required": _("Answer in a few words. There is no wrong answer.")},
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What fits you?"),
        help_text=_("Tick as many as you like."),
        choices=Fit.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needs = forms.CharField(
        label=_("What do you need to take part?"),
        help_text=_("Such as captions, breaks, or help with costs. No reasons needed."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    organisation = forms.CharField(
        label=_("Do you come from an organisation?"),
        help_text=_("Its name. Leave it empty if you come as yourself."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    left_empty = LeftEmpty(
        label=_("Leave this empty"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, question: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].label = question
        if not question:
            del self.fields["answer"]

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and len(digits(phone)) < 7:
            raise forms.ValidationError(_("That number is too short. Give all of its digits."))
        return phone

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        tried = {"email", "phone"} & set(self.errors)
        if not (answers.get("email") or answers.get("phone") or tried):
            self.add_error("email", _("Give an email address or a telephone number."))
        return answers
