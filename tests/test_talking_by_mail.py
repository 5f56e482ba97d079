"""Talking by mail: replies land in their thread, and whoever wrote one is never left wondering."""

from __future__ import annotations

from email.message import EmailMessage
from types import SimpleNamespace

import pytest

from hearth.conversations.mail import IN_AN_HOUR, mail_address
from hearth.conversations.models import Mention, Message, Original, Thread, open_space
from hearth.conversations.models.writing import start_thread
from hearth.ground.access import Group
from hearth.ground.books import Letter
from hearth.ground.mailbox import reply_address
from hearth.house.mailbox import take_in
from hearth.house.models import Received
from hearth.people.leaving import leave


@pytest.fixture(autouse=True)
def answers_are_read(settings):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"


@pytest.fixture
def spaces(people):
    pair = Group.objects.create(name="Repairers")
    pair.people.add(people.cerys, people.bola)
    return SimpleNamespace(
        members=open_space("Hall", by=people.dee, seen_by="members"),
        open=open_space("Porch", by=people.dee, seen_by="everyone"),
        group=open_space("Bench", by=people.cerys, seen_by="group", group=pair),
    )


@pytest.fixture
def thread(people, spaces):
    return start_thread(spaces.members, "Soldering iron?", "Who has one?", by=people.bola)


def mail(to, words, *, sender, subject="Re: Soldering iron?", name="", files=(), **heads):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Message-ID"] = f"<{name or hash((to, words, sender))}@mail.example>"
    for head, said in heads.items():
        message[head.replace("_", "-")] = said
    message.set_content(f"{words}\n\nOn 2 Nov 2026 at 09:00, Hearth <h@x.example> wrote:\n> Who?\n")
    for file in files:
        message.add_attachment(b"x", maintype="image", subtype="png", filename=file)
    return message.as_bytes()


def reply(person, thread, words, **more):
    more.setdefault("sender", person.email)
    return take_in(mail(reply_address(person, thread.topic), words, **more))


def test_a_reply_lands_in_its_thread_without_the_letter_it_answers(people, thread):
    assert reply(people.amara, thread, "I have two.")
    said = Message.objects.get(by=people.amara)
    assert (said.thread, said.words) == (thread, "I have two.")
    assert not Letter.objects.filter(kind="mail").exists()


def test_the_same_mail_twice_is_one_message(people, thread):
    for _time in range(2):
        reply(people.amara, thread, "I have two.", name="same")
        Received.objects.all().delete()
    assert Message.objects.filter(by=people.amara).count() == 1


def test_a_mail_to_a_space_begins_a_thread(people, spaces):
    to = mail_address(spaces.members, people.amara)
    assert take_in(mail(to, "Ours broke.", sender=people.amara.email, subject="Who mends chairs?"))
    begun = Thread.objects.get(by=people.amara)
    assert (begun.space, begun.title, begun.kind) == (
        spaces.members,
        "Who mends chairs?",
        "question",
    )
    assert begun.messages.get().words == "Ours broke."


def test_the_address_of_a_space_is_shown_to_its_members_alone(people, spaces, as_, client):
    to = mail_address(spaces.open, people.amara)
    assert to in as_(people.amara).get(spaces.open.get_absolute_url()).text
    assert "hearth+" not in client.get(spaces.open.get_absolute_url()).text


def test_somebody_elses_address_opens_nothing(people, spaces, thread):
    """Whoever gets hold of an address writes from their own; that waits for a person."""
    to = mail_address(spaces.members, people.amara)
    take_in(mail(to, "Buy now", sender="gus@example.org"))
    reply(people.amara, thread, "Buy now", sender="bola@example.org")
    forged = reply_address(people.amara, thread.topic).replace(".", ".9", 1)
    take_in(mail(forged, "Buy now", sender=people.amara.email))
    assert Message.objects.count() == 1
    assert Received.objects.for_a_person().count() == 2


@pytest.mark.parametrize("why", ["closed", "group", "gone"])
def test_what_cannot_be_taken_comes_back_with_their_words(people, spaces, thread, why):
    if why == "closed":
        thread.close(by=people.bola)
    elif why == "group":
        thread = start_thread(spaces.group, "Ours", "Only us.", by=people.bola)
    else:
        thread = Thread(pk=thread.pk + 1000)
    assert reply(people.amara, thread, "I have two.\n\nReally.")
    assert not Message.objects.filter(by=people.amara).exists()
    letter = Letter.objects.get(to=people.amara)
    assert "I have two.\n\nReally." in letter.text
    assert "Ours" not in letter.text + letter.subject
    assert not Received.objects.for_a_person().exists()


def test_one_who_left_gets_no_message_in(people, thread):
    to, sender = reply_address(people.amara, thread.topic), people.amara.email
    leave(people.amara, remove_words=False)
    take_in(mail(to, "I have two.", sender=sender))
    assert Message.objects.get().by == people.bola


def test_files_are_not_kept_and_both_sides_are_told(people, thread):
    reply(people.amara, thread, "See the picture.", files=["one.png", "two.png"])
    assert Message.objects.get(by=people.amara).words == (
        "See the picture.\n\n*(2 files were not kept.)*"
    )
    assert "one.png, two.png" in Letter.objects.get(to=people.amara).text


def test_nothing_but_a_file_comes_back(people, thread):
    reply(people.amara, thread, "", files=["one.png"])
    assert not Message.objects.filter(by=people.amara).exists()
    assert "no words of yours" in Letter.objects.get(to=people.amara).text


def test_absence_notes_are_answered_by_nobody(people, thread):
    reply(people.amara, thread, "I am away.", Auto_Submitted="auto-replied")
    assert not Message.objects.filter(by=people.amara).exists() and not Letter.objects.exists()


def test_a_program_that_answers_everything_is_stopped(people, thread):
    for number in range(IN_AN_HOUR + 2):
        reply(people.amara, thread, f"Number {number}")
    assert Message.objects.filter(by=people.amara).count() == IN_AN_HOUR


def test_the_whole_mail_stays_readable_to_its_writer_alone(people, thread, as_):
    reply(people.amara, thread, "I have two.")
    page = f"{Message.objects.get(by=people.amara).get_absolute_url()}original/"
    assert "On 2 Nov 2026 at 09:00" in as_(people.amara).get(page).text
    assert page in as_(people.amara).get(page.replace("original", "own")).text
    for other in (people.bola, people.dee):
        assert as_(other).get(page).status_code == 404
    Message.objects.get(by=people.amara).take_back(by=people.amara)
    assert not Original.objects.exists()


def test_a_name_with_an_at_speaks_to_somebody(people, thread):
    reply(people.amara, thread, "@Cerys has one.")
    assert Mention.objects.get().person == people.cerys
