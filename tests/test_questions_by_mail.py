"""A question that came by letter is answered by replying to it (J3.28, rule G2)."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.utils.timezone import localdate

from hearth.ground.books import Contribution, Letter, Wish
from hearth.ground.links import link
from hearth.ground.mailbox import reply_address
from hearth.house.mailbox import take_in
from hearth.house.models import Received
from hearth.listening.models import Reply
from hearth.listening.models.questions import Form, ask
from hearth.listening.models.replies import Suits, reply_to
from hearth.listening.models.statements import ask_to_vote
from hearth.listening.writing_round import ask_by_letter


@pytest.fixture(autouse=True)
def mailbox(settings):
    settings.MAIL_REPLIES = "hearth+*@example.org"


@pytest.fixture
def which(people):
    """Which day? Members were asked by letter."""
    asked = ask("Which day?", by=people.bola, closes_on=localdate() + timedelta(days=7),
                form=Form.WHICH, options=("Tuesday", "Thursday"))  # fmt: skip
    ask_by_letter(asked, by=people.bola)
    return asked


def reply(person, question, words, *, sender="", number=1, **heads):
    letter = Letter.objects.filter(to=person, once=f"question:{question.pk}:asked:{person.pk}")
    message = EmailMessage()
    message["From"] = sender or person.email
    message["To"] = reply_address(person, letter.get().topic)
    message["Subject"], message["Message-ID"] = "Re: Which day?", f"<{number}@example.org>"
    for name, said in heads.items():
        message[name.replace("_", "-")] = said
    message.set_content(f"{words}\n\nOn Tuesday, Hearth wrote:\n> Which day?\n> any\n")
    return take_in(message.as_bytes())


def heard():
    return list(Contribution.objects.order_by("pk").values_list("words", "said_by__name", "wish"))


def test_a_reply_is_kept_for_members_without_quotes_and_signature(people, which):
    assert reply(people.cerys, which, "Not on Fridays.\nReally.\n-- \nCerys\n07700 900123")
    assert heard() == [("Not on Fridays.\nReally.", "Cerys", Wish.MEMBERS)]
    kept = Letter.objects.get(to=people.cerys, text__contains="You answered “Which day?” by mail")
    assert "Not on Fridays." in kept.text and "07700" not in kept.text


def test_whoever_has_a_forwarded_letter_does_not_speak_for_its_reader(people, which):
    reply(people.cerys, which, "Put this in her mouth", sender="amara@example.org")
    assert heard() == [] and not Reply.objects.exists()
    assert "another address" in Received.objects.exclude(why="").get().why


def test_another_way_to_write_the_same_address_is_the_same_sender(people, which):
    reply(people.cerys, which, "Any", sender="Cerys <CERYS@example.org>")
    assert heard() == [("Any", "Cerys", Wish.MEMBERS)]


def test_the_same_message_twice_is_one_answer_and_a_second_one_is_added(people, which):
    for number in (1, 1, 2):
        reply(people.cerys, which, "Mornings" if number == 1 else "Or noon", number=number)
    assert heard() == [("Mornings\n\nOr noon", "Cerys", Wish.MEMBERS)]


def test_what_was_chosen_and_wished_on_the_page_stays(people, which):
    tuesday = which.options.get(words="Tuesday")
    reply_to(which, person=people.cerys, chosen={tuesday: (Suits.YES, "")}, wish=Wish.STEWARDS)
    reply(people.cerys, which, "The bus runs then")
    assert heard() == [("The bus runs then", "Cerys", Wish.STEWARDS)]
    assert Reply.objects.get().choices.get().option == tuesday


def test_after_the_last_day_a_letter_says_that_it_was_not_kept(people, which):
    which.close(by=people.bola)
    reply(people.cerys, which, "Too late?")
    assert heard() == []
    told = Letter.objects.get(to=people.cerys, text__contains="by mail")
    assert "This question is closed" in told.text and "Too late?" in told.text


def test_nobody_answers_an_absence_note(people, which):
    reply(people.cerys, which, "I am away", Auto_Submitted="auto-replied")
    assert heard() == [] and Letter.objects.filter(to=people.cerys).count() == 1


def test_an_empty_answer_says_nothing(people, which):
    assert reply(people.cerys, which, "\n-- \nCerys")
    assert heard() == [] and Letter.objects.filter(to=people.cerys).count() == 1


def test_without_a_mailbox_no_letter_offers_a_reply(people, settings):
    settings.MAIL_REPLIES = ""
    asked = ask("What helps?", by=people.bola, closes_on=localdate() + timedelta(days=7))
    ask_by_letter(asked, by=people.bola)
    assert "reply" not in Letter.objects.filter(to=people.cerys).get().text


# Statements of members are for members: a link, which can be forwarded, does not show them.


@pytest.fixture(params=["members", "everyone"])
def statements(people, request):
    """Shall we meet outside? With two statements of members, asked by letter."""
    asked = ask_to_vote("Shall we meet outside?", by=people.bola, form=Form.AGREE,
                        closes_on=localdate() + timedelta(days=7), seen_by=request.param,
                        options=("Outside", "Inside", "Both in turns"))  # fmt: skip
    ask_by_letter(asked, by=people.bola)
    return asked


def test_the_letter_says_what_its_button_opens(people, as_, client, statements):
    letter = Letter.objects.get(to=people.cerys)
    answer = client.get(link(people.cerys, statements.get_absolute_url()), follow=True)
    if statements.seen_by == "members":
        assert "Press the button and sign in" in letter.text
        assert answer.redirect_chain[-1][0].startswith("/sign-in/")
    else:
        assert "sign in" not in letter.text
        assert "Somebody says" in answer.text and "Disagree" in answer.text
    assert "Somebody says" in as_(people.cerys).get(statements.get_absolute_url()).text


def test_words_by_mail_about_statements_are_answered_and_kept_nowhere(people, statements):
    before = heard()
    assert "just reply" not in Letter.objects.get(to=people.cerys).text
    reply(people.cerys, statements, "I agree with the first")
    assert heard() == before
    told = Letter.objects.get(to=people.cerys, text__contains="by mail")
    assert "statements to vote on" in told.text
