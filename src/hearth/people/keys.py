"""Adding a key: who just made one has shown it, and reads the spare codes at once."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse


class JustShown:
    """A form that ends with a key in somebody's hand."""

    request: HttpRequest

    def form_valid(self, form: BaseForm) -> HttpResponse:
        view: Any = super()
        answer: HttpResponse = view.form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", reauthenticated=True)
        return answer


class AddPasskey(JustShown, AddWebAuthnView):  # type: ignore[misc]
    """A passkey, made by the device."""


class UseApp(JustShown, ActivateTOTPView):  # type: ignore[misc]
    """An authenticator app, which has shown its first digits."""


def second_steps() -> QuerySet[Authenticator]:
    """Passkeys and apps: what proves who somebody is besides a letter to them."""
    every: QuerySet[Authenticator] = Authenticator.objects.all()
    return every.exclude(type=Authenticator.Type.RECOVERY_CODES)
