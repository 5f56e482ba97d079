"""The mailbox: each message is read once, and no message keeps another from being read."""

from __future__ import annotations

import shutil
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from hearth.ground.areas import Area
from hearth.ground.mailbox import reply_address
from hearth.ground.refusals import Refused
from hearth.house import mailbox
from hearth.house.config_urls import mailbox as place_of
from hearth.house.mailbox import Reader, clear_old_mail
from hearth.house.models import Received
from tests.mailboxes import Dovecot, Folder


@pytest.fixture(autouse=True)
def answers_are_read(settings):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"


@pytest.fixture
def heard(monkeypatch):
    """What an area was told: it breaks at “break”, refuses “refuse” and notes everything else."""
    said = []

    def reads(mail):
        words = mail.words()
        if words == "break":
            raise RuntimeError("not today")
        if words == "refuse":
            raise Refused("A person has to look.")
        said.append(words)
        return mail.person is not None

    monkeypatch.setattr(mailbox, "areas", lambda: (Area("Tea", "Tea is brought.", reads=reads),))
    return said


def message(person, words, *, to=None, name="", size=0):
    letter = EmailMessage()
    letter["From"] = person.email
    letter["To"] = to or reply_address(person, "tea-1")
    letter["Subject"], letter["Message-ID"] = "Re: Tea", f"<{name or words[:9]}@example.org>"
    letter.set_content(words + "x" * size)
    return letter.as_bytes()


@pytest.fixture(params=["maildir", "dovecot"])
def box(request, tmp_path):
    """A mailbox of each kind; a mail server only where Dovecot is installed."""
    if request.param == "maildir":
        yield Folder(tmp_path / "box")
        return
    if not shutil.which("dovecot"):
        pytest.skip("Dovecot is not installed, so no real mail server was asked.")
    with TemporaryDirectory(prefix="hearth-dovecot-") as home:
        server = Dovecot(Path(home))
        yield server
        server.stop()


def test_each_message_is_read_once_through_restarts(people, heard, box):
    for words in ("one", "two"):
        box.add(message(people.amara, words))
    reader = Reader(box.place)
    assert reader.read() == 2
    assert reader.read() == 0
    box.add(message(people.amara, "three"))
    Reader(box.place).read()
    Reader(box.place).read()
    assert heard == ["one", "two", "three"]
    assert box.seen() == 3


def test_mail_that_is_not_for_us_is_left_as_it_was(people, heard, box):
    box.add(message(people.amara, "private", to="dee@example.org"))
    assert Reader(box.place).read() == 0
    assert not heard and box.seen() == 0 and not Received.objects.exists()


def test_a_broken_message_keeps_no_other_and_a_person_sees_it(people, heard, box):
    box.add(message(people.amara, "break"))
    box.add(
        b"From: \xff\xfe<<<\r\nTo: " + reply_address(people.amara, "tea-1").encode() + b"\r\n\r\n"
    )
    box.add(message(people.amara, "refuse"))
    box.add(message(people.amara, "good"))
    Reader(box.place).read()
    assert heard[-1] == "good"
    whys = sorted(row.why for row in Received.objects.for_a_person())
    assert whys[:2] == ["A person has to look.", "It could not be understood."]


def test_a_huge_message_is_not_fetched_and_a_person_sees_it(people, heard, box, monkeypatch):
    monkeypatch.setattr(mailbox, "LARGEST", 2_000_000)
    box.add(message(people.amara, "huge", size=3_000_000))
    box.add(message(people.amara, "small"))
    Reader(box.place).read()
    assert heard == ["small"]
    assert "too large" in Received.objects.for_a_person().get().why


def test_what_a_killed_reader_did_half_is_undone_and_done_again(people, heard, box, monkeypatch):
    class Killed(BaseException):
        pass

    def kill(_waiting):
        raise Killed

    box.add(message(people.amara, "one"))
    whole = mailbox._why_left
    monkeypatch.setattr(mailbox, "_why_left", lambda mail: (whole(mail), kill(mail)))
    with pytest.raises(Killed):
        Reader(box.place).read()
    assert not Received.objects.exists()
    monkeypatch.setattr(mailbox, "_why_left", whole)
    Reader(box.place).read()
    assert Received.objects.count() == 1


def test_where_there_is_no_folder_it_is_said(tmp_path):
    with pytest.raises(OSError, match="no maildir"):
        Reader(place_of(f"maildir://{tmp_path}/nowhere")).read()


def test_a_steward_reads_what_is_left_and_says_when_it_is_done(people, heard, as_, tmp_path):
    box = Folder(tmp_path / "box")
    box.add(message(people.amara, "refuse"))
    Reader(box.place).read()
    steward = as_(people.dee)
    assert "/steward/mail/" in steward.get("/steward/").text
    page = steward.get("/steward/mail/")
    assert "A person has to look." in page.text and "amara@example.org" in page.text
    steward.post("/steward/mail/", {"settle": Received.objects.get().pk})
    assert "amara@example.org" not in steward.get("/steward/mail/").text
    row = Received.objects.get()
    assert (row.sender, row.words, row.why) == ("", "", "")


def test_what_came_in_is_forgotten_after_a_month(people, heard, tmp_path):
    import time_machine as clock
    from django.utils.timezone import now, timedelta

    box = Folder(tmp_path / "box")
    box.add(message(people.amara, "refuse"))
    Reader(box.place).read()
    clear_old_mail()
    assert Received.objects.exists()
    with clock.travel(now() + timedelta(days=31)):
        clear_old_mail()
    assert not Received.objects.exists()


def test_parts_within_parts_without_end_are_for_a_person_and_tried_once(people, heard, tmp_path):
    folder = Folder(tmp_path / "box")
    head = b"From: amara@example.org\r\nTo: " + reply_address(people.amara, "tea-1").encode()
    folder.add(head + b"\r\n" + b"Content-Type: message/rfc822\r\n\r\n" * 3000)
    odd = tmp_path / "box" / "new" / "1.[odd]name"
    odd.write_bytes(message(people.amara, "good"))
    reader = Reader(folder.place)
    assert reader.read() == 2
    assert reader.read() == 0
    assert heard == ["good"]
    assert "could not be understood" in Received.objects.for_a_person().get().why
