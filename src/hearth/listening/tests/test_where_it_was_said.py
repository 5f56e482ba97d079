"""Words can be for everyone although the meeting was not: then nobody reads its title."""

import pytest

from hearth.ground.access import Group, Shared
from hearth.ground.books import Entry, Wish, hear
from hearth.ground.books.index import index
from hearth.listening.models.boards import open_board, sources_open_to
from hearth.listening.models.saying import say_in_between
from hearth.listening.models.themes import open_theme
from hearth.listening.tests.boards import words_on
from hearth.listening.tests.spoken import answered

TITLE = "Leaving an abusive landlord"
INSIDE, OPEN = "/gatherings/inside/", "/gatherings/open/"
PAGES = ["/", "/you-said/", "/you-said/feed.atom", "/themes/", "/themes/feed.atom",
         "/themes/rent/", "/board/rent/", "/board/rent/paper/", "/search/?q=landlord"]  # fmt: skip


def told_of(url, title, seen_by="members", group=None):
    page = Entry(seen_by=seen_by, group=group)
    index(page, url=url, title=title, text="")


def public(people, words, url, during):
    return hear(words, said_by=people.cerys, url=url, during=during, wish=Wish.PUBLIC)


@pytest.fixture
def rent(people):
    """Rent: said for everyone, at a meeting of members and at one that is open to all."""
    told_of(INSIDE, TITLE)
    told_of(OPEN, "An open evening", "everyone")
    lines = [public(people, "The rent is high", INSIDE, TITLE),
             public(people, "And the stairs", OPEN, "An open evening")]  # fmt: skip
    theme = open_theme("Rent", by=people.dee, lines=lines, seen_by="everyone")
    answered(theme, by=people.dee)
    open_board("Rent", by=people.dee, seen_by="everyone",
               sources=[(INSIDE, TITLE), (OPEN, "An open evening")])  # fmt: skip
    return theme


@pytest.mark.parametrize("page", PAGES)
def test_a_passer_by_reads_the_words_and_not_the_title_of_a_meeting_of_members(
    people, as_, rent, page
):
    for reader in (None, people.fin):
        shown = as_(reader).get(page).content.decode()
        assert TITLE not in shown and INSIDE not in shown


@pytest.mark.parametrize("page", ["/you-said/", "/themes/rent/", "/board/rent/"])
def test_who_may_open_the_meeting_reads_where_it_was_said(people, as_, rent, page):
    assert TITLE in words_on(as_(people.amara).get(page))
    shown = words_on(as_(people.fin).get(page))
    assert "The rent is high" in shown and "An open evening" in shown


def test_a_meeting_that_becomes_members_only_is_named_no_more(people, as_, rent):
    Entry.objects.update(seen_by=Shared.SeenBy.MEMBERS)
    for page in PAGES:
        assert "An open evening" not in as_(None).get(page).content.decode()


def test_whoever_said_it_reads_where_on_every_page(people, as_, rent):
    Entry.objects.update(seen_by=Shared.SeenBy.GROUP, group=Group.objects.create(name="Some"))
    assert TITLE in words_on(as_(people.cerys).get("/themes/rent/"))
    assert TITLE not in words_on(as_(people.amara).get("/themes/rent/"))


def test_members_who_sort_are_not_told_of_a_meeting_of_a_group(people, as_):
    told_of(INSIDE, TITLE, "group", Group.objects.create(name="Some"))
    public(people, "The rent is high", INSIDE, TITLE)
    assert sources_open_to(people.amara) == {INSIDE: "Somewhere else"}
    assert sources_open_to(people.cerys) == {INSIDE: TITLE}
    for page in ("/themes/new/", "/board/new/"):
        assert TITLE not in words_on(as_(people.amara).get(page))


def test_an_answer_for_everyone_does_not_show_the_question_of_members(people, as_, make_question):
    asked = make_question("Who owes rent?", seen_by="members")
    line = public(people, "Some of us", asked.get_absolute_url(), asked.words)
    open_theme("Debt", by=people.dee, lines=[line], seen_by="everyone")
    assert "Who owes rent?" not in words_on(as_(None).get("/themes/debt/"))
    assert "Who owes rent?" in words_on(as_(people.amara).get("/themes/debt/"))
    assert as_(None).get(asked.get_absolute_url()).status_code == 404


def test_a_page_of_members_is_not_named_beside_what_was_said_about_it(people, as_):
    told_of(INSIDE, TITLE)
    line, _who = say_in_between("No lift", person=people.amara, about=INSIDE, wish=Wish.PUBLIC)
    open_theme("Lifts", by=people.dee, lines=[line], seen_by="everyone")
    assert TITLE not in words_on(as_(None).get("/themes/lifts/"))
    assert TITLE in words_on(as_(people.bola).get("/themes/lifts/"))
    told_of(INSIDE, TITLE, "group", Group.objects.create(name="Some"))
    about_a_group, _who = say_in_between("No bell", person=people.dee, about=INSIDE)
    assert about_a_group.during == "In between"
