"""What somebody wrote is found in any mail that their program makes of it, and none of it is lost.

The mails lie in `mails/`, each with what must remain of it. Their writers are made up.
"""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from hearth.post.cutting import cut

MAILS = sorted((Path(__file__).parent / "mails").glob("*.eml"))


def read(raw):
    return cut(message_from_bytes(raw, policy=policy.default))


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.stem)
def test_what_they_wrote_remains_and_nothing_else(mail):
    assert read(mail.read_bytes()).own == mail.with_suffix(".txt").read_text().strip("\n")


@pytest.mark.parametrize("mail", MAILS, ids=lambda mail: mail.stem)
def test_the_same_mail_with_the_line_ends_of_the_wire(mail):
    raw = mail.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    assert read(raw).own == mail.with_suffix(".txt").read_text().strip("\n")


def test_there_are_many_shapes():
    assert len(MAILS) >= 70


def test_what_was_cut_can_still_be_read():
    for mail in MAILS:
        found = read(mail.read_bytes())
        if mail.stem.startswith(("02", "03", "36", "52", "58")):
            assert "soldering iron" in found.whole and "soldering iron" in found.rest


def test_files_are_named_and_words_are_no_files():
    names = {mail.stem[:2]: read(mail.read_bytes()).files for mail in MAILS}
    assert names["65"] == ("hall.jpg",)
    assert names["66"] == ("tea.png",)
    assert names["67"] == ("a.pdf",)
    assert [number for number, files in names.items() if files] == ["65", "66", "67"]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"=?utf-8?B?UmU6IFTFtw==?=", "Re: Tŷ"),
        (b"=?iso-8859-1?Q?Caf=E9?= at nine", "Café at nine"),
        ("Tŷ bach".encode(), "Tŷ bach"),
        ("Café".encode("cp1252"), "Café"),
        (b"=?nonsense?B?UmU6?= yes", "Re: yes"),
        (b"=?utf-8?B?broken", "=?utf-8?B?broken"),
        (b"=?utf-8?Q?T=C5?=\r\n =?utf-8?Q?=B7?=", "Tŷ"),
        (b"", ""),
    ],
)
def test_subjects_of_every_kind(raw, words):
    assert read(b"Subject: " + raw + b"\r\n\r\nHello\r\n").subject == words


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("plain", b"x" * 5_000_000),
        ("plain", b"a line of words\r\n" * 300_000),
        ("plain", b"> quoted\r\nanswered\r\n" * 200_000),
        ("plain", b"On 2 November 2026 at 09:00, a@b.example said:\r\n" * 90_000),
        ("html", b"<div>" * 900_000),
        ("html", b"<blockquote>a</blockquote>" * 150_000),
        ("html", b"<!--" * 1_000_000),
        ("html", b"<a href='http://x" * 200_000),
        ("html", b"http://" * 600_000),
    ],
    ids=range(9),
)
def test_five_megabytes_are_read(kind, body):
    raw = f"In-Reply-To: <1@x>\r\nContent-Type: text/{kind}\r\n\r\n".encode() + body
    assert read(raw).whole is not None


def test_no_words_no_error():
    for raw in (b"", b"\r\n", b"Content-Type: multipart/mixed\r\n\r\n", b"\xff\xfe\x00"):
        assert isinstance(read(raw).own, str)
