"""What is asked of people: when they join, about themselves, and for a list to bring in."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.books import Wish
from hearth.people.models import Fit
from hearth.people.models.joining import digits


class JoinForm(forms.Form):
    """Who somebody is, in a minute and a half."""

    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("We send one letter there, with a link that lets you in."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Or your telephone number"),
        help_text=_("If you would rather not use email, a person rings you."),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    brings = forms.CharField(
        label=_("What brings you?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
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


class SignInForm(RequestLoginCodeForm):  # type: ignore[misc]
    """The address that the letter with code and link goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = _("Your email address")
        field.help_text = _("We send you a letter with a code and a link. There is no password.")
        field.widget = forms.EmailInput(attrs={"autocomplete": "email", "maxlength": 254})


def _code_widget() -> forms.TextInput:
    return forms.TextInput(
        attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"}
    )


class CodeForm(ConfirmLoginCodeForm):  # type: ignore[misc]
    """The six digits from the letter."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The code in the letter")
        self.fields["code"].help_text = _("Six digits. It works for ten minutes.")
        self.fields["code"].widget = _code_widget()


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]
    """The digits that an authenticator app shows now, or a spare code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The digits in your app, or a spare code")
        self.fields["code"].widget = _code_widget()


class AgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The same, before keys are changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The digits in your app, or a spare code")
        self.fields["code"].widget = _code_widget()


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A name for a new passkey. The device fills in the rest."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("A name for it")
        self.fields["name"].help_text = _("Such as: my phone.")
        self.fields["name"].max_length = 100
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.fields["passwordless"].initial = "on"


class AppForm(ActivateTOTPForm):  # type: ignore[misc]
    """The digits that prove that the app knows the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The digits that the app shows now")
        self.fields["code"].widget = _code_widget()


class NameForm(forms.Form):
    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    does = forms.CharField(
        label=_("What do you do?"),
        help_text=_("One line that members see beside your name."),
        max_length=160,
        required=False,
    )


class RhythmForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("How often may we write?"),
        help_text=_("Answers to what you do here come in any case, such as your place."),
        choices=Person.Rhythm.choices,
        widget=forms.RadioSelect,
    )


class NeedsForm(forms.Form):
    needs = forms.CharField(
        label=_("What do you need to take part?"),
        help_text=_("You and the hosts of what you come to see this. No reasons needed."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class OrganisationForm(forms.Form):
    name = forms.CharField(
        label=_("The organisation's name"),
        help_text=_("If it is here already, you are added to it."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class StuckForm(forms.Form):
    """What somebody is stuck on, with their wish about who sees it."""

    words = forms.CharField(
        label=_("What are you stuck on?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    wish = forms.ChoiceField(
        label=_("Who may see it?"),
        choices=[choice for choice in Wish.choices if choice[0] != Wish.ROOM],
        initial=Wish.MEMBERS,
        widget=forms.RadioSelect,
    )


class FindForm(forms.Form):
    q = forms.CharField(
        label=_("Find somebody by name"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class ListForm(forms.Form):
    """A file with people in it."""

    file = forms.FileField(
        label=_("The list"),
        help_text=_(
            "A CSV file or an Excel sheet, up to 5 MB and 5,000 rows. "
            "It needs a column with names and one with email addresses."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
