"""Every letter can be answered by replying to it (rule G2): it names where its answer belongs, or
a steward reads it and its writer knows."""

from __future__ import annotations

import ast
import re

import pytest

from hearth.ground.books import Letter, post
from hearth.ground.books.post import Kind
from hearth.house.models import Received
from tests.proving import proves
from tests.replying import reply_to
from tests.source import files
from tests.telling import none_of

LAND = {
    "gatherings/letters/": {
        "a plain yes or no there, other words with its hosts": {
            "answer", "invitation", "missed", "moved", "off", "offer", "offer_over", "place",
            "reminder_day", "reminder_hour", "role", "role_offer", "thanks", "waiting",
            "we_meet_about_it", "withdrawn",
        },
        "yes to all dates, other words with its host": {"standing"},
        "words with those who host it": {
            "by_phone", "cohost", "moved_together", "series_ends", "welcomer",
        },
        "words with the host alone": {"need_given", "need_gone"},
        "words with the person whom it is about": {
            "answer_back", "cohost_gone", "handover_no", "handover_yes", "let_go", "role_free",
            "taken", "words", "words_back",
        },
        "no there, other words with whoever asked": {"handover"},
    },
    "listening/letters/": {
        "as an answer to the question": {"question", "question_again"},
        "as yes or not quite to what came of it": {"told"},
    },
    "conversations/letters/": {
        "in the thread": {"mail_files"},
        "with those whom it was told, and with nobody else": {"report_answered"},
        "with somebody else who looks again": {"decided"},
        "back with its writer: only the page shows it to whom it is for, not to all stewards": {
            "appeal", "appeal_settled", "report", "report_waits",
        },
    },
    "people/letters/": {"words with the person who said hello": {"hello", "hello_back"}},
    "post/letters/": {"in the thread; one about several, with a steward": {"news", "together"}},
    "roundups/letters/": {"a link, for the next round-up": {"roundup", "month"}},
}  # fmt: skip
"""Where replies land, by the letter."""

WITH_A_STEWARD = {
    "conversations/letters/held": "the clock wrote it, and it quotes nobody",
    "conversations/letters/keeper": "stewards arrange who looks after a space",
    "conversations/letters/mail_back": "the house could not keep a mail, and a person helps",
    "conversations/letters/on": "stewards arrange whose week it is",
    "gatherings/letters/closed": "whoever said the card may have no name there",
    "gatherings/letters/follow_up": "the clock wrote it, to the host",
    "gatherings/letters/gone": "whoever said the card may have no name there",
    "gatherings/letters/host_left": "it tells a steward what they host now",
    "gatherings/letters/need_asked": "it names to the host nobody who could be answered",
    "gatherings/letters/need_back": "it names to the host nobody who could be answered",
    "gatherings/letters/notes_wait": "the clock wrote it, to the host",
    "gatherings/letters/own_calendar": "it holds an address, and nobody wrote it",
    "gatherings/letters/run_sheet": "the clock wrote it, to the host",
    "gatherings/letters/still": "the clock wrote it, about a card that may have no name",
    "gatherings/letters/still_on": "stewards see to what has no dates",
    "ground/letters/new_link": "it is a key",
    "house/letters/begun": "it is a key",
    "house/letters/mail_waits": "a steward reads what it is about",
    "house/letters/safety": "it is to the stewards",
    "house/letters/second": "a steward asks",
    "house/letters/second_key": "it is to the only steward",
    "house/letters/several": "a steward reads what it is about",
    "listening/letters/it_stays": "a steward wrote it",
    "listening/letters/not_quite": "it is to the stewards",
    "listening/letters/question_kept": "it may say: take it back, which must not be shown",
    "people/letters/already": "it is a key",
    "people/letters/confirm": "it is a key",
    "people/letters/declined": "a steward decided",
    "people/letters/door": "it is to the stewards",
    "people/letters/duty": "stewards arrange whose week it is",
    "people/letters/held": "it is to the stewards",
    "people/letters/keys": "it is a key",
    "people/letters/newsletter": "it is a key",
    "people/letters/no_account": "it is a key",
    "people/letters/say_hello": "stewards arrange whose week it is",
    "people/letters/still_waiting": "stewards decide",
    "people/letters/waiting": "stewards decide",
    "people/letters/welcome": "nobody else knows them yet",
    "roundups/letters/fortnightly": "it is to the stewards",
    "roundups/letters/newsletter": "its readers are outside, and answer us all",
    "roundups/letters/turn": "stewards arrange whose week it is",
}
"""What a steward reads, and its writer knows; each with its reason."""

WITH_NOBODY = {"people/letters/farewell": "its reader left, and we have forgotten them"}
PARTS = {"listening/letters/question_how", "roundups/letters/piece", "roundups/letters/pieces"}
"""Pieces of other letters."""

THROUGH = {
    "listening/letters/question",
    "listening/letters/question_again",
    "post/letters/together",
    "conversations/letters/report",
    "conversations/letters/report_waits",
}
"""Their topic is given by another function of their module."""


def landing():
    return {
        f"{area}{letter}"
        for area, places in LAND.items()
        for letters in places.values()
        for letter in letters
    }


def letters():
    """Every letter of the house, by its template."""
    found = (re.search(r"/templates/(\w+/letters/\w+)\.txt$", f.as_posix()) for f in files(".txt"))
    return {name[1] for name in found if name} - PARTS


def with_a_topic():
    """Letters that some call writes with a topic, by the words that stand in that module."""
    every = letters()
    for file in files(".py"):
        if "tests" in file.parts:
            continue
        tree = ast.parse(file.read_text())
        said = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and any(word.arg == "topic" for word in call.keywords):
                yield from (one for one in every if any(_names(a, one, said) for a in call.args))


def _names(argument, letter, said):
    """Whether this is the letter's template, with what is put in it said in this module; or its
    own name, for a function that knows the rest."""
    if isinstance(argument, ast.Constant):
        return argument.value in (f"{letter}.txt", letter.rpartition("/")[2])
    if isinstance(argument, ast.IfExp):
        return any(_names(one, letter, said) for one in (argument.body, argument.orelse))
    if not isinstance(argument, ast.JoinedStr):
        return False
    parts = [
        re.escape(p.value) if isinstance(p, ast.Constant) else r"(\w+)" for p in argument.values
    ]
    found = re.fullmatch("".join(parts), f"{letter}.txt")
    return bool(found) and said.issuperset(found.groups())


@proves("G2")
def test_each_letter_names_where_its_answer_lands_or_why_a_steward_reads_it():
    """What lands where is proven letter by letter in tests named after it, by mail, here and in
    `house/tests`: offers, words for hosts, digests, care, hellos, questions, told, threads."""
    assert letters() == landing() | set(WITH_A_STEWARD) | set(WITH_NOBODY)
    assert not landing() & set(WITH_A_STEWARD)


@proves("G2")
def test_each_letter_that_lands_somewhere_is_written_with_that_topic():
    none_of(sorted(landing() - THROUGH - set(with_a_topic())))


@pytest.fixture
def letter(people, settings):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"
    post([people.amara], "A new link", "ground/letters/new_link.txt", kind=Kind.NOTES)
    return Letter.objects.get()


@proves("G2")
def test_an_answer_that_belongs_nowhere_is_read_by_a_steward_and_its_writer_knows(
    people, letter, as_
):
    assert reply_to(letter, "I lost it again.")
    page = as_(people.dee).get("/steward/mail/").text
    assert "I lost it again." in page and "It answers a letter: A new link" in page
    told = Letter.objects.latest("pk")
    assert told.to == people.amara and "I lost it again." in told.text


def test_no_letter_is_written_to_a_stranger_who_answers(people, letter):
    reply_to(letter, "I have this.", sender="gus@example.org")
    told = Letter.objects.latest("pk")
    assert told.to == people.amara and "gus@example.org" in told.text
    assert Received.objects.for_a_person().count() == 1


def test_many_answers_bring_few_letters(people, letter):
    for number in range(12):
        reply_to(letter, f"Number {number}")
    assert Letter.objects.filter(kind=Kind.MAIL).count() == 5
    assert Received.objects.for_a_person().count() == 12
