"""What is asked of somebody who signs in, or who adds a passkey or an authenticator app."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _


class SignInForm(RequestLoginCodeForm):  # type: ignore[misc]
    """The address that the letter with code and link goes to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = _("Your email address")
        field.help_text = _("We send you a letter with a code and a link. There is no password.")
        field.widget = forms.EmailInput(attrs={"autocomplete": "email", "maxlength": 254})
        field.validators.append(MaxLengthValidator(254))


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
