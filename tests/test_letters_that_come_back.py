"""Letters that come back are noted by which letter it was; three for good, and we stop."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest

from hearth.ground.books import Letter, post
from hearth.ground.books.post import Kind
from hearth.ground.mailbox import reply_address
from hearth.house.mailbox import take_in
from hearth.house.models import Received
from hearth.post.bounces import unreached
from hearth.post.envelope import as_message
from hearth.post.models import Return

REPORT = """From: {sender}
To: {to}
Subject: {subject}
Message-ID: <{name}@mx.example>
Return-Path: <>
{auto}MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

{words}
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; amara@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no mailbox here

--b
Content-Type: text/rfc822-headers

Subject: Tea
--b--
"""
PLAIN = """From: {sender}
To: {to}
Subject: {subject}
Message-ID: <{name}@mx.example>
Return-Path: <>

{words}
"""
POSTFIX = ("MAILER-DAEMON@mx.example (Mail Delivery System)", "Undelivered Mail Returned to Sender")
GMAIL = ("Mail Delivery Subsystem <mailer-daemon@googlemail.com>", "Delivery Status (Failure)")
EXCHANGE = ("postmaster@corp.example", "Undeliverable: Tea")
EXIM = (
    "Mail Delivery System <Mailer-Daemon@mx.example>",
    "Mail delivery failed: returning message",
)
QMAIL = ("MAILER-DAEMON@mx.example", "failure notice")


def report(server, status="5.1.1", action="failed", words="It could not be delivered.", auto=""):
    return REPORT, server, {"status": status, "action": action, "words": words, "auto": auto}


def plainly(server, words):
    return PLAIN, server, {"words": words}


FOR_GOOD = {
    "postfix": report(POSTFIX, auto="Auto-Submitted: auto-replied\n"),
    "gmail": report(GMAIL, "5.1.1"),
    "exchange": report(EXCHANGE, "5.1.10"),
    "exchange-full": report(EXCHANGE, "5.2.2"),
    "gone-domain": report(POSTFIX, "5.4.4"),
    "exim-report": report(EXIM, "5.0.0"),
    "exim-in-words": plainly(
        EXIM, "A message that you sent could not be delivered.\nThis is a permanent error:\n amara"
    ),
    "qmail": plainly(QMAIL, "<amara@example.org>:\nSorry, no such user here. (#5.1.1)"),
}
SAYS_NOTHING = {
    "late": report(POSTFIX, "4.4.1", "delayed"),
    "late-in-words": plainly(EXIM, "Warning: message delayed 24 hours. No need to resend it."),
    "full-for-days": report(POSTFIX, "4.2.2"),
    "our-own-fault": report(POSTFIX, "5.7.1"),
    "arrived": report(GMAIL, "2.0.0", "delivered"),
    "absence": plainly(("amara@example.org", "Automatic reply: Tea"), "I am not found here today."),
}


@pytest.fixture(autouse=True)
def answers_are_read(settings):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"


def letter_to(person):
    post([person], "Tea", "ground/letters/new_link.txt", kind=Kind.NOTES)
    return Letter.objects.filter(to=person).latest("pk")


def come_back(letter, shape, name="1"):
    form, (sender, subject), more = shape
    to = as_message(letter).from_email
    raw = form.format(sender=sender, subject=subject, to=to, name=name, **more)
    return take_in(raw.encode())


@pytest.mark.parametrize("shape", FOR_GOOD.values(), ids=FOR_GOOD)
def test_a_letter_that_comes_back_for_good_is_noted_once(people, shape):
    letter = letter_to(people.amara)
    assert come_back(letter, shape) and come_back(letter, shape, name="2")
    noted = Return.objects.get()
    assert (noted.person, noted.letter) == (people.amara, f"letter-{letter.pk}") and noted.said
    assert not Received.objects.for_a_person().exists()


@pytest.mark.parametrize("shape", SAYS_NOTHING.values(), ids=SAYS_NOTHING)
def test_what_says_nothing_about_the_address_counts_as_nothing(people, shape):
    before = Letter.objects.count()
    assert come_back(letter_to(people.amara), shape)
    assert not Return.objects.exists() and not Received.objects.for_a_person().exists()
    assert Letter.objects.count() == before + 1, "nobody answers a program"


def test_three_and_we_stop(people):
    for number in range(3):
        assert not unreached([people.amara])
        come_back(letter_to(people.amara), FOR_GOOD["postfix"], name=str(number))
    assert unreached([people.amara]) == {people.amara.pk}


def test_somebody_who_makes_up_a_bounce_stops_nobodys_letters(people):
    letter = letter_to(people.amara)
    forged = as_message(letter).from_email.replace(f"-{letter.pk}.", f"-{letter.pk + 1}.")
    raw = REPORT.format(sender="x@y", subject="z", to=forged, name="9", **FOR_GOOD["gmail"][2])
    assert not take_in(raw.encode())
    assert not Return.objects.exists()


def test_a_letter_says_that_a_program_wrote_it_and_where_it_comes_back_to(people):
    letter = letter_to(people.amara)
    message = as_message(letter).message()
    assert message["Auto-Submitted"] == "auto-generated"
    assert "bounce" not in message["From"]
    assert message["Reply-To"] == reply_address(people.amara, f"letter-{letter.pk}")


def test_a_letter_of_ours_that_comes_round_is_read_by_nobody(people):
    letter = letter_to(people.amara)
    message = message_from_bytes(as_message(letter).message().as_bytes(), policy=policy.default)
    message.replace_header("To", reply_address(people.amara, "tea-1"))
    del message["Auto-Submitted"]
    before = Letter.objects.count()
    assert take_in(message.as_bytes())
    assert Letter.objects.count() == before and not Received.objects.for_a_person().exists()
