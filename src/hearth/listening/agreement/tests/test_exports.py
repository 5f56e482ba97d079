"""Polis's files are read as they come, and what cannot be read is named by its row."""

from __future__ import annotations

import re

import pytest

from hearth.listening.agreement.exports import (
    Comment,
    read_comments,
    read_participants,
    read_votes,
    votes_of,
)
from hearth.listening.agreement.votes import AGREE, DISAGREE, PASS, Vote

AT = "Tue Nov 19 2024 15:06:00 GMT+0000 (Coordinated Universal Time)"
VOTES = f"""timestamp,datetime,comment-id,voter-id,vote
1732028760,{AT},0,2,1
1732028740,{AT},0,21,-1
1732039525,{AT},0,41,0
"""
THREE = [Vote(2, 0, AGREE), Vote(21, 0, DISAGREE), Vote(41, 0, PASS)]


def test_agree_is_one_in_the_files():
    assert read_votes(VOTES) == THREE


@pytest.mark.parametrize(
    "file",
    [
        VOTES.encode(),
        "\ufeff" + VOTES,
        b"\xef\xbb\xbf" + VOTES.encode(),
        VOTES.replace("\n", "\r\n").encode(),
        VOTES.replace(",", ";"),
        VOTES + "\n\n",
        "vote,voter-id,comment-id\n1,2,0\n-1,21,0\n0,41,0\n",
        "Timestamp,Comment ID,Voter,Vote\n3,0,2,1\n4,0,21,-1\n5,0,41,0\n",
        " Voter-ID , comment-id ,vote\n2,0,1.0\n21,0,-1.0\n41,0,-0\n",
    ],
)
def test_files_are_read_whatever_has_been_done_to_them(file):
    assert read_votes(file) == THREE


def test_the_last_vote_counts_by_its_time_and_not_by_its_row():
    head = "timestamp,comment-id,voter-id,vote\n"
    assert read_votes(head + "20,0,1,1\n10,0,1,-1\n") == [Vote(1, 0, AGREE)]
    assert read_votes(head + "20,0,1,1\n20,0,1,0\n") == [Vote(1, 0, PASS)]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("", "This file is empty."),
        (b"\xff\xfe\x00", "This file is not UTF-8 text."),
        ("comment-id,vote\n", "Row 1: we found no column “voter-id”."),
        (VOTES + "1,x,0,5,2\n", "Row 5: “2” is no vote. Agree is 1, pass is 0, disagree is -1."),
        (VOTES + "1,x,0,5\n", "Row 5: “” is no vote. Agree is 1, pass is 0, disagree is -1."),
        (VOTES + "1,x,zero,5,1\n", "Row 5: “zero” is no whole number (comment-id)."),
        (VOTES + "1,x,1.5,5,1\n", "Row 5: “1.5” is no whole number (comment-id)."),
        (VOTES + "1,x,inf,5,1\n", "Row 5: “inf” is no whole number (comment-id)."),
        (VOTES + "1,x,0,5,1,0,0\n", "Row 5: it has more fields than row 1 has names."),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(file, sentence):
    with pytest.raises(ValueError, match=re.escape(sentence)):
        read_votes(file)


def test_comments_may_hold_commas_quotes_and_lines():
    file = (
        "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
        '1731527035,x,2,0,23,5,1,"Fewer ""lanes"", safer\nroads."\n'
        "1,x,29,5,2,0,-1,Cars are the cause\n"
    )
    assert read_comments(file) == [
        Comment(2, 0, 23, 5, 1, 'Fewer "lanes", safer\nroads.'),
        Comment(29, 5, 2, 0, -1, "Cars are the cause"),
    ]
    assert read_comments("comment-id\n7\n") == [Comment(7, None, None, None, None, "")]


def test_the_row_is_counted_as_a_spreadsheet_counts_lines():
    with pytest.raises(ValueError, match="Row 4"):
        read_comments('comment-id,comment-body\n1,"two\nlines"\nx,z\n')


def test_participants_bring_their_votes_and_their_group():
    file = (
        "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,10\n"
        "16,,0,1,1,0,1,,\n"
        "0,1,34,3,1,1,-1,0,1\n"
    )
    alone, grouped = read_participants(file)
    assert (alone.voter, alone.group, alone.answers) == (16, None, {0: AGREE})
    assert (grouped.group, grouped.answers) == (1, {0: DISAGREE, 1: PASS, 10: AGREE})
    assert votes_of([alone]) == [Vote(16, 0, AGREE)]
