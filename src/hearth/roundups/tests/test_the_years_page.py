"""The year's page: numbers that open to how they were counted, and none about a few people."""

import re
from datetime import timedelta

from django.utils.timezone import now

from hearth.ground.access import Group
from hearth.ground.accounts import Person
from hearth.ground.books import Happening, note, share_with
from hearth.roundups.sending import send
from hearth.roundups.tests.conftest import FOUNDED

YEAR = "/roundups/year/2026/"
MEANT = {
    "gatherings": "announced {thing}",
    "notes": "published the notes of {thing}",
    "answered": "answered {thing}",
    "done": "did something about {thing}",
}


def happens(phrase, thing, url, by, seen_by="everyone", group=None):
    note(phrase, thing=thing, by=by, url=url, seen_by=seen_by, group=group)


def number(browser, what):
    page = browser.get(YEAR).text
    [found] = re.findall(rf'href="{YEAR}{what}/"\s*>\s*<b\s*>([^<]+)</b', page)
    return " ".join(found.split())


def test_each_number_opens_to_the_things_behind_it(people, as_, draft):
    send(draft, by=people.dee)
    for what, phrase in MEANT.items():
        for n in range(3):
            happens(phrase, f"{what} {n}", f"/{what}/{n}/", people.dee)
        happens(phrase, f"{what} 0", f"/{what}/0/", people.dee)
    for what in MEANT:
        assert number(as_(None), what) == "3", "what happened twice to one thing counts once"
        behind = as_(None).get(f"{YEAR}{what}/").text
        assert all(f"{what} {n}" in behind for n in range(3))
        assert "counts once" in behind
    assert number(as_(people.amara), "roundups") == "1"
    assert number(as_(None), "roundups") == "0", "it was for members"


def test_the_numbers_and_the_lists_are_for_whoever_reads(people, as_, clock):
    circle = Group.objects.create(name="A circle")
    circle.people.add(people.bola)
    happens(MEANT["answered"], "Ours alone", "/a/", people.dee, "group", circle)
    happens(MEANT["answered"], "For members", "/b/", people.dee, "members")
    assert number(as_(None), "answered") == "0"
    assert number(as_(people.bola), "answered") == "1"
    assert "Ours alone" not in as_(people.bola).get(f"{YEAR}answered/").text
    share_with("/b/", seen_by="group", group=circle)
    assert number(as_(people.amara), "answered") == "0"


def test_fewer_than_ten_people_are_not_counted_aloud(people, as_, clock):
    assert number(as_(None), "joined") == "Fewer than 10"
    assert "Fewer than 10" in as_(people.dee).get(f"{YEAR}joined/").text
    for n in range(5):
        Person.objects.meet(name=f"P{n}", email=f"p{n}@example.org").join()
    assert number(as_(None), "joined") == "10"


def test_a_moment_before_midnight_is_in_its_year_and_one_after_in_the_next(people, as_, clock):
    for at, thing in ((-1, "old"), (1, "new")):
        happens(MEANT["answered"], thing, f"/{thing}/", people.dee)
        edge = FOUNDED.replace(month=1, day=1, hour=0) + timedelta(minutes=at)
        Happening.objects.filter(thing=thing).update(at=edge)
    assert number(as_(None), "answered") == "1"


def test_years_that_have_not_come_and_numbers_that_nobody_counts_do_not_exist(people, as_):
    for path in (f"/roundups/year/{now().year + 1}/", "/roundups/year/1066/", f"{YEAR}likes/"):
        assert as_(people.dee).get(path).status_code == 404


def test_a_year_that_is_no_year_shows_the_newest(people, as_, draft):
    send(draft, by=people.dee)
    for asked in ("1066", "x", "²", "9" * 5000):
        assert str(draft) in as_(people.amara).get("/roundups/", {"year": asked}).text
