"""A thread is found once; one can look in one area, or from a time on."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import now

from hearth.ground.books import Entry
from hearth.house.finding import search
from hearth.house.searching import look_up
from hearth.house.tests.test_search import write


def test_a_thread_is_found_once_however_many_of_its_messages_say_it(people):
    for number in range(4):
        write("Paint", "kettle paint", url=f"/threads/7/messages/{number}/")
    write("Kettle", "kettle")
    hits = search("kettle", None).hits
    assert sorted((hit.title, hit.beside) for hit in hits) == [("Kettle", 0), ("Paint", 3)]


def test_one_can_look_in_one_area_and_from_a_time_on(people):
    write("Kettle theme", url="/themes/kettle/")
    write("Kettle charter", url="/charter/")
    Entry.objects.filter(url="/charter/").update(at=now() - timedelta(days=100))
    found = [shown.hit.title for shown in look_up("kettle", None, area="themes").hits]
    assert found == ["Kettle theme"]
    assert len(look_up("kettle", None, area="nowhere").hits) == 2
    assert [s.hit.title for s in look_up("kettle", None, since="month").hits] == ["Kettle theme"]
    assert len(look_up("kettle", None, since="year").hits) == 2


def test_the_page_keeps_what_was_narrowed(as_, people):
    write("Kettle theme", url="/themes/kettle/")
    page = as_(None).get("/search/", {"q": "kettle", "area": "charter"}).text
    assert "Nothing found" in page
    assert '<option value="charter" selected>' in " ".join(page.split())
