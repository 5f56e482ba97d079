"""What people ask one another by letter is answered by mail, and no address is shown."""

from datetime import time

import pytest

from hearth.gatherings.models import Handover, Series, Standing
from hearth.gatherings.models.answers import say
from hearth.gatherings.models.cards import take_up
from hearth.gatherings.models.handover import ask_to_host
from hearth.ground.books import Letter, Wish
from hearth.house.models import Received
from tests.proving import proves
from tests.replying import reply_to


@pytest.fixture(autouse=True)
def answers_are_read(settings):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"


def to(person, subject):
    return Letter.objects.filter(to=person, subject__contains=subject).latest("pk")


@pytest.fixture
def series(people, make_gathering):
    made = Series.objects.create(
        title="Monthly meet-up", slug="monthly", clock=time(11, 30), host=people.bola,
        seen_by="everyone",
    )  # fmt: skip
    make_gathering(series=made)
    return made


def test_a_yes_comes_to_all_dates_when_asked_by_letter(people, as_, series):
    as_(None).post("/series/monthly/standing/", {"name": "Gus", "email": "gus@example.org"})
    letter = Letter.objects.get(subject__startswith="Come to all")
    reply_to(letter, "Yes")
    assert Standing.objects.filter(person=letter.to, series=series).exists()
    assert series.gatherings.get().booked.coming().filter(person=letter.to).exists()


def test_whoever_is_asked_to_host_answers_whoever_asked(people, series):
    ask_to_host(series, people.amara, by=people.bola)
    letter = to(people.amara, "Would you host")
    reply_to(letter, "For how long would that be?")
    assert "For how long" in to(people.bola, "Amara answers you").text
    reply_to(letter, "Yes")
    told = to(people.amara, "Your answer")
    assert "To host you sign in" in told.text
    assert Handover.objects.get().answered_at is None
    reply_to(letter, "No")
    assert Handover.objects.get().accepted is False
    assert to(people.bola, "Amara cannot host")


@proves("G2")
def test_whoever_asked_for_something_answers_whoever_takes_it_up(people, running):
    card = say(running, "A ladder", person=people.fin, kind="ask", wish=Wish.PUBLIC)
    take_up(card, by=people.cerys)
    reply_to(to(people.fin, "takes up your card"), "Could you come on Friday?")
    told = to(people.cerys, "Fin answers you")
    assert "on Friday?" in told.text and people.fin.email not in told.text
    reply_to(told, "Friday is fine")
    assert "Friday is fine" in to(people.fin, "Cerys answers you").text
    reply_to(to(people.fin, "takes up your card"), "At ten, then")
    assert "At ten, then" in to(people.cerys, "Fin answers you").text
    assert not Received.objects.for_a_person().exists()
