"""No book names a theme to somebody who may not open it: they ask as they are read."""

import pytest

from hearth.ground.books import Entry, Wish, hear, lead
from hearth.ground.books.index import index
from hearth.ground.books.trail import what_came_of
from hearth.listening.closed import closed_to
from hearth.listening.models import Theme
from hearth.listening.models.responses import Kind, respond
from hearth.listening.models.themes import open_theme
from tests.evidence import asked


@pytest.fixture
def line(people):
    return hear("Heating is dear", said_by=people.amara, during="June", url="/gatherings/june/")


@pytest.fixture
def theme(people, line):
    theme = open_theme("Cold rooms", by=people.dee, lines=[line], seen_by="everyone")
    respond(theme, Kind.NOT_NOW, "The radiators belong to the church.", by=people.dee)
    lead(theme.get_absolute_url(), came_of=["/gatherings/june/"])
    return theme


def named_to(person, as_):
    """Where this reader comes across the theme's name."""
    found = {
        "trail": any(entry.title == "Cold rooms" for entry in
                     what_came_of("/gatherings/june/", person)),
        "home": "Cold rooms" in as_(person).get("/").text,
        "search page": "Cold rooms" in as_(person).get("/search/?q=radiators").text,
        "you said": "Cold rooms" in as_(person).get("/you-said/").text,
        "feed": "Cold rooms" in as_(person).get("/you-said/feed.atom").text,
    }  # fmt: skip
    return {place for place, is_named in found.items() if is_named}


EVERYWHERE = {"trail", "home", "search page", "you said"}


def test_a_theme_is_found_by_those_who_may_open_it(people, theme, as_):
    assert named_to(None, as_) == EVERYWHERE | {"feed"}
    assert named_to(people.bola, as_) >= EVERYWHERE


def test_words_narrowed_to_stewards_take_the_theme_from_every_book_at_once(
    people, theme, line, as_
):
    line.narrow(Wish.STEWARDS)
    assert named_to(None, as_) == named_to(people.bola, as_) == named_to(people.fin, as_) == set()
    assert named_to(people.dee, as_) >= EVERYWHERE, "stewards still find it"
    line.narrow(Wish.MEMBERS)
    assert named_to(people.bola, as_) >= EVERYWHERE, "a wider wish brings it back"


def test_words_taken_back_take_the_theme_along(people, theme, line, as_):
    line.delete()
    assert named_to(None, as_) == named_to(people.amara, as_) == set()


def test_what_is_closed_is_what_nobody_may_open(people, theme, line):
    open_theme("Empty", by=people.dee)
    for person in (None, *vars(people).values()):
        closed = {address for (address,) in closed_to(person)}
        may_open = {one.get_absolute_url() for one in Theme.objects.visible_to(person)}
        every = {one.get_absolute_url() for one in Theme.objects.all()}
        assert closed == every - may_open


def test_it_costs_no_question_more_however_many_themes_there_are(people, as_):
    browser = as_(people.bola)
    browser.get("/")
    with asked() as before:
        browser.get("/")
    many = Theme.objects.bulk_create(Theme(name=f"T {n}", slug=f"t-{n}") for n in range(500))
    for theme in many[:20]:
        index(theme, url=theme.get_absolute_url(), title=theme.name, text="T")
    with asked() as after:
        browser.get("/")
    assert len(after) == len(before)
    assert not Entry.objects.visible_to(people.bola)
    assert Entry.objects.visible_to(people.dee).count() == 20
