"""Three letters that come back are enough, until somebody is there again."""

import pytest

from hearth.ground.accounts import Person
from hearth.ground.books.post import Kind, Letter, post
from hearth.post.bounces import bounced
from hearth.post.clock import minute
from hearth.post.sender import send_waiting
from hearth.post.waiting import why_waiting

pytestmark = pytest.mark.usefixtures("clock")


def write(person, subject, kind=Kind.NOTES):
    words = "ground/letters/new_link.txt"
    return post([person], subject, words, kind=kind, button=("Open", "/"))


def come_back(person, times=3):
    for number in range(times):
        bounced(person, letter=f"<letter-{number}@example.org>", said="550 No such user")


def sent(server):
    return [message.subject for message in server]


def test_two_returns_stop_nothing_and_the_same_one_twice_counts_once(people, server):
    come_back(people.cerys, times=2)
    assert bounced(people.cerys, letter="<letter-0@example.org>") == 2
    write(people.cerys, "Notes")
    send_waiting()
    assert sent(server) == ["Notes"]


def test_after_three_nothing_but_keys_leaves_and_all_says_why(people, server, as_):
    come_back(people.cerys)
    write(people.cerys, "Notes")
    write(people.cerys, "Your place", Kind.PLACE)
    write(people.cerys, "Your code", Kind.KEYS)
    send_waiting(), minute(), send_waiting()
    assert sent(server) == ["Your code"]
    assert {why_waiting(one) for one in Letter.objects.waiting()} == {
        "Letters to this address came back."
    }
    assert "Our letters to you came back" in as_(people.cerys).get("/me/").text
    page = as_(people.dee).get("/steward/letters/").text
    assert "cerys@example.org" in page and "Letters to this address came back." in page


def test_a_word_on_ones_own_page_starts_letters_again_and_nothing_is_lost(people, server, as_):
    come_back(people.cerys)
    write(people.cerys, "Notes")
    send_waiting()
    browser = as_(people.cerys)
    assert browser.get("/letters/again/").status_code == 405
    browser.post("/letters/again/")
    minute(), send_waiting()
    assert sent(server) == ["Notes"]
    assert "came back" not in browser.get("/me/").text


def test_another_address_is_another_matter(people, server):
    come_back(people.cerys)
    Person.objects.get_queryset().filter(pk=people.cerys.pk).update(email="new@example.org")
    people.cerys.refresh_from_db()
    write(people.cerys, "Notes")
    send_waiting()
    assert sent(server) == ["Notes"]
