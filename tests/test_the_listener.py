"""A mail server on this machine hands in mail: taken once, kept before it is said to be."""

from __future__ import annotations

import smtplib
import socket
import threading
from email.message import EmailMessage

import pytest
from django.db import OperationalError

from hearth.conversations.models import Message, open_space
from hearth.conversations.models.writing import start_thread
from hearth.ground.mailbox import reply_address
from hearth.house import listener as listening, mailbox
from hearth.house.config_urls import listener as place_of
from hearth.house.listener import Listener
from hearth.house.models import Received
from tests.letterbox import free_port

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def thread(settings, people):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"
    space = open_space("Hall", by=people.dee, seen_by="members")
    return start_thread(space, "Tea?", "Who brings tea?", by=people.bola)


@pytest.fixture
def port(thread):
    port = free_port()
    door = Listener(place_of(f"lmtp://127.0.0.1:{port}"))
    door.start()
    yield port
    door.stop()


def mail(person, words, *, name="", sender=""):
    message = EmailMessage()
    message["From"], message["Subject"] = sender or person.email, "Re: Tea?"
    message["To"], message["Message-ID"] = (
        "hearth@tidewater.example",
        f"<{name or abs(hash(words))}@x.example>",
    )
    message.set_content(words, cte="8bit")
    return message.as_bytes()


def hand_in(port, to, raw, sender="amara@example.org"):
    with smtplib.LMTP("127.0.0.1", port, timeout=20) as server:
        return server.sendmail(sender, to, raw, mail_options=["BODY=8BITMIME"])


def said(person):
    return list(Message.objects.filter(by=person).order_by("pk").values_list("words", flat=True))


def test_mail_is_kept_when_it_is_said_to_be_and_once(people, thread, port):
    to = reply_address(people.amara, thread.topic)
    for _time in range(2):
        assert hand_in(port, to, mail(people.amara, "Tŷ: mi ddo i â the.")) == {}
        assert said(people.amara) == ["Tŷ: mi ddo i â the."]


def test_other_addresses_are_refused_and_nothing_is_passed_on(people, thread, port):
    forged = reply_address(people.amara, thread.topic).replace("thread-", "space-")
    for to in ("gus@elsewhere.example", "hearth@tidewater.example", forged):
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            hand_in(port, to, mail(people.amara, "Hello"))
        assert next(iter(refused.value.recipients.values()))[0] == 550
    assert not said(people.amara)


def test_while_the_database_is_away_it_comes_again(people, thread, port, monkeypatch):
    def away(*_given, **_more):
        raise OperationalError("the server closed the connection")

    to = reply_address(people.amara, thread.topic)
    with monkeypatch.context() as broken:
        broken.setattr(listening, "take_in", away)
        with pytest.raises(smtplib.SMTPDataError) as refused:
            hand_in(port, to, mail(people.amara, "I do."))
        assert refused.value.smtp_code == 451
    assert not said(people.amara)
    hand_in(port, to, mail(people.amara, "I do."))
    assert said(people.amara) == ["I do."]


def test_a_mail_server_that_goes_away_in_the_middle_leaves_nothing(people, thread, port):
    to = reply_address(people.amara, thread.topic)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        words = f"LHLO x\r\nMAIL FROM:<a@x.example>\r\nRCPT TO:<{to}>\r\nDATA\r\n"
        line.sendall(words.encode())  # all at once: a mail server need not wait for each answer
        while b"354" not in line.recv(1000):
            pass
        line.sendall(b"From: amara@example.org\r\n\r\nHalf a sen")
    hand_in(port, to, mail(people.amara, "A whole one."))
    assert said(people.amara) == ["A whole one."] and Received.objects.count() == 1


def test_two_at_once_are_both_kept(people, thread, port):
    def send(person, number):
        to = reply_address(person, thread.topic)
        hand_in(port, to, mail(person, f"Number {number}"), sender=person.email)

    several = [
        threading.Thread(target=send, args=(person, number))
        for number in range(4)
        for person in (people.amara, people.cerys)
    ]
    for one in several:
        one.start()
    for one in several:
        one.join()
    assert sorted(said(people.amara)) == sorted(said(people.cerys))
    assert len(said(people.amara)) == 4


def test_each_of_several_addresses_has_its_answer(people, thread, port):
    other = start_thread(thread.space, "Cake?", "Who brings cake?", by=people.bola)
    to = [reply_address(people.amara, one.topic) for one in (thread, other)]
    with smtplib.LMTP("127.0.0.1", port, timeout=20) as server:
        server.ehlo_or_helo_if_needed()
        server.mail("amara@example.org")
        assert [server.rcpt(one)[0] for one in (*to, "gus@x.example")] == [250, 250, 550]
        assert server.data(mail(people.amara, "I do, both."))[0] == 250
        assert server.getreply()[0] == 250, "the answer for the second address"
    assert said(people.amara) == ["I do, both."] * 2


def test_what_comes_back_with_no_sender_is_answered_by_nobody(people, thread, port):
    to = reply_address(people.amara, thread.topic)
    hand_in(port, to, mail(people.amara, "I am away."), sender="")
    assert not said(people.amara) and not Received.objects.for_a_person().exists()


def test_one_that_nothing_can_read_waits_for_a_person(people, thread, port, monkeypatch):
    def stumbles(message):
        if message.get_payload():
            raise ValueError("unforeseen")
        return whole(message)

    whole = mailbox.cut
    monkeypatch.setattr(mailbox, "cut", stumbles)
    hand_in(port, reply_address(people.amara, thread.topic), mail(people.amara, "Odd"))
    assert "Its writer has it" in Received.objects.for_a_person().get().why


def test_one_that_is_too_large_is_refused_at_once(people, thread, port):
    to = reply_address(people.amara, thread.topic)
    raw = mail(people.amara, "x" * 70 + "\r\n") + b"x" * 70 + b"\r\n" * (mailbox.LARGEST // 2)
    with pytest.raises(smtplib.SMTPException) as refused:
        hand_in(port, to, raw)
    assert "552" in str(refused.value)


def test_smtp_and_a_socket_of_this_machine_do_too(people, thread, tmp_path):
    to, port = reply_address(people.amara, thread.topic), free_port()
    by_smtp = Listener(place_of(f"smtp://127.0.0.1:{port}"))
    on_socket = Listener(place_of(f"lmtp://{tmp_path}/mail.sock"))
    for door in (by_smtp, on_socket):
        door.start()
    try:
        with smtplib.SMTP("127.0.0.1", port, timeout=20) as server:
            server.sendmail("amara@example.org", to, mail(people.amara, "By port"))
        with smtplib.LMTP(f"{tmp_path}/mail.sock") as server:
            server.sendmail("amara@example.org", to, mail(people.amara, "By socket"))
    finally:
        for door in (by_smtp, on_socket):
            door.stop()
    assert said(people.amara) == ["By port", "By socket"]


@pytest.mark.parametrize(
    "address", ["lmtp://0.0.0.0:8024", "lmtp://mail.example:24", "http://127.0.0.1", "lmtp://"]
)
def test_nobody_else_can_be_let_in_by_a_setting(address):
    assert place_of(address) == {}
