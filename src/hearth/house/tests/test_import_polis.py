"""`hearth import polis`: a preview first, and nothing changed before a yes."""

import csv

import pytest

from hearth.house.command import obey
from hearth.listening.models import Question


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Eight people who agree with three statements, as Polis writes it down."""
    monkeypatch.setattr("hearth.house.command._open_django", lambda: None)
    monkeypatch.setattr("hearth.house.readying.make_ready", lambda: None)
    votes = [(voter, statement, 1) for voter in range(8) for statement in range(3)]
    _table(tmp_path / "votes.csv", [("voter-id", "comment-id", "vote"), *votes])
    words = [(n, f"Thought {n}") for n in range(3)]
    _table(tmp_path / "comments.csv", [("comment-id", "comment-body"), *words])
    return tmp_path


def _table(file, rows):
    with file.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)


def test_the_command_brings_in_only_after_yes(people, folder, capsys):
    asked = ["import", "polis", str(folder), "--question", "Which streets?"]
    assert obey(asked) == 0
    said = capsys.readouterr().out
    assert "24 votes by 8 people without names." in said
    assert "Nothing was changed. --yes brings it in." in said
    assert not Question.objects.exists()
    assert obey([*asked, "--yes"]) == 0
    assert "/questions/which-streets/map/" in capsys.readouterr().out
    assert obey([*asked, "--yes"]) == 1
    assert "is here already" in capsys.readouterr().err


def test_what_is_not_there_is_said(people, folder, capsys):
    assert obey(["import", "polis", str(folder / "nowhere")]) == 1
    assert "There is no folder" in capsys.readouterr().err
    assert obey(["import", "polis", str(folder)]) == 1
    assert "Say what was asked" in capsys.readouterr().err
