"""Letters about care are answered by mail, and no word of that lies with all stewards."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from hearth.conversations.models import Report, open_space, start_thread, write
from hearth.conversations.models.decisions import Appeal, decide
from hearth.conversations.models.reports import MOST_WORDS, tell_keepers
from hearth.ground.books import Letter
from hearth.house.models import Received
from tests.proving import proves
from tests.replying import reply_to

TOLD, MORE = "a marlquoin of trouble", "and it went on at the gate"


@pytest.fixture
def told(people, settings):
    """Bola's message hurt Cerys, who told Efe and not Dee; Efe answered."""
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"
    hall = open_space("Hall", by=people.dee, seen_by="members")
    thread = start_thread(hall, "Paint", "Which?", by=people.cerys)
    message = write(thread, "You are all an architrave", by=people.bola)
    left_out = {"without": [people.dee.pk]}
    report = tell_keepers(
        by=people.cerys, kind="hurts", helps="speak", words=TOLD, message=message, **left_out
    )
    report.answer("I speak to them", by=people.efe, closes=True)
    Letter.objects.filter(kind="talk").delete()
    return SimpleNamespace(report=report, message=message)


def to(person, subject=""):
    return Letter.objects.filter(to=person, subject__contains=subject).latest("pk")


def read_by_stewards(people, as_, words):
    return [p.name for p in (people.dee, people.efe) if words in as_(p).get("/steward/mail/").text]


@proves("G2")
def test_more_from_whoever_told_it_reaches_whom_they_told_and_nobody_else(people, as_, told):
    before = Letter.objects.filter(to=people.efe).count()
    reply_to(to(people.cerys, "An answer to what you told us"), MORE)
    report = Report.objects.get()
    assert report.words == f"{TOLD}\n\n{MORE}" and report.closed_at is None
    assert Letter.objects.filter(to=people.efe).count() == before + 1
    assert not Letter.objects.filter(to=people.dee).exists()
    assert MORE in as_(people.efe).get("/space/care/").text
    assert MORE not in as_(people.dee).get("/space/care/").text
    assert read_by_stewards(people, as_, MORE) == []


def test_a_keeper_who_answers_the_letter_has_it_back_and_is_sent_to_the_page(people, as_, told):
    reply_to(to(people.efe, "something is wrong"), "Bola should stop that")
    back = to(people.efe, "We could not keep")
    assert "Bola should stop that" in back.text and "answered on its page" in back.text
    assert read_by_stewards(people, as_, "Bola should stop") == []


@pytest.mark.parametrize(
    "more", [{"sender": "gus@example.org"}, {"Auto_Submitted": "auto-replied"}]
)
def test_neither_a_stranger_nor_a_program_says_more(people, as_, told, more):
    reply_to(to(people.cerys, "An answer to what you told us"), MORE, **more)
    assert Report.objects.get().words == TOLD
    assert read_by_stewards(people, as_, MORE) == []
    assert not Letter.objects.filter(text__contains=MORE).exists()


def test_what_is_too_long_comes_back_whole(people, told):
    Report.objects.update(words="x" * MOST_WORDS)
    reply_to(to(people.cerys, "An answer to what you told us"), MORE)
    assert MORE in to(people.cerys, "We could not keep").text
    assert not Received.objects.for_a_person().exists()


@proves("G2")
def test_words_to_a_decision_ask_somebody_else_to_look_again_once(people, as_, told):
    line = {"line": "Kind: ask first", "reason": "It hurt"}
    decision = decide("hide", by=people.dee, message=told.message, **line)
    letter = Letter.objects.filter(to=people.bola, kind="care").latest("pk")
    assert "Or answer this letter and say why." in letter.text
    reply_to(letter, "It was a joke between us")
    asked = Appeal.objects.get(decision=decision)
    assert (asked.to, asked.words) == (people.efe, "It was a joke between us")
    reply_to(letter, "And another thing")
    assert "And another thing" in to(people.bola, "We could not keep").text
    assert read_by_stewards(people, as_, "another thing") == []
    reply_to(to(people.efe, "Please look again"), "It stays")
    assert "It stays" in to(people.efe, "We could not keep").text
