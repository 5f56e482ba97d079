"""Members lay five dots and never more; the page says what the hours of this month allow."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from hearth.ground.books import Wish, hear
from hearth.ground.privacy import Erase
from hearth.ground.refusals import Refused
from hearth.listening.models import Dots
from hearth.listening.models.priorities import guess, have_hours, laid_by, lay
from hearth.listening.models.responses import Kind, respond
from hearth.listening.models.themes import open_theme
from hearth.listening.weighing import weighing


@pytest.fixture
def themes(people):
    names = ("Evenings", "Bursaries", "Batteries", "Keys")
    return [
        open_theme(name, by=people.dee, lines=[hear(name, said_by=people.amara, during="June")])
        for name in names
    ]


def names_of(rows):
    return [row.theme.name for row in rows]


def test_never_more_than_five_and_what_is_left_is_said(people, as_, themes):
    browser = as_(people.cerys)
    assert "You have 5 dots left" in browser.get("/priorities/").text
    for dots in (1, 2, 3, 3):
        browser.post("/priorities/dots/", {"theme": themes[0].pk, "dots": dots})
    lay(themes[1], 2, by=people.cerys)
    with pytest.raises(Refused, match="All your five dots lie somewhere"):
        lay(themes[2], 1, by=people.cerys)
    assert "All your five dots lie somewhere" in browser.get("/priorities/").text
    lay(themes[0], 0, by=people.cerys)
    assert weighing(people.cerys).left == 3
    for odd in ("-1", "6", "two", "1" * 9):
        browser.post("/priorities/dots/", {"theme": themes[3].pk, "dots": odd})
    assert laid_by(people.cerys) == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        Dots.objects.create(theme=themes[3], person=people.cerys, count=6)


def test_dots_on_a_theme_that_is_done_are_free_again(people, themes):
    lay(themes[0], 4, by=people.cerys)
    response = respond(themes[0], Kind.DO, "We do it.", by=people.dee, person=people.efe,
                       on=localdate() + timedelta(days=9))  # fmt: skip
    assert weighing(people.cerys).left == 1, "it is answered, and not done yet"
    response.done("It is done.", by=people.efe)
    assert weighing(people.cerys).left == 5
    with pytest.raises(Refused, match="settled"):
        lay(themes[0], 1, by=people.cerys)
    lay(themes[1], 5, by=people.cerys)
    assert laid_by(people.cerys) == 5


def test_the_line_stands_where_the_hours_end_and_what_waits_is_thanked(people, as_, themes):
    for theme, count, hours in zip(themes, (3, 2, 1, 0), (6, 6, 1, None), strict=True):
        lay(theme, min(count, weighing(people.bola).left), by=people.bola)
        guess(theme, hours, by=people.dee)
    have_hours(8, by=people.dee)
    shown = weighing(people.cerys)
    assert names_of(shown.can) == ["Evenings"]
    assert names_of(shown.cannot) == ["Bursaries", "Batteries"], "the line is drawn once"
    assert names_of(shown.unguessed) == ["Keys"]
    words = as_(None).get("/priorities/").text
    assert "Evenings" not in words, "a passer-by sees no theme of members"
    words = as_(people.cerys).get("/priorities/").text
    assert "thank you for saying it" in words
    assert "Bola" not in words


def test_stewards_say_the_hours_and_nobody_else(people, as_, themes):
    given = {"hours": "8", f"theme_{themes[0].pk}": "3", f"theme_{themes[1].pk}": ""}
    assert as_(people.cerys).post("/priorities/hours/", given).status_code == 404
    as_(people.dee).post("/priorities/hours/", given)
    shown = weighing(people.dee)
    assert (shown.hours, names_of(shown.can)) == (8, ["Evenings"])
    as_(people.dee).post("/priorities/hours/", {"hours": "many"})
    assert weighing(people.dee).hours == 8


def test_dots_on_a_theme_that_i_may_no_longer_see_are_free_and_tell_nothing(people, themes):
    lay(themes[0], 5, by=people.cerys)
    for line in themes[0].contributions.all():
        line.narrow(Wish.STEWARDS)
    assert "Evenings" not in names_of(weighing(people.cerys).every)
    lay(themes[1], 5, by=people.cerys)
    assert laid_by(people.cerys) == 5
    assert Dots.personal["person"].erase is Erase.GOES
