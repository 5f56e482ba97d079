"""Whoever gets a hello by letter answers it by mail, and the two of them go on as they like."""

from __future__ import annotations

import pytest

from hearth.conversations.models.blocks import keep_away
from hearth.ground.books import Letter
from hearth.house.models import Received
from hearth.people.by_mail import IN_AN_HOUR
from hearth.people.leaving import leave
from hearth.people.models.welcome import Hello
from tests.proving import proves
from tests.replying import reply_to


@pytest.fixture
def hello(people, settings):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"
    made = Hello.objects.create(person=people.amara, welcomer=people.cerys)
    made.settle(Hello.How.SENT, by=people.cerys, words="Hello Amara, I mend clocks.")
    return Letter.objects.get(to=people.amara)


def to(person, subject):
    return Letter.objects.filter(to=person, subject__contains=subject).latest("pk")


@proves("G2")
def test_what_they_write_back_goes_to_one_another_and_shows_no_address(people, hello):
    reply_to(hello, "So do I!")
    back = to(people.cerys, "Amara writes back")
    assert "So do I!" in back.text and people.amara.email not in back.text
    reply_to(back, "Come on Friday")
    assert "Come on Friday" in to(people.amara, "Cerys writes back").text
    assert not Received.objects.for_a_person().exists()


@pytest.mark.parametrize("is_mute", [True, False])
def test_whoever_chose_not_to_read_somebody_hears_nothing_and_they_cannot_tell(
    people, hello, is_mute
):
    keep_away(people.amara, is_mute=is_mute, by=people.cerys)
    reply_to(hello, "So do I!")
    assert not Letter.objects.filter(to=people.cerys).exists()
    assert not Received.objects.for_a_person().exists()
    assert Letter.objects.filter(to=people.amara).count() == 1


def test_a_stranger_does_not_answer_it(people, hello):
    reply_to(hello, "Buy this", sender="gus@example.org")
    assert Received.objects.for_a_person().count() == 1
    assert not Letter.objects.filter(to=people.cerys).exists()


def test_two_programs_do_not_write_without_end(people, hello):
    for number in range(IN_AN_HOUR + 2):
        reply_to(hello, f"Number {number}")
    assert Letter.objects.filter(to=people.cerys).count() == IN_AN_HOUR


def test_where_whoever_said_it_is_gone_a_steward_reads_it(people, hello):
    leave(people.cerys, remove_words=False)
    reply_to(hello, "So do I!")
    assert "So do I!" in Received.objects.for_a_person().get().words
