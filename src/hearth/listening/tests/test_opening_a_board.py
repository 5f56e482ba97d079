"""A board is opened with what people said, changed later, and others come to it by a link."""

from urllib.parse import urlsplit

import pytest
from django.test import Client

from hearth.ground.accounts import Person
from hearth.ground.areas import onward
from hearth.ground.books import Entry, Happening, Wish
from hearth.ground.books.index import index
from hearth.ground.links import link
from hearth.listening.models import Board, Invitation
from hearth.listening.models.boards import open_board
from hearth.listening.tests.boards import JUNE, MAY, board_of, say, words_on


@pytest.fixture
def said(people):
    for url, title in ((JUNE, "June"), (MAY, "May")):
        index(Entry(seen_by="members"), url=url, title=title, text="")
    say("In May", people.amara, url=MAY)
    say("In June", people.amara)
    say("For everybody", people.amara, Wish.PUBLIC)
    say("Hush", people.cerys, Wish.STEWARDS, url="/gatherings/secret/")


def _open(browser, **more):
    words = {"title": "Spring", "sources": [JUNE, MAY], "seen_by": "members"}
    return browser.post("/board/new/", words | more)


def test_sort_together_opens_a_board_of_this_gathering_and_earlier_ones(people, as_, said):
    bola = as_(people.bola)
    [way] = [way for way in onward(JUNE, people.bola) if way.words == "Sort together"]
    page = bola.get(way.url).content.decode()
    assert 'value="June"' in page
    assert page.count(" checked") == 2, "June, and members"
    assert "secret" not in page.lower()
    board_page = words_on(bola.get(_open(bola).url))
    assert "In May May" in board_page
    assert "In June June" in board_page
    assert Happening.objects.get(thing="Spring").phrase == "opened a board to sort {thing}"
    assert "It lies on a board already. You can sort there: Spring" in words_on(bola.get(way.url))


def test_what_a_member_may_not_read_cannot_be_laid_out_by_them(people, as_, said):
    reply = _open(as_(people.bola), sources=["/gatherings/secret/"])
    assert reply.status_code == 200
    assert not Board.objects.exists()


def test_guests_and_passers_by_open_no_board(people, as_, said):
    for somebody in (people.fin, None):
        assert _open(as_(somebody)).url.startswith("/sign-in/")
        assert "Sort together" not in [way.words for way in onward(JUNE, somebody)]


def test_more_is_laid_out_later(people, as_, said):
    board = board_of(people.bola)
    bola = as_(people.bola)
    bola.post(
        board.page("board_settings"),
        {"title": "All of it", "seen_by": "everyone", "more": [MAY]},
    )
    page = words_on(bola.get(board.get_absolute_url()))
    assert "All of it" in page
    assert "In May" in page
    assert Happening.objects.get(url=board.get_absolute_url()).seen_by == "everyone"


def test_a_board_may_be_called_new(people, said):
    first, second = (board_of(people.bola) for _ in range(2))
    assert first.slug != second.slug
    assert open_board("New", sources=[], by=people.bola).slug == "new-2"


def test_who_has_the_link_types_a_name_and_sorts_what_guests_may_see(people, as_, said):
    board = board_of(people.bola)
    shown = as_(people.bola).get(board.page("board_invite")).context["link"]
    path = urlsplit(shown).path
    stranger = as_(None)
    assert stranger.get(board.get_absolute_url()).status_code == 302
    key = stranger.get(path).context["key"]
    for _press in range(2):
        reply = stranger.post(path, {"name": "Gwen", "key": key})
    page = words_on(stranger.get(reply.url))
    assert "For everybody" in page
    assert "In June" not in page
    assert "Some cards are for other eyes." in page
    assert Person.objects.get(name="Gwen").joined_at is None
    assert Invitation.objects.count() == 1


def test_a_nameless_guest_is_asked_again(people, as_, said):
    board = board_of(people.bola)
    reply = as_(None).post(f"/board/in/{board.invite_key}/", {"name": " "})
    assert reply.status_code == 422


def test_a_member_comes_as_who_they_are(people, as_, said):
    board = board_of(people.bola)
    amara = as_(people.amara)
    reply = amara.post(f"/board/in/{board.invite_key}/")
    assert "In June" in words_on(amara.get(reply.url))
    assert Person.objects.count() == 6


def test_a_link_that_went_too_far_is_closed_and_who_came_by_it_goes_on(people, as_, said):
    board = board_of(people.bola)
    gwen, path = as_(None), f"/board/in/{board.invite_key}/"
    gwen.post(path, {"name": "Gwen"})
    as_(people.bola).post(board.page("board_invite"))
    assert as_(None).get(path).status_code == 404
    assert gwen.get(board.get_absolute_url()).status_code == 200


def test_a_member_who_came_by_a_link_is_asked_to_sign_in(people, as_, said):
    board, browser = board_of(people.bola), Client()
    browser.get(link(people.amara, "/"))
    assert browser.get(board.get_absolute_url()).url.startswith("/sign-in/")


def test_the_list_shows_what_we_sort_and_what_we_sorted(people, as_, said):
    board = board_of(people.bola)
    assert "Sorting in silence." in words_on(as_(people.amara).get("/board/"))
    board.close(by=people.bola)
    assert "Done on" in words_on(as_(people.amara).get("/board/"))
    assert board.title not in words_on(as_(people.fin).get("/board/"))
