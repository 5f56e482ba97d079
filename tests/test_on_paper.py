"""The run sheet on paper: one page of A4, whatever the plan, and enough to finish the hour."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from hearth.charter.starting import publish_starting_lines
from hearth.gatherings.models import Gathering, Role
from hearth.gatherings.models.paper import send_run_sheets
from hearth.gatherings.models.runsheet import lay_out, templates
from hearth.ground.books import Letter
from tests.proving import proves

LONG = "What would you tell somebody who has never been here, and what would you keep back?" * 2


@pytest.fixture
def printed(people, chromium, as_):
    """`printed(gathering)`: the run sheet as a printer gets it."""

    def pdf(gathering):
        html = as_(people.bola).get(gathering.page("paper")).text
        address = re.search(r'/look/[^"]+\.css', html)[0]
        css = Client().get(address).text
        page = chromium.new_page()
        page.set_content(re.sub(r"<link[^>]*stylesheet[^>]*>", f"<style>{css}</style>", html))
        try:
            return page.pdf(format="A4", prefer_css_page_size=True)
        finally:
            page.close()

    return pdf


@pytest.fixture
def busy(people):
    """A gathering with all that a sheet can hold: links, roles, a long question."""
    publish_starting_lines(by=people.dee)
    start = now() + timedelta(days=7)
    gathering = Gathering.objects.create(
        title="The monthly meet-up of everybody who mends and lends on the coast",
        slug="busy",
        host=people.bola,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        question=LONG,
        video_url="https://video.example.org/a-room-with-a-very-long-name/and-a-key?pwd=abc123",
        phone="0330 088 5830, then 442 17#",
        seen_by="everyone",
    )
    for kind, person in zip(Role.Kind, (people.amara, people.cerys, people.efe), strict=False):
        gathering.roles.create(kind=kind, person=person)
    lay_out(gathering, "standard-hour")
    gathering.announce(by=people.bola)
    return gathering


def pages_of(pdf):
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@proves("J3.16")
def test_the_run_sheet_is_one_page_for_every_template(printed, busy):
    for template in templates():
        lay_out(busy, template)
        assert pages_of(printed(busy)) == 1, template


def test_more_than_a_page_is_counted_as_more(printed, busy):
    for position in range(60):
        busy.steps.create(position=20 + position, title="Much", minutes=1, how=LONG)
    assert pages_of(printed(busy)) > 1


@proves("J3.16")
def test_the_sheet_holds_all_that_a_host_needs_when_the_tool_fails(people, as_, busy):
    words = as_(people.bola).get(busy.page("paper")).text
    for step in busy.steps.all():
        assert step.title in words
    for needed in (busy.phone, busy.video_url, LONG[:40], "Amara", "Cerys", "Efe", "If the page"):
        assert needed.replace("&", "&amp;") in words
    assert words.count("<em") == 2, "the two lines of the charter"
    assert as_(people.cerys).get(busy.page("paper")).status_code == 403


@proves("J3.16")
def test_the_sheet_lies_in_the_hosts_mail_from_the_day_it_is_announced(people, busy):
    assert send_run_sheets() == 1
    assert send_run_sheets() == 0
    (letter,) = Letter.objects.filter(to=people.bola)
    for part in (busy.phone, busy.video_url, "If the page fails", "Amara"):
        assert part in letter.text
    for step in busy.steps.all():
        assert step.title in letter.text
        assert step.how in letter.text
    busy.move(busy.starts_at + timedelta(days=1), by=people.bola)
    assert send_run_sheets() == 1, "another time is another sheet"


def test_no_sheet_of_a_draft_or_of_one_that_was_called_off(people, busy):
    busy.cancel(by=people.bola)
    Gathering.objects.create(
        title="Draft",
        slug="draft",
        host=people.bola,
        starts_at=busy.starts_at,
        ends_at=busy.ends_at,
    )
    assert send_run_sheets() == 0
