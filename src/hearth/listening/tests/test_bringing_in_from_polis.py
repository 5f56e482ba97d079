"""A conversation from Polis comes in with its map; first it says what would come, and what not."""

import csv
from pathlib import Path

import pytest

from hearth.ground.accounts import Person
from hearth.ground.refusals import Refused
from hearth.listening.agreement.tests.camps import camps
from hearth.listening.models import Drawing, Question, Statement, Vote, VoteElsewhere
from hearth.listening.polis import bring_in, read

PUBLISHED = Path(__file__).parent.parent / "agreement" / "tests" / "published"
TOPIC = "How should streets change?"


def table(file, rows):
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)


def words_for(folder, numbers):
    rows = [(n, f"Thought {n}, in words", -1 if n == 3 else 1) for n in numbers]
    table(folder / "street.comments.csv", [("comment-id", "comment-body", "moderated"), *rows])


@pytest.fixture
def folder(tmp_path):
    """Two camps of fourteen and ten on twelve statements, one of which moderators kept out."""
    votes = camps(14, 10)
    rows = [(n, vote.statement, vote.voter, vote.answer) for n, vote in enumerate(votes)]
    table(tmp_path / "street.votes.csv", [("timestamp", "comment-id", "voter-id", "vote"), *rows])
    table(tmp_path / "street.summary.csv", [("topic", TOPIC), ("url", "https://pol.is/x")])
    words_for(tmp_path, range(12))
    return tmp_path


def test_a_preview_says_what_would_come_in_and_changes_nothing(people, folder):
    said = str(read(folder)).splitlines()
    assert said == [
        f"The question: {TOPIC}",
        "11 statements come in.",
        "264 votes by 24 people without names.",
        "1 statement stays out, as moderators there wished.",
    ]
    assert not Question.objects.exists()


def test_what_came_in_shows_its_map_and_makes_nobody_a_person(people, as_, folder):
    before = Person.objects.count()
    question = bring_in(read(folder))
    assert (Statement.objects.count(), VoteElsewhere.objects.count()) == (11, 264)
    assert (Vote.objects.count(), Person.objects.count()) == (0, before)
    drawn = Drawing.objects.get().drawn
    assert len(drawn.clouds) == 2
    page = " ".join(as_(people.cerys).get(f"{question.get_absolute_url()}map/").text.split())
    assert "24 people voted" in page and "They disagree" in page and "Thought 0" in page
    assert as_(None).get(f"{question.get_absolute_url()}map/").status_code == 404
    assert as_(people.cerys).get(question.get_absolute_url()).status_code == 200
    with pytest.raises(Refused, match="here already"):
        bring_in(read(folder))
    assert VoteElsewhere.objects.count() == 264


def test_each_bad_row_is_named_and_the_others_come_in(people, folder):
    with (folder / "street.votes.csv").open("a", encoding="utf-8") as votes:
        votes.write("1,0,99,2\n1,zero,99,1\n1,77,99,1\n")
    with (folder / "street.comments.csv").open("a", encoding="utf-8") as comments:
        comments.write('30,"",1\n0,Again,1\n')
    found = read(folder)
    assert found.wrong == [
        "street.comments.csv: statement 30 has no words, or too many.",
        "street.comments.csv: statement 0 stands there twice.",
        "street.votes.csv: Row 290: “2” is no vote. Agree is 1, pass is 0, disagree is -1.",
        "street.votes.csv: Row 291: “zero” is no whole number (comment-id).",
        "Votes on statement 77 are left out: the comments do not have it.",
    ]
    bring_in(found)
    assert VoteElsewhere.objects.count() == 264


@pytest.mark.parametrize(
    ("gone", "sentence"),
    [
        ("comments", "There is no comments.csv"),
        ("votes", "There is no votes.csv and no participants-votes.csv"),
        ("summary", "Say what was asked"),
    ],
)
def test_what_is_missing_is_said(people, folder, gone, sentence):
    (folder / f"street.{gone}.csv").unlink()
    with pytest.raises(Refused, match=sentence):
        read(folder)


@pytest.mark.skipif(not PUBLISHED.is_dir(), reason="The published conversation is not here.")
def test_a_published_conversation_comes_in(people, tmp_path):
    (file,) = PUBLISHED.glob("*participants-votes.csv")
    (tmp_path / file.name).write_bytes(file.read_bytes())
    words_for(tmp_path, range(29))
    bring_in(read(tmp_path, "Pandemics"))
    assert Drawing.objects.get().drawn.voters == 52
