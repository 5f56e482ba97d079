"""Open pages that show what people said hear at once when any of it is changed or taken back."""

from __future__ import annotations

import pytest
from django.db import transaction

from hearth.gatherings.models.answers import say
from hearth.ground import live
from hearth.ground.books import Contribution, Wish, hear
from hearth.ground.books.hearing import HEARING
from hearth.people.leaving import leave
from tests.opening import hear as hear_from, listen, opened, plain

CHANGES = {
    "fewer people may see it": lambda said: said.wish_for(Wish.STEWARDS, by=said.person),
    "it is for the room only": lambda said: said.wish_for(Wish.ROOM, by=said.person),
    "it is said another way": lambda said: said.reword("A saw", by=said.person),
    "it is taken back": lambda said: said.withdraw(by=said.person),
    "they leave, and their words stay": lambda said: leave(said.person, remove_words=False),
    "they leave, and their words go": lambda said: leave(said.person, remove_words=True),
}


@pytest.fixture
def line():
    """A page that listens to the hearing book."""
    live.begin(many=False)
    with opened(plain) as house:
        yield listen(house.port, HEARING)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_an_open_page_hears_each_change_of_what_was_said(people, running, line, change):
    said = say(running, "A lathe", person=people.cerys, wish=Wish.NAMED)
    change(said)
    assert b"data: changed\n\n" in hear_from(line, b"changed\n\n")


@pytest.mark.django_db(transaction=True)
def test_a_change_that_was_undone_is_not_told(people, line):
    lathe = hear("A lathe", said_by=people.cerys, during="May")
    with transaction.atomic():
        lathe.withdraw()
        transaction.set_rollback(True)
    live.tell(HEARING, "kept")
    assert b"changed" not in hear_from(line, b"kept")
    assert Contribution.objects.filter(words="A lathe").exists()
