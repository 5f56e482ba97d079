"""A run sheet is worked on in a browser without a script, by its buttons and by the keyboard."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.utils.timezone import now

from hearth.gatherings.models import Gathering
from hearth.gatherings.models.runsheet import lay_out

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheet(people, as_, chromium, live_server, request):
    """Bola's run sheet, open in a window of this width, without JavaScript."""
    start = now() + timedelta(days=7)
    facts = {"host": people.bola, "starts_at": start, "ends_at": start + timedelta(hours=1)}
    gathering = Gathering.objects.create(
        title="Monthly meet-up", slug="meet-up", question="What brings you here?", **facts
    )
    lay_out(gathering, "standard-hour")
    window = chromium.new_context(
        viewport={"width": request.param, "height": 780}, java_script_enabled=False
    )
    cookies = as_(people.bola).cookies
    window.add_cookies(
        [{"name": n, "value": c.value, "url": live_server.url} for n, c in cookies.items()]
    )
    tab = window.new_page()
    tab.goto(live_server.url + gathering.page("run_sheet"))
    yield tab
    window.close()


def names(tab):
    return [one.get_attribute("value") for one in tab.locator("[name^=title-]").all()]


@pytest.mark.parametrize("sheet", [360, 1280], indirect=True)
def test_a_host_adds_a_step_moves_it_and_gives_it_minutes_without_a_script(sheet):
    width = sheet.viewport_size["width"]
    was = names(sheet)
    sheet.get_by_role("button", name=f"Add a step below {was[0]}", exact=True).click()
    assert urlsplit(sheet.url).fragment == "step-new1"
    sheet.locator("#title-new1").fill("A story")
    sheet.locator("#kind-new1").select_option(label="asks and offers")
    sheet.locator("#asks-new1").fill("What moved you?")
    sheet.locator("button[value='down:new1']").click()
    sheet.locator("#minutes-new1").fill("4")
    sheet.locator("#minutes-new1").press("Enter")
    assert "4 minutes more than 60" in sheet.inner_text("main")
    assert sheet.evaluate("document.documentElement.scrollWidth") <= width
    sheet.get_by_label("End at").check()
    sheet.get_by_role("button", name="Keep these steps").click()
    assert "The run sheet adds up" in sheet.inner_text("body")
    now_there = names(sheet)
    assert now_there == [*was[:2], "A story", *was[2:]]
    assert sheet.locator("[name=take_from]").count() == 0
