"""Passkeys, apps and spare codes: who has one is asked for it after every letter."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import get_resolver

from hearth.people import allauth_urls
from hearth.people.once_links import signing_in_link

PAGES = ["/me/keys/", "/me/keys/passkey/", "/me/keys/app/"]


@pytest.fixture
def secret(people):
    """Dee uses an authenticator app and has spare codes."""
    made = totp.generate_totp_secret()
    totp.TOTP.activate(people.dee, made)
    RecoveryCodes.activate(people.dee)
    return made


def now_shown(secret):
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def path_to_sign_in(person):
    return "/sign-in/" + signing_in_link(person).split("/sign-in/")[1]


def test_who_has_an_app_is_asked_for_it_after_the_link(people, secret):
    browser = Client()
    assert browser.post(path_to_sign_in(people.dee)).url == "/sign-in/second-step/"
    assert "_auth_user_id" not in browser.session
    assert "One more key" in browser.get("/sign-in/second-step/").text
    assert browser.post("/sign-in/second-step/", {"code": "000000"}).status_code == 200
    assert browser.post("/sign-in/second-step/", {"code": now_shown(secret)}).url == "/"
    assert "_auth_user_id" in browser.session


def test_a_spare_code_lets_in_once(people, secret):
    codes = Authenticator.objects.get(user=people.dee, type="recovery_codes").wrap()
    spare = codes.get_unused_codes()[0]
    for lets_in in (True, False):
        browser = Client()
        browser.post(path_to_sign_in(people.dee))
        browser.post("/sign-in/second-step/", {"code": spare})
        assert ("_auth_user_id" in browser.session) is lets_in


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_of_keys_are_for_members(people, as_, path):
    assert as_(people.amara).get(path).status_code == 200
    assert as_(None).get(path).url.startswith("/sign-in/")
    assert as_(people.fin).get(path).url.startswith("/sign-in/")


def test_before_keys_change_one_is_shown_again(people, secret, as_):
    browser = as_(people.dee)
    assert browser.get("/me/keys/passkey/").url.startswith("/me/keys/again/?next=")
    answer = browser.post("/me/keys/again/?next=/me/keys/passkey/", {"code": now_shown(secret)})
    assert answer.url == "/me/keys/passkey/"
    assert browser.get("/me/keys/passkey/").status_code == 200


def test_an_app_is_set_up_and_brings_spare_codes(people, as_):
    browser = as_(people.dee)
    assert "data:image/svg+xml" in browser.get("/me/keys/app/").text
    made = browser.session["mfa.totp.secret"]
    answer = browser.post("/me/keys/app/", {"code": now_shown(made)})
    assert answer.url == "/me/keys/codes/"
    page = browser.get("/me/keys/codes/").text
    spare = Authenticator.objects.get(user=people.dee, type="recovery_codes").wrap()
    assert all(code in page for code in spare.get_unused_codes())


def test_nobody_takes_away_the_key_of_another(people, as_):
    key = Authenticator.objects.create(user=people.dee, type="webauthn", data={"name": "x"})
    assert as_(people.amara).post(f"/me/keys/{key.pk}/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_the_device_is_asked_for_a_passkey_without_a_name(people):
    asked = Client().get("/sign-in/passkey/", headers={"Accept": "application/json"})
    assert "challenge" in asked.json()["request_options"]["publicKey"]


def test_a_passkey_that_does_not_fit_is_refused_kindly(people):
    answer = Client().post("/sign-in/passkey/", {"credential": "{}"}, follow=True)
    assert "That passkey did not open the door." in answer.text


def test_the_library_finds_every_page_it_leads_to():
    resolver = get_resolver()
    for pattern in allauth_urls.urlpatterns:
        assert resolver.reverse_dict.getlist(pattern.name), pattern.name


def test_the_library_writes_to_nobody_about_keys(people, letters_to, rf):
    get_adapter().send_notification_mail("mfa/email/totp_activated", people.dee)
    assert letters_to("dee@example.org") == []
