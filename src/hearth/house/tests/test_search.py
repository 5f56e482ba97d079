"""Finding things by their words, and nothing that is not yours to find."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection

from hearth.ground.access import Group, Shared
from hearth.ground.books import Entry, forget, index, share_with
from hearth.ground.books.search_words import words_of
from hearth.house.finding import A_PAGE, search
from hearth.house.snippets import snippet

EVERYONE, MEMBERS, GROUP = Shared.SeenBy.EVERYONE, Shared.SeenBy.MEMBERS, Shared.SeenBy.GROUP


class Sheet(Shared):
    """Something with an audience that is not kept anywhere."""

    class Meta:
        app_label = "house"
        managed = False


del apps.all_models["house"]["sheet"]  # what walks over all models would look for its table
apps.clear_cache()


def write(title, text="", *, seen_by=EVERYONE, group=None, url=""):
    url = url or f"/{title.replace(' ', '-').lower()}/"
    index(Sheet(seen_by=seen_by, group=group), url=url, title=title, text=text)
    return url


def titles(query, person=None, **more):
    return [hit.title for hit in search(query, person, **more).hits]


def test_a_page_is_found_by_its_title_and_by_its_text(db):
    write("Repair evening", "Bring a broken kettle.")
    assert titles("repair") == titles("KETTLE") == ["Repair evening"]


def test_accents_capitals_plurals_and_little_words_do_not_matter(db):
    write("Cafés of the valley", "Tŷ coffi, and two libraries")
    for query in ("cafe", "CAFÉ", "the cafes", "ty coffi", "library", "where are the libraries?"):
        assert titles(query) == ["Cafés of the valley"], query


def test_a_word_that_goes_on_is_found_by_its_beginning(db):
    write("Mending", "We were mending lamps")
    assert titles("mend lamp") == ["Mending"]
    assert titles("men") == []


def test_the_newest_are_looked_at_first_and_what_is_older_is_found_too(db, monkeypatch):
    for name in ("One", "Two", "Three", "Four"):
        write(name, "kettle" if name != "One" else "kettle and a harp")
    monkeypatch.setattr("hearth.house.finding.NEWEST", 2)
    monkeypatch.setattr("hearth.house.finding.CONSIDERED", 2)
    assert set(titles("kettle")) == {"Three", "Four"}
    assert titles("harp") == ["One"]


def test_a_word_in_the_title_comes_before_one_in_the_text(db):
    write("Something else", "A word about broadband.")
    write("Broadband for the glen", "How we did it.")
    write("Third thing", "More on broadband, in passing.")
    assert titles("broadband")[0] == "Broadband for the glen"


def test_a_page_with_all_the_words_wins_and_without_one_some_will_do(db):
    write("Kettles", "repair")
    write("Lamps", "repair and paint")
    assert titles("repair lamps") == ["Lamps"]
    found = search("repair zebra", None)
    assert found.loosely
    assert {hit.title for hit in found.hits} == {"Kettles", "Lamps"}


def test_nobody_finds_what_they_may_not_see(people):
    circle = Group.objects.create(name="Circle")
    circle.people.add(people.bola)
    write("Open kettle")
    write("Members kettle", seen_by=MEMBERS)
    write("Circle kettle", seen_by=GROUP, group=circle)
    seen = {
        name: set(titles("kettle", getattr(people, name, None)))
        for name in ("nobody", "fin", "amara", "bola")
    }
    assert seen["nobody"] == seen["fin"] == {"Open kettle"}
    assert seen["amara"] == {"Open kettle", "Members kettle"}
    assert seen["bola"] == {"Open kettle", "Members kettle", "Circle kettle"}


def test_what_is_shared_with_fewer_or_forgotten_is_not_found_any_more(people):
    url = write("Kettle list")
    share_with(url, seen_by=MEMBERS)
    assert titles("kettle") == []
    assert titles("kettle", people.amara) == ["Kettle list"]
    forget(url)
    assert titles("kettle", people.amara) == []


def test_a_page_that_changed_is_found_by_its_new_words_only(db):
    write("Kettle", url="/a/")
    write("Toaster", url="/a/")
    assert titles("kettle") == []
    assert titles("toaster") == ["Toaster"]
    Entry.objects.filter(url="/a/").update(title_words="lamp")
    assert titles("lamp") == ["Toaster"]


def test_twenty_at_a_time_and_nothing_twice(db):
    for number in range(A_PAGE + 5):
        write(f"Kettle {number}", "the same words in each")
    first, second = search("kettle", None), search("kettle", None, page=2)
    assert (len(first.hits), first.more) == (A_PAGE, True)
    assert (len(second.hits), second.more) == (5, False)
    assert not {hit.url for hit in first.hits} & {hit.url for hit in second.hits}


def test_endings_do_not_matter_either_way(db):
    write("Repairing lamps", "We mended three, and made a note of our hopes.")
    for query in ("repair", "repaired", "mend", "mending", "notes hoping", "noted"):
        assert titles(query) == ["Repairing lamps"], query
    assert titles("making") == []


HOSTILE = [
    "",
    "   ",
    '"',
    "'; DROP TABLE ground_entry; --",
    "AND OR NOT NEAR * ( ) : ^ { } - +",
    "kettle AND",
    "NEAR(kettle lamp, 2)",
    "title_words: kettle",
    "kettle*",
    "'kettle':*A & !lamp | (",
    "kettle\x00lamp",
    "\\ \\' %s %(a)s {0}",
    "k" * 10_000,
    "kettle " * 2_000,
    "the and of",
    "İstanbul ﬁn ½ Ⅷ ١٢٣ 你好 नमस्ते 👋",
    "1e5 0x1F 3.14 2023-11-28 a@b.org https://example.org/x?y=z",
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_is_an_error(db, query):
    write("Kettle", query.replace("\x00", ""))
    search(query, None)
    search(query, None, page=2)


def test_every_word_of_a_text_finds_it(db):
    text = "İstanbul ﬁne ½ Ⅷ 你好 1e5 0x1F 3d a@b.org x-ray O'Neill’s naïve 2023"
    write("Odd words", text)
    for word in words_of(text):
        assert titles(word) == ["Odd words"], word


def test_the_snippet_shows_the_place_and_is_safe():
    text = "First a long way in. " * 9 + "<script>A **kettle** & more</script> " + "and on. " * 40
    shown = snippet(text, words_of("kettle"))
    assert "<mark>kettle</mark>" in shown
    assert "<script" not in shown
    assert "&lt;script" in shown
    assert len(shown) < 320
    assert snippet("Nothing of it here", words_of("kettle")) == "Nothing of it here"


def test_the_database_keeps_the_index_in_step_by_itself(db):
    """A later migration that rebuilds the table on SQLite would drop the triggers."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has a generated column for it")
    Entry.objects.bulk_create([Entry(url="/b/", title="B", title_words="bulk", seen_by=EVERYONE)])
    assert titles("bulk") == ["B"]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ground_entry_found (ground_entry_found) VALUES ('integrity-check')"
        )


def test_the_page_invites_finds_and_says_when_there_is_nothing(people, as_):
    write("Kettle evening", "Bring a broken kettle & a fuse.")
    write("Members only kettle", seen_by=MEMBERS)
    browser = as_(None)
    assert "You find gatherings" in browser.get("/search/").text
    found = browser.get("/search/", {"q": "kettles"}).text
    assert "<mark>kettle</mark> &amp; a fuse" in found
    assert "Members only" not in found
    assert "Nothing found" in browser.get("/search/", {"q": "zebra"}).text
    assert browser.get("/search/", {"q": "k" * 10_000, "page": "x"}).status_code == 200
