"""Planning from what members want most: chosen, shown on both pages, and gone with a gathering."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from hearth.gatherings.models import Gathering
from hearth.gatherings.models.answers import say
from hearth.gatherings.tests.test_planning import plan_form
from hearth.ground.books import Wish, hear
from hearth.ground.books.trail import Lead
from hearth.listening.models.responses import Kind, respond
from hearth.listening.models.themes import open_theme
from tests.evidence import asked
from tests.proving import proves


@pytest.fixture
def make_theme(people):
    def make(name, *sayers, wish=Wish.PUBLIC):
        lines = [hear(f"{name}!", said_by=who, during="June", wish=wish) for who in sayers]
        return open_theme(name, by=people.bola, lines=lines, seen_by="everyone")

    return make


@pytest.fixture
def theme(make_theme, people):
    return make_theme("Time of day", people.cerys, people.amara)


def plan(browser, **more):
    browser.post("/gatherings/plan/", plan_form(title="An evening", **more))
    return Gathering.objects.get(title="An evening")


@proves("J3.3")
def test_planning_shows_top_themes_questions_and_offers_to_host_beside_the_run_sheets(
    people, as_, running, make_theme, theme
):
    say(running, "Our hall is free", person=people.cerys, kind="hosting", wish=Wish.MEMBERS)
    say(running, "Who can mend a kettle?", person=people.amara, kind="ask", wish=Wish.MEMBERS)
    make_theme("Small", people.cerys)
    respond(make_theme("Old hat", people.cerys, people.bola, people.amara), Kind.NOT_NOW, "No",
            by=people.dee)  # fmt: skip
    page = " ".join(as_(people.dee).get("/gatherings/plan/").text.split())
    places = [page.index(words) for words in (
f"Time of day (2 people, since {now():%B})", "Small (1 person", "Our hall is free",
        "Who can mend a kettle?", "Run sheet")]  # fmt: skip
    assert places == sorted(places) and "Old hat" not in page


@proves("J3.3")
def test_a_theme_that_was_chosen_and_its_gathering_lead_to_each_other(people, as_, theme):
    gathering = plan(as_(people.dee), wanted=theme.get_absolute_url())
    assert "We meet about it" not in as_(people.dee).get(theme.get_absolute_url()).text
    gathering.announce(by=people.bola)
    for reader in (people.bola, None):
        page = " ".join(as_(reader).get(gathering.get_absolute_url()).text.split())
        assert f'It comes from: <a href="{theme.get_absolute_url()}" >Time of day' in page.replace(
            '/">', '/" >'
        )
        page = as_(reader).get(theme.get_absolute_url()).text
        assert "We meet about it: An evening" in page and f"{gathering.starts_at:%-d %B}" in page
    gathering.cancel(by=people.bola)
    assert "An evening" not in as_(None).get(theme.get_absolute_url()).text


def test_after_it_the_gathering_is_what_came_of_the_theme(people, as_, theme):
    gathering = plan(as_(people.dee), wanted=theme.get_absolute_url())
    gathering.announce(by=people.bola)
    long_ago = now() - timedelta(days=3)
    Gathering.objects.update(starts_at=long_ago, ends_at=long_ago + timedelta(hours=1))
    page = as_(None).get(theme.get_absolute_url()).text
    assert "We meet about it" not in page
    assert page.index("What came of it") < page.index("An evening</a>")


def test_what_was_chosen_by_mistake_is_taken_off_and_an_old_page_takes_off_nothing(
    people, as_, theme
):
    gathering = plan(as_(people.dee), wanted=theme.get_absolute_url())
    host, form = as_(people.bola), plan_form(title="An evening")
    host.post(gathering.page("edit"), form)
    assert Lead.objects.exists(), "this page was opened before the theme was chosen"
    shown = host.get(gathering.page("edit")).context["asked"]
    assert shown["wanted"].value() == [theme.get_absolute_url()]
    host.post(gathering.page("edit"), form | {"not_wanted": shown["not_wanted"].value()})
    assert not Lead.objects.exists()


def test_a_theme_answered_meanwhile_can_still_be_chosen_and_nonsense_cannot(people, as_, theme):
    respond(theme, Kind.NOT_NOW, "No room", by=people.dee)
    dee = as_(people.dee)
    for nonsense in ("/nowhere/", "javascript:alert(1)", "x" * 900):
        page = dee.post("/gatherings/plan/", plan_form(title="An evening", wanted=nonsense))
        assert "wanted" in page.context["asked"].errors
        assert dee.get("/gatherings/plan/", {"about": nonsense}).status_code == 200
    assert plan(dee, wanted=theme.get_absolute_url()) and Lead.objects.count() == 1


def test_planning_from_a_theme_has_it_chosen(people, as_, theme):
    page = as_(people.dee).get(theme.get_absolute_url()).text
    assert "Plan a gathering about it" in page
    path = f"/gatherings/plan/?about={theme.get_absolute_url()}"
    assert as_(people.dee).get(path).context["asked"].initial["wanted"] == [
        theme.get_absolute_url()
    ]
    assert "Plan a gathering" not in as_(people.bola).get(theme.get_absolute_url()).text


def test_a_theme_that_a_reader_may_not_see_is_not_named_to_them(people, as_, make_theme):
    hushed = make_theme("Hushed", people.cerys, wish=Wish.STEWARDS)
    gathering = plan(as_(people.dee), wanted=hushed.get_absolute_url())
    gathering.announce(by=people.bola)
    for reader in (None, people.amara):
        assert "Hushed" not in as_(reader).get(gathering.get_absolute_url()).text


def test_a_draft_that_is_left_out_leaves_no_trail(people, as_, theme):
    gathering = plan(as_(people.dee), wanted=theme.get_absolute_url())
    as_(people.dee).post(gathering.page("still_on"))
    assert not Gathering.objects.filter(pk=gathering.pk).exists() and not Lead.objects.exists()


def test_pages_ask_the_database_little(people, as_, theme, make_theme):
    gathering = plan(as_(people.dee), wanted=theme.get_absolute_url())
    gathering.announce(by=people.bola)
    respond(theme, Kind.LISTEN, "Later", by=people.dee, on="2035-01-01")
    for number in range(12):
        make_theme(f"Theme {number}", people.amara)
    paths = ("/gatherings/plan/", gathering.page("edit"), gathering.get_absolute_url(),
             theme.get_absolute_url())  # fmt: skip
    for path in paths:
        browser = as_(people.dee)
        with asked() as notes:
            browser.get(path)
        assert len(notes) <= 12, (path, len(notes), notes.statements)
