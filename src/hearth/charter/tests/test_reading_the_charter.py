"""The charter's pages, for a passer-by, a member and a steward."""

import pytest

from hearth.charter.models import Mark, Version, publish
from hearth.charter.starting import publish_starting_lines
from tests.source import undeclared

TWO = [("Patience", "We wait three breaths."), ("Kindness", "We speak as to a neighbour.")]


@pytest.fixture
def charter(people):
    return publish(TWO, by=people.dee)


def test_anyone_reads_the_current_version_and_the_ones_before(charter, people, as_):
    publish(TWO[:1], by=people.dee, why="One is enough")
    now, before = as_(None).get("/charter/"), as_(None).get("/charter/versions/1/")
    assert "Kindness" not in now.text
    assert "One is enough" in now.text
    assert "Kindness" in before.text
    assert as_(None).get("/charter/versions/7/").status_code == 404


def test_before_the_first_charter_the_page_invites(people, as_):
    assert "No charter yet" in as_(None).get("/charter/").text


def test_a_member_changes_a_line_from_the_line_itself(charter, people, as_):
    line = charter.lines.get(position=1)
    page = as_(people.cerys).get("/charter/")
    assert f"/charter/lines/{line.pk}/change/" in page.text
    assert "/change/" not in as_(None).get("/charter/").text
    answer = as_(people.cerys).post(f"/charter/lines/{line.pk}/change/", {"words": "Two breaths"})
    assert answer.url == "/charter/#line-1"
    assert Mark.objects.get().words == "Two breaths"


def test_a_note_on_a_line_that_holds_no_more_is_not_found(charter, people, as_):
    old = charter.lines.get(position=1)
    publish(TWO[:1], by=people.dee, why="One is enough")
    assert as_(people.cerys).get(f"/charter/lines/{old.pk}/change/").status_code == 404


def test_only_stewards_publish(charter, people, as_):
    assert as_(people.cerys).get("/charter/versions/new/").status_code == 404
    assert as_(None).get("/charter/versions/new/").url.startswith("/sign-in/")


def test_a_steward_publishes_by_pasting_lines(charter, people, as_):
    lines = "Patience: We wait.\n\n Rest :  We stop on time: always. "
    answers = {"lines": lines, "why": "Shorter", "after": "1"}
    assert as_(people.dee).post("/charter/versions/new/", answers).url == "/charter/"
    new = Version.current()
    assert (new.number, new.why) == (2, "Shorter")
    assert new.wording() == [("Patience", "We wait."), ("Rest", "We stop on time: always.")]


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        ("Patience: yes\nKindness", "Line 2 needs a quality, a colon"),
        ("Patience:\n", "Line 1 needs a quality, a colon"),
        ("Patience: a\npatience: b", "stands here twice"),
        (f"{'x' * 81}: yes", "Line 1 is too long"),
    ],
)
def test_what_is_wrong_in_the_lines_is_named_and_nothing_is_lost(
    charter, people, as_, lines, wrong
):
    answers = {"lines": lines, "why": "Because we said so", "after": "1"}
    page = as_(people.dee).post("/charter/versions/new/", answers)
    assert wrong in page.text
    assert "Because we said so" in page.text
    assert Version.current() == charter


def test_of_two_stewards_the_second_is_told_and_then_may_publish(charter, people, as_):
    lines = {"lines": "Rest: We stop on time.", "why": "Mine", "after": "1"}
    publish(TWO[:1], by=people.efe, why="While you wrote")
    browser = as_(people.dee)
    page = browser.post("/charter/versions/new/", lines)
    assert "Version 2 was published while you wrote" in page.text
    assert "We stop on time." in page.text
    assert browser.post("/charter/versions/new/", lines | {"after": "2"}).status_code == 302
    assert Version.current().number == 3


def test_a_double_press_publishes_once(charter, people, as_):
    answers = {"lines": "Rest: We stop on time.", "why": "Shorter", "after": "1"}
    browser = as_(people.dee)
    for _press in range(2):
        assert browser.post("/charter/versions/new/", answers).status_code == 302
    assert Version.current().number == 2


def test_the_page_costs_the_same_for_one_line_and_nineteen(
    people, as_, django_assert_max_num_queries
):
    publish(TWO[:1], by=people.dee)
    browser = as_(people.cerys)
    with django_assert_max_num_queries(20) as few:
        browser.get("/charter/")
    publish_starting_lines(by=people.dee)
    Version.objects.all().delete()
    publish_starting_lines(by=people.dee)
    with django_assert_max_num_queries(20) as many:
        browser.get("/charter/")
    assert len(many) <= len(few)


@pytest.mark.parametrize("model", ["Version", "Line", "Showing", "Mark"])
def test_every_personal_field_says_why_it_is_kept(model):
    from django.apps import apps

    assert list(undeclared(apps.get_model("charter", model))) == []
