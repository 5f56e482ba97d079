"""Who may see what was said: in the room, in the book, and by a forwarded letter."""

import pytest
from django.test import Client

from hearth.gatherings.models.answers import say
from hearth.gatherings.models.places import book
from hearth.gatherings.tests.test_the_room import PART, room_of
from hearth.ground.books import Contribution, Wish, hear
from hearth.ground.links import link


def test_members_words_are_for_members_and_those_who_came(people, as_, running):
    book(running, people.fin)
    say(running, "For members", person=people.amara, step=running.step)
    say(running, "For all", person=people.amara, step=running.step, wish=Wish.PUBLIC)
    say(running, "For this room", person=people.amara, step=running.step, wish=Wish.ROOM)
    say(running, "For stewards", person=people.amara, step=running.step, wish=Wish.STEWARDS)

    def seen_by(browser):
        page = room_of(browser, running, **PART)
        words = ["For members", "For all", "For this room", "For stewards"]
        return [w.removeprefix("For ") for w in words if w in page]

    assert seen_by(as_(None)) == ["all"]
    assert seen_by(as_(people.fin)) == ["all"], "not here yet"
    assert seen_by(as_(people.cerys)) == ["members", "all"], "a member who is not in the room"
    guest = as_(people.fin)
    guest.post(running.page("arrival"))
    assert seen_by(guest) == ["members", "all", "this room"]
    assert seen_by(as_(people.dee)) == ["members", "all", "stewards"]
    assert "Amara" not in room_of(guest, running, **PART)


def test_words_for_the_room_never_enter_the_hearing_book(people, running):
    say(running, "Between us", person=people.amara, wish=Wish.ROOM)
    assert not Contribution.objects.exists()
    with pytest.raises(ValueError, match="this room only"):
        hear("Between us", said_by=people.amara, during="x", wish=Wish.ROOM)


def test_an_answer_is_heard_with_its_wish_and_where_it_was_said(people, as_, running):
    as_(people.cerys).post(
        running.page("answers"), {"words": "Not at 11.30", "wish": "stewards", "kind": "ask"}
    )
    heard = Contribution.objects.get()
    assert (heard.words, heard.said_by, heard.wish, heard.during, heard.url, heard.kind) == (
        "Not at 11.30",
        people.cerys,
        "stewards",
        running.title,
        running.get_absolute_url(),
        "ask",
    )


def test_words_are_for_members_without_a_name_unless_somebody_chose_otherwise(as_, people, running):
    guest = as_(people.fin)
    form = guest.get(running.page("room")).context["form"]
    assert form["wish"].value() == "members"
    page = guest.post(running.page("answers"), {"words": "No wish at all"})
    assert page.status_code == 422


def test_a_stewards_mailed_link_opens_only_what_a_guest_may_see(people, running):
    """Letters are forwarded: whoever has one must not read what stewards read."""
    say(running, "For members", person=people.amara, step=running.step)
    say(running, "For stewards", person=people.amara, step=running.step, wish=Wish.STEWARDS)
    forwarded = Client()
    forwarded.get(link(people.dee, running.page("room")))
    page = room_of(forwarded, running)
    assert "Dee" in page
    assert "For stewards" not in page
    assert "For members" not in page
    assert forwarded.get("/steward/").status_code == 302
    assert forwarded.get(running.page("host")).status_code == 302
    assert forwarded.post(running.page("step"), {"press": "end"}).status_code == 302
