"""A letter about what came of one's words can be answered by replying to it (rule G2)."""

from email.message import EmailMessage

import pytest
import time_machine

from hearth.ground.books import Letter
from hearth.ground.mailbox import reply_address
from hearth.house.mailbox import take_in
from hearth.house.models import Received
from hearth.listening.answers_by_mail import is_thanks, is_yes
from hearth.listening.models import Telling, Theme
from hearth.listening.telling import tell_them
from hearth.listening.tests.spoken import LATER, NOON, answered, posted, theme_of


@pytest.fixture
def themes(people, settings):
    settings.MAIL_REPLIES = "hearth+*@example.org"
    with time_machine.travel(NOON, tick=False) as clock:
        made = [theme_of(name, (people.fin, name), by=people.dee) for name in ("Hours", "Bread")]
        answered(made[0], by=people.dee)
        clock.shift(LATER)
        tell_them()
        posted()
        yield made


def reply(people, words, *, sender="fin@example.org", topic="", number=1):
    letter = Letter.objects.get(kind="told")
    assert "just answer this letter" in letter.text
    message = EmailMessage()
    message["From"], message["Subject"] = sender, "Re: What came of what you said"
    message["To"] = reply_address(people.fin, topic or letter.topic)
    message["Message-ID"] = f"<{number}@example.org>"
    message.set_content(f"{words}\n\nOn Tuesday, Hearth wrote:\n> About “Hours” you said\n> yes\n")
    return take_in(message.as_bytes())


@pytest.mark.parametrize(
    "words", ["Yes", "yes, that is what I meant!\n\n-- \nFin", "Yes thank you"]
)
def test_yes_by_mail_is_a_yes(people, themes, words):
    assert reply(people, words)
    told = Telling.objects.get()
    assert (told.answer, told.words) == ("yes", "")


def test_other_words_are_what_they_meant_without_quotes_and_signature(people, themes):
    reply(people, "Lunch would be better.\nReally.\n-- \nFin\nSent from my phone")
    assert Telling.objects.get().words == "Lunch would be better.\nReally."
    assert themes[0] in Theme.objects.unanswered()


@pytest.mark.parametrize("words", ["Thanks!", "Thank you so much", "Great, thanks"])
def test_thanks_opens_nothing(people, themes, words):
    assert reply(people, words)
    assert Telling.objects.get().answer == "" and not Received.objects.exclude(why="").exists()


@pytest.mark.parametrize("words", ["Yes, but not at noon", "Thanks, could I come too?", "No"])
def test_a_yes_with_a_but_is_read_by_a_person(people, themes, words):
    assert not is_yes(words) and not is_thanks(words)
    reply(people, words)
    assert Telling.objects.get().words == words


def test_the_same_message_twice_is_read_once(people, themes):
    reply(people, "Lunch")
    Telling.objects.update(answer="yes", words="")
    reply(people, "Lunch")
    assert Telling.objects.get().answer == "yes"


def test_another_sender_and_an_absence_note_answer_nothing(people, themes):
    reply(people, "Yes", sender="amara@example.org")
    assert Received.objects.exclude(why="").count() == 1
    assert Telling.objects.get().answer == ""


def test_words_about_one_of_several_answers_go_to_a_steward(people, themes):
    with time_machine.travel(NOON, tick=False) as clock:
        answered(themes[1], by=people.dee)
        clock.shift(LATER)
        Letter.objects.all().delete()
        tell_them()
        posted()
        reply(people, "Not so")
        assert "what came of what they said" in Received.objects.exclude(why="").get().why
        reply(people, "Yes.", number=2)
    assert [told.answer for told in Telling.objects.all()] == ["yes", "yes"]
