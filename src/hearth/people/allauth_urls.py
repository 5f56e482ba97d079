"""Addresses of signing in and of keys: the accounts library's pages, each behind one of our doors.

The names are those that the library itself looks up, so they stand in no namespace.
"""

from __future__ import annotations

from functools import wraps
from typing import Any, cast

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.generic.base import View as ClassView

from hearth.ground.access import View, for_anyone, for_members
from hearth.ground.web import page
from hearth.people import key_forms as forms, keys
from hearth.people.views import joining

type Door = Any

TOO_OFTEN = 429


def _calmly(view: View) -> View:
    """Who tries too often reads a sentence of ours."""

    @wraps(view)
    def calm(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code != TOO_OFTEN:
            return response
        return page(request, "people/too_often.html", code=TOO_OFTEN)

    return calm


def _at(
    address: str, names: str, door: Door, view: type[ClassView], template: str = "", **shape: Any
) -> list[URLPattern]:
    """One page of the library, at our address, with our template, under each of its names."""
    if template:
        shape["template_name"] = f"people/{template}.html"
    guarded = door(_calmly(cast(View, view.as_view(**shape))))
    return [path(address, guarded, name=name) for name in names.split()]


_SIGN_IN = "account_login account_request_login_code"
_AGAIN = "mfa_reauthenticate account_reauthenticate"

urlpatterns = [
    *_at(
        "sign-in/", _SIGN_IN, for_anyone, account.RequestLoginCodeView, "sign_in",
        form_class=forms.SignInForm,
    ),
    *_at(
        "sign-in/code/", "account_confirm_login_code", for_anyone, account.ConfirmLoginCodeView,
        "code", form_class=forms.CodeForm,
    ),
    *_at(
        "sign-in/second-step/", "mfa_authenticate", for_anyone, mfa.AuthenticateView,
        "second_step", form_class=forms.SecondStepForm,
    ),
    *_at("sign-in/passkey/", "mfa_login_webauthn", for_anyone, passkeys.LoginWebAuthnView),
    *_at(
        "sign-in/closed/", "account_inactive", for_anyone, account.AccountInactiveView,
        "not_a_member",
    ),
    path("sign-in/<str:token>/", joining.sign_in_by_link, name="sign_in_by_link"),
    *_at("sign-out/", "account_logout", for_anyone, account.LogoutView, "sign_out"),
    path("join/", joining.join, name="account_signup"),
    *_at("me/keys/", "mfa_index mfa_list_webauthn", for_members, mfa.IndexView, "keys"),
    *_at(
        "me/keys/passkey/", "mfa_add_webauthn", for_members, keys.AddPasskey,
        "keys/add", form_class=forms.PasskeyForm,
    ),
    *_at(
        "me/keys/<int:pk>/", "mfa_remove_webauthn", for_members, passkeys.RemoveWebAuthnView,
        "keys/remove",
    ),
    *_at(
        "me/keys/app/", "mfa_activate_totp", for_members, keys.UseApp, "keys/app",
        form_class=forms.AppForm,
    ),
    *_at(
        "me/keys/app/off/", "mfa_deactivate_totp", for_members, app.DeactivateTOTPView,
        "keys/app_off",
    ),
    *_at(
        "me/keys/codes/", "mfa_view_recovery_codes", for_members, codes.ViewRecoveryCodesView,
        "keys/codes",
    ),
    *_at(
        "me/keys/codes/new/", "mfa_generate_recovery_codes", for_members,
        codes.GenerateRecoveryCodesView, "keys/new_codes",
    ),
    *_at(
        "me/keys/again/", _AGAIN, for_members, mfa.ReauthenticateView, "keys/again",
        form_class=forms.AgainForm,
    ),
    *_at(
        "me/keys/again/passkey/", "mfa_reauthenticate_webauthn", for_members,
        passkeys.ReauthenticateWebAuthnView, "keys/again_by_passkey",
    ),
]  # fmt: skip
