"""Every letter can be answered by replying to it (rule G2): it names where its answer belongs, or
a steward reads it and its writer knows."""

from __future__ import annotations

import ast
from email.message import EmailMessage

import pytest

from hearth.ground.books import Letter, post
from hearth.ground.books.post import Kind
from hearth.house.mailbox import take_in
from hearth.house.models import Received
from hearth.post.envelope import as_message
from tests.source import files

LAND = {
    "a plain yes or no there, other words with its host": {
        "gatherings/letters/answer.txt",
        "gatherings/letters/invitation.txt",
        "gatherings/letters/off.txt",
        "gatherings/letters/withdrawn.txt",
    },
    "as an answer to the question": {
        "listening/letters/question.txt",
        "listening/letters/question_again.txt",
    },
    "as yes or not quite to what came of it": {"listening/letters/told.txt"},
    "in the thread": {"conversations/letters/mail_files.txt", "post/letters/news.txt"},
}
"""Where replies land, by the letter. What the rest is about, a steward sees."""


def posts():
    """Each call that writes letters from one template, and whether a reply has its place."""
    for file in files(".py", under="src"):
        if "tests" in file.parts:
            continue
        for call in ast.walk(ast.parse(file.read_text())):
            if isinstance(call, ast.Call):
                words = [a.value for a in call.args if isinstance(a, ast.Constant)]
                letters = [w for w in words if isinstance(w, str) and "/letters/" in w]
                if letters:
                    yield letters[0], any(word.arg == "topic" for word in call.keywords)


def test_each_letter_that_asks_something_names_where_its_answer_belongs():
    with_a_topic = {letter for letter, says in posts() if says}
    named = set().union(*LAND.values())
    # These two are named by their call through another function of their module.
    through = {"listening/letters/question.txt", "listening/letters/question_again.txt"}
    assert named - through <= with_a_topic, named - through - with_a_topic


@pytest.fixture
def letter(people, settings):
    settings.MAIL_REPLIES = "hearth+*@tidewater.example"
    post([people.amara], "A new link", "ground/letters/new_link.txt", kind=Kind.NOTES)
    return Letter.objects.get()


def answer(letter, words, sender):
    message = EmailMessage()
    message["From"], message["Subject"] = sender, f"Re: {letter.subject}"
    message["To"] = as_message(letter).message()["Reply-To"]
    message["Message-ID"] = f"<{hash(words)}@example.org>"
    message.set_content(words)
    return take_in(message.as_bytes())


def test_an_answer_that_belongs_nowhere_is_read_by_a_steward_and_its_writer_knows(
    people, letter, as_
):
    assert answer(letter, "I lost it again.", people.amara.email)
    page = as_(people.dee).get("/steward/mail/").text
    assert "I lost it again." in page and "It answers a letter: A new link" in page
    told = Letter.objects.latest("pk")
    assert told.to == people.amara and "I lost it again." in told.text


def test_no_letter_is_written_to_a_stranger_who_answers(people, letter):
    answer(letter, "I have this.", "gus@example.org")
    told = Letter.objects.latest("pk")
    assert told.to == people.amara and "gus@example.org" in told.text
    assert Received.objects.for_a_person().count() == 1


def test_many_answers_bring_few_letters(people, letter):
    for number in range(12):
        answer(letter, f"Number {number}", people.amara.email)
    assert Letter.objects.filter(kind=Kind.MAIL).count() == 5
    assert Received.objects.for_a_person().count() == 12
