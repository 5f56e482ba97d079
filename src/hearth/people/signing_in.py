"""Signing in: what the accounts library may send and say here. All of it goes by the post."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.utils.translation import gettext as _, gettext_lazy

from hearth.ground.accounts import Person
from hearth.ground.books.post import Kind, post
from hearth.ground.links import absolute
from hearth.people.models.joining import meet_stranger
from hearth.people.once_links import signing_in_link
from hearth.post.bounces import reached

SAID: dict[str, Promise] = {
    "account/messages/logged_in.txt": gettext_lazy("You are signed in. Good to see you."),
    "account/messages/logged_out.txt": gettext_lazy("You are signed out."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("Your passkey is kept. Use it next time."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("That passkey opens nothing any more."),
    "mfa/messages/totp_activated.txt": gettext_lazy("Your app is asked for from now on."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("Your app is not asked for any more."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("These are your spare codes."),
}
"""What the library says after somebody did something, in our words. The rest is not said."""


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """How the accounts library speaks to people here."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "incorrect_code": gettext_lazy("That is not the code in the letter. Look once more."),
        "too_many_login_attempts": gettext_lazy("That was often. Wait a minute and try again."),
        "rate_limited": gettext_lazy("That was often. Wait a minute and try again."),
    }

    def generate_login_code(self) -> str:
        """Six digits: they can be read out and typed on any phone."""
        return f"{secrets.randbelow(10**6):06d}"

    def is_safe_url(self, url: str | None) -> bool:
        """Signing in leads to pages of ours only."""
        ours = bool(url) and str(url).startswith("/")
        return ours and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Which keys a person can show again, a passkey first. One request asks often; we look
        once."""
        if not hasattr(user, "keys_to_show"):
            found = super().get_reauthentication_methods(user)
            user.keys_to_show = sorted(found, key=lambda way: "webauthn" not in way["id"])
        return list(user.keys_to_show)

    def post_login(self, request: HttpRequest, user: Any, **how: Any) -> HttpResponse:
        """Somebody is there again: letters that came back count no more."""
        reached(user)
        return super().post_login(request, user, **how)  # type: ignore[no-any-return]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The two letters that the library wants sent. It has nothing else to send."""
        if template_prefix == "account/email/login_code":
            _send_keys(context["request"], email, context["code"])
        elif template_prefix == "account/email/unknown_account":
            _send_no_account(email)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        words = message or SAID.get(message_template or "")
        if words and request.path == "/sign-in/passkey/" and level == messages.ERROR:
            words = _("That passkey did not open the door. Use a letter with a code instead.")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)


def sign_in(request: HttpRequest, person: Person, to: str = "/") -> HttpResponse:
    """Sign in somebody who just proved that their address is theirs. Who has a passkey or an
    authenticator app is asked for it first."""
    record_authentication(request, person, method="code", email=person.email)
    return perform_login(request, Login(user=person, redirect_url=to, email=person.email))  # type: ignore[no-any-return]


def send_new_keys(request: HttpRequest, person: Person) -> None:
    """A fresh letter with code and link, as if they had asked on the page for signing in."""
    LoginCodeVerificationProcess.initiate(request=request, user=person, email=person.email)


def _send_keys(request: HttpRequest, email: str, code: str) -> None:
    """One letter with the code and the link: whichever is easier where it is opened."""
    person = Person.objects.members().get(email=email.lower())
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    to = asked if Adapter(request).is_safe_url(asked) else "/"
    post(
        [person],
        _("{code} is your code to sign in").format(code=code),
        "people/letters/keys.txt",
        kind=Kind.KEYS,
        code=code,
        button_label=_("Sign in"),
        button_url=signing_in_link(person, to),
        why=_("You get this letter because somebody asked to sign in with your address."),
    )


def _send_no_account(email: str) -> None:
    """Somebody whom we do not know as a member hears how to join, at most once an hour."""
    person = meet_stranger(name=email.partition("@")[0][:80], email=email)
    post(
        [person],
        _("You asked to sign in"),
        "people/letters/no_account.txt",
        kind=Kind.KEYS,
        once=f"no-account:{now():%Y-%m-%d-%H}",
        greeting=_("Hello,"),
        button_label=_("Join us"),
        button_url=absolute("/join/"),
        why=_("You get this letter because somebody asked to sign in with your address."),
    )
