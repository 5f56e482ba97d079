"""A passkey, made and used in a real browser with a made-up device, under the strict policy."""

import pytest
from playwright.sync_api import sync_playwright

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(people, as_, live_server):
    """Amara's browser on her laptop."""
    cookies = as_(people.amara).cookies
    address = live_server.url.replace("127.0.0.1", "localhost")
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = chromium.new_context(base_url=address)
        context.add_cookies(
            [{"name": name, "value": kept.value, "url": address} for name, kept in cookies.items()]
        )
        yield context.new_page()
        chromium.close()


def give_device(page):
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def test_a_passkey_is_made_and_then_opens_the_door(page):
    complaints = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    give_device(page)
    page.goto("/me/keys/passkey/")
    page.get_by_label("A name for it").fill("My laptop")
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/me/keys/codes/")
    assert page.locator("code").count() == 10
    page.goto("/sign-out/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.goto("/sign-in/?next=/me/keys/")
    page.get_by_role("button", name="Use my passkey instead").click()
    page.get_by_text("My laptop", exact=True).wait_for()
    assert complaints == []


def test_a_device_without_the_passkey_leads_to_a_sentence(page):
    page.context.clear_cookies()
    give_device(page)
    page.goto("/sign-in/")
    page.get_by_role("button", name="Use my passkey instead").click()
    page.get_by_text("The passkey did not work.").wait_for()
    assert page.url.endswith("/sign-in/")
