"""Mail that nobody foresaw: tried a few times, then set aside for a person; the next is read."""

from contextlib import nullcontext

import pytest

from hearth.ground.books import Letter
from hearth.ground.mailbox import reply_address
from hearth.house import mailbox
from hearth.house.config_urls import mailbox as place_of
from hearth.house.doctor import left_for_a_person
from hearth.house.mailbox import AT_ONCE, TRIES, Reader
from hearth.house.mailboxes import Box
from hearth.house.models import Received
from hearth.house.waiting_mail import IN_AN_HOUR
from hearth.post.cutting import cut
from tests.mailboxes import Folder

UNFORESEEN = "\r\nNobody foresaw this."


@pytest.fixture(autouse=True)
def answers_are_read(settings, monkeypatch):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"
    monkeypatch.setattr(mailbox, "cut", stumbles)


def stumbles(message):
    """As reading does, but for what nobody foresaw."""
    if "foresaw" in message.get_payload():
        raise UnicodeError
    return cut(message)


def mail(person, name, rest):
    to = reply_address(person, "tea-1")
    head = f"From: {person.email}\r\nTo: {to}\r\nMessage-ID: <{name}@x>\r\nSubject: {name}\r\n"
    return (head + rest).encode()


@pytest.fixture
def box(people, tmp_path):
    """Fifty that cannot be kept lie before one that can."""
    folder = Folder(tmp_path / "box")
    for number in range(AT_ONCE):
        folder.add(mail(people.amara, f"odd-{number}", UNFORESEEN))
    last = tmp_path / "box" / "new" / "zz.last"
    last.write_bytes(mail(people.amara, "good", "\r\nI bring cake."))
    return folder


def subjects():
    return [row.words.split("\n")[0] for row in Received.objects.for_a_person()]


def test_fifty_that_fail_do_not_keep_the_next_from_being_read(box):
    reader = Reader(box.place)
    reader.read()
    assert "good" not in subjects()
    reader.read()
    assert "good" in subjects()


def test_each_is_set_aside_after_a_few_tries_and_named_for_a_person(box, people, as_):
    reader = Reader(box.place)
    for _try in range(TRIES + 1):
        reader.read()
    assert len(subjects()) == AT_ONCE + 1 == len(set(subjects()))
    page = as_(people.dee).get("/steward/mail/").text
    assert "odd-49" in page and "It could not be understood. Look in the mailbox." in page
    assert left_for_a_person().words.startswith(f"{AT_ONCE + 1} messages")
    assert reader.read() == 0
    for _restart in range(TRIES + 1):
        Reader(box.place).read()
    assert Received.objects.count() == AT_ONCE + 1
    assert Letter.objects.count() == IN_AN_HOUR, "they hear that it waits, and not fifty times"


class Odd(Box):
    """A mailbox with one message that nothing can open, under a name that is no text."""

    def names(self):
        return ["17.odd\udcff"]

    def open(self, name):
        raise ValueError(name)


def test_one_that_cannot_be_opened_is_named_as_the_mailbox_names_it(people, as_, monkeypatch):
    monkeypatch.setattr(mailbox, "opened", lambda _place: nullcontext(Odd()))
    reader = Reader({})
    for _try in range(TRIES + 1):
        reader.read()
    (row,) = Received.objects.for_a_person()
    assert "17.odd" in row.words and not row.sender
    assert "17.odd" in as_(people.dee).get("/steward/mail/").text


def test_a_file_that_cannot_be_opened_comes_last(people, tmp_path):
    folder = Folder(tmp_path / "box")
    (tmp_path / "box" / "new" / "0.odd").mkdir()
    folder.add(mail(people.amara, "good", "\r\nI bring cake."))
    reader = Reader(place_of(f"maildir://{tmp_path}/box"))
    for _try in range(2):
        with pytest.raises(OSError, match="directory"):
            reader.read()
    assert subjects() == ["good"]
