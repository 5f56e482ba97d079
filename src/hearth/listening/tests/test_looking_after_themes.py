"""What stewards see of themes: what waits, and two figures, worked out by hand."""

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
import time_machine
from django.utils.timezone import localdate, localtime, now

from hearth.ground.books import hear
from hearth.listening.figures import days_to_told, waiting
from hearth.listening.models import Response, Telling, Theme
from hearth.listening.models.responses import Kind, respond
from tests.evidence import asked
from tests.proving import proves


@contextmanager
def days_ago(days):
    """So many days ago by the calendar, at this hour of the clock on the wall."""
    with time_machine.travel(localtime() - timedelta(days=days)):
        yield


def not_now(theme, people):
    theme.refresh_from_db()
    standing = theme.standing
    people.dee.__dict__["is_steward"] = True
    return respond(theme, Kind.NOT_NOW, f"No room {now()}", by=people.dee,
                   instead_of=standing.pk if standing else None)  # fmt: skip


def shown(browser, path="/steward/"):
    return " ".join(browser.get(path).text.split())


@proves("J3.27")
def test_the_stewards_page_shows_what_waits_oldest_first_and_two_figures_worked_out_by_hand(
    people, as_, make_theme
):
    # Opened so many days ago, first answered so many days later (None: not yet).
    every = {"A": (500, 3), "B": (300, 59), "C": (200, 60), "D": (150, 61), "E": (100, None),
             "F": (61, 1), "G": (59, 1), "H": (10, None)}  # fmt: skip
    themes = {}
    for name, (opened, _later) in every.items():
        with days_ago(opened):
            themes[name] = make_theme(f"Theme {name}", (people.cerys, "a"), (people.amara, "b"))
    for name, (opened, later) in every.items():
        if later is not None:
            with days_ago(opened - later):
                not_now(themes[name], people)
    # Due: B, C, D, E, F. In time: B, C, F. A is too old, G and H still have time.
    page = shown(as_(people.dee))
    assert "3 of 5 themes, 60 in a hundred" in page
    assert "Nobody was told yet." in page
    assert page.index("Theme E") < page.index("Theme H") and "Theme B" not in page
    assert "Not yet answered, 100 days" in page
    # Told: Cerys of B after 300 - 240 days, of F after 61 - 50; Amara of F after 61 - 1.
    for name, who, ago in (("B", "cerys", 240), ("F", "cerys", 50), ("F", "amara", 1)):
        with days_ago(ago):
            Telling.objects.create(
                response=themes[name].standing, person=getattr(people, who), stage="given"
            )
    assert days_to_told() == 60, "of 11, 60 and 60"
    assert "60 days, for the one in the middle" in shown(as_(people.dee))
    assert as_(people.bola).get("/steward/").status_code == 404


def test_where_there_is_nothing_yet_words_stand_and_no_nought(people, as_):
    page = shown(as_(people.dee))
    assert "No theme came due in the past year." in page and "Nobody was told yet." in page
    assert "None. Every theme has its answer." in page and "0 of 0" not in page


def test_a_second_telling_and_a_line_that_came_later_count_for_nothing(people, make_theme):
    with days_ago(30):
        theme = make_theme("T", (people.cerys, "a"))
    with days_ago(20):
        response = not_now(theme, people)
        Telling.objects.create(response=response, person=people.cerys, stage="given")
    with days_ago(10):
        theme.gather([hear("Later", said_by=people.cerys, during="June")], by=people.bola)
    Telling.objects.create(response=response, person=people.cerys, stage="done")
    # The first line: 30 - 20. The later one: told on the day the answer was done, 10 - 0.
    assert days_to_told() == 10
    Telling.objects.filter(stage="done").delete()
    assert days_to_told() == 10


@pytest.mark.parametrize(("days", "median"), [((1, 2, 9), 2), ((1, 2, 9, 40), 9), ((7,), 7)])
def test_the_median_is_the_one_in_the_middle_and_of_two_the_longer(
    people, make_theme, days, median
):
    sayers = [people.amara, people.bola, people.cerys, people.efe]
    for wait, sayer in zip(days, sayers, strict=False):
        with days_ago(wait):
            theme = make_theme("T", (sayer, "a"))
        Telling.objects.create(response=not_now(theme, people), person=sayer, stage="given")
    assert days_to_told() == median


def test_what_was_told_longer_than_a_year_ago_is_history(people, make_theme):
    with days_ago(420):
        theme = make_theme("T", (people.cerys, "a"))
        Telling.objects.create(response=not_now(theme, people), person=people.cerys, stage="given")
    assert days_to_told() is None


def test_answers_that_are_late_or_alone_are_seen_in_one_place(people, as_, make_theme):
    late, alone, done = make_theme("Late"), make_theme("Alone"), make_theme("Done")
    for theme in (late, alone, done):
        respond(theme, Kind.DO, "Yes", by=people.dee, person=people.bola, on=localdate())
    Response.objects.exclude(theme=alone).update(on=date(2020, 1, 1))
    Response.objects.filter(theme=alone).update(person=None)
    done.standing.done("Did it", by=people.bola)
    found = waiting(people.dee)
    assert (found.late, found.alone, found.themes) == ([late], [alone], [])
    page = shown(as_(people.dee), "/themes/care/")
    assert "Its day has passed" in page and "somebody new" in page and "Done</a>" not in page
    assert "Some answers need a hand" in shown(as_(people.dee))


def test_not_quite_is_read_by_stewards_and_opens_the_theme_again(people, as_, theme):
    response = not_now(theme, people)
    told = Telling.objects.create(response=response, person=people.amara, stage="given")
    told.answer_with("not-quite", "I meant lunch", by=people.amara)
    page = shown(as_(people.dee), "/themes/care/")
    assert "I meant lunch" in page and "Amara" not in page.split("<main")[1]
    assert waiting(people.dee).themes == [theme]


def test_barriers_that_no_theme_holds_are_seen_until_one_does(people, as_):
    barrier = hear("The stairs", said_by=people.cerys, during="Join", kind="barrier")
    dee = as_(people.dee)
    assert "The stairs" in shown(dee, "/themes/care/")
    assert "The stairs" in shown(dee, "/themes/new/?kind=barrier")
    dee.post("/themes/new/", {"name": "Getting in", "lines": [barrier.pk]})
    assert "The stairs" not in shown(dee, "/themes/care/") and Theme.objects.count() == 1


@pytest.mark.parametrize("many", [2, 40])
def test_the_stewards_pages_cost_the_same_with_much(people, as_, make_theme, many):
    for number in range(many):
        theme = make_theme(f"Theme {number}")
        if number % 2:
            not_now(theme, people)
    for path in ("/steward/", "/themes/care/"):
        browser = as_(people.dee)
        with asked() as notes:
            browser.get(path)
        assert len(notes) <= 12, (path, len(notes))
