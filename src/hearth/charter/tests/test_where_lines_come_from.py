"""A line of the charter leads in one tap to what people said, and from there back to it."""

from types import SimpleNamespace

import pytest

from hearth.charter.models import Line, publish
from hearth.ground.books import Entry, forget, index
from hearth.ground.books.trail import Lead, origins_of, what_came_of
from tests.proving import proves

TWO = [("Patience", "We wait three breaths."), ("Kindness", "We speak as to a neighbour.")]
SLOW, WARM = "/themes/slow/", "/themes/warm/"


@pytest.fixture
def charter(people):
    """Two lines, of which the first came of a page for members and the second of one for all."""
    version = publish(TWO, by=people.dee)
    for url, title, seen_by in ((SLOW, "Too fast", "members"), (WARM, "A warm word", "everyone")):
        index(SimpleNamespace(seen_by=seen_by, group=None), url=url, title=title, text="")
    for line, page in zip(version.lines.in_order(), (SLOW, WARM), strict=True):
        line.come_of([page])
    return version


def line_of(page, number):
    """What stands of one line on the page."""
    return page.text.split(f'id="line-{number}"')[1].split("</li>")[0]


@proves("G5")
@pytest.mark.parametrize("path", ["/charter/", "/charter/versions/1/"])
def test_one_tap_from_a_line_to_what_it_came_of_for_whoever_may_open_that(
    charter, people, as_, path
):
    for person, may_open in ((people.amara, True), (people.fin, False), (None, False)):
        page = as_(person).get(path)
        assert (f'href="{SLOW}"' in line_of(page, 1)) is may_open
        assert ("Too fast" in page.text) is may_open
        assert f'href="{WARM}"' in line_of(page, 2)


@proves("G5")
def test_the_next_version_keeps_where_its_lines_came_from_and_so_does_the_one_before(
    charter, people, as_
):
    publish([("patience", "We wait."), ("Rest", "We stop on time.")], by=people.dee,
            came_of=[WARM])  # fmt: skip
    page = as_(people.amara).get("/charter/")
    assert f'href="{SLOW}"' in line_of(page, 1) and f'href="{WARM}"' in line_of(page, 1)
    assert f'href="{WARM}"' in line_of(page, 2), "a new line"
    before = as_(people.amara).get("/charter/versions/1/")
    assert f'href="{SLOW}"' in line_of(before, 1) and f'href="{WARM}"' not in line_of(before, 1)
    found = [page.title for page in what_came_of(SLOW, None)]
    assert found == ["Our charter: patience"], "one finds the line that holds"


def test_a_steward_says_where_a_line_comes_from_and_takes_it_back(charter, people, as_):
    line = Line.objects.get(quality="Patience")
    url = f"/charter/lines/{line.pk}/origins/"
    dee = as_(people.dee)
    assert url in dee.get("/charter/").text
    assert url not in as_(people.amara).get("/charter/").text
    assert "Too fast" in dee.get(url).text
    assert dee.post(url, {"was": SLOW}).url == "/charter/#line-1"
    assert not origins_of(line.get_absolute_url(), people.dee)
    assert not Entry.objects.filter(url=line.get_absolute_url()).exists()
    wrong = dee.post(url, {"pages": ["/nowhere/"], "was": ""})
    assert "One of these is gone" in wrong.text
    assert as_(people.amara).get(url).status_code == 404


def test_an_old_page_takes_away_nothing_that_was_ticked_since(charter, people, as_):
    line = Line.objects.get(quality="Patience")
    dee = as_(people.dee)
    line.come_of([WARM])
    for _press in range(2):
        dee.post(f"/charter/lines/{line.pk}/origins/", {"pages": [SLOW], "was": SLOW})
    assert {row.origin for row in Lead.objects.filter(url=line.get_absolute_url())} == {SLOW, WARM}


def test_a_page_that_is_gone_is_not_named(charter, people, as_):
    forget(SLOW)
    assert SLOW not in as_(people.dee).get("/charter/").text
