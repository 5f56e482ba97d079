"""Bringing a conversation in from Polis: what its files come to, then its question and its map.

Reading changes nothing. `bring_in` makes a closed question for members with the statements, and
keeps each vote under a number of ours, with no name, no account and nobody to write to.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _, ngettext

from hearth.ground.books import hear
from hearth.ground.refusals import Refused
from hearth.listening.agreement import Vote
from hearth.listening.agreement.exports import (
    Comment,
    read_comments,
    read_participants,
    read_votes,
    votes_of,
)
from hearth.listening.models import Question, Statement, VoteElsewhere
from hearth.listening.models.drawings import draw
from hearth.listening.models.questions import Form, free_slug

type Reader[Row] = Callable[[bytes, list[str] | None], list[Row]]

LONGEST_QUESTION, LONGEST_STATEMENT = 200, 1000
KEPT_OUT = -1


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the files come to. Nothing has changed yet."""

    words: str
    statements: list[Comment]
    votes: list[Vote]
    kept_out: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def voters(self) -> int:
        return len({vote.voter for vote in self.votes})

    def sentences(self) -> Iterator[str]:
        """What would happen, then every row that is left out, and why."""
        yield _("The question: {words}").format(words=self.words)
        yield ngettext(
            "{n} statement comes in.", "{n} statements come in.", len(self.statements)
        ).format(n=len(self.statements))
        yield ngettext("{n} vote", "{n} votes", len(self.votes)).format(n=len(self.votes)) + (
            ngettext(" by {n} person without a name.", " by {n} people without names.", self.voters)
        ).format(n=self.voters)
        if self.kept_out:
            yield ngettext(
                "{n} statement stays out, as moderators there wished.",
                "{n} statements stay out, as moderators there wished.",
                self.kept_out,
            ).format(n=self.kept_out)
        yield from self.wrong

    def __str__(self) -> str:
        return "\n".join(self.sentences())


def read(folder: Path, words: str = "") -> Conversation:
    """Read the files of a folder, or refuse it with a sentence. The question is the topic that
    the summary names, unless other words are given."""
    wrong: list[str] = []
    comments = _comments(folder, wrong)
    fit = {one.statement: one for one in comments if one.moderated != KEPT_OUT}
    votes = _votes(folder, wrong)
    known = {one.statement for one in comments}
    unknown = sorted({vote.statement for vote in votes} - known)
    wrong += [
        _("Votes on statement {n} are left out: the comments do not have it.").format(n=n)
        for n in unknown
    ]
    kept = [vote for vote in votes if vote.statement in fit]
    if not kept:
        raise Refused(_("There is no vote in these files on a statement that has words."))
    topic = " ".join((words or _topic(folder)).split())[:LONGEST_QUESTION]
    if not topic:
        raise Refused(_('Say what was asked, with --question "..."'))
    return Conversation(topic, list(fit.values()), kept, len(comments) - len(fit), wrong)


def _comments(folder: Path, wrong: list[str]) -> list[Comment]:
    """The statements that have words and are there once."""
    file = _one(folder, "comments.csv")
    if file is None:
        raise Refused(_("There is no comments.csv in this folder. Polis puts the words there."))
    found: dict[int, Comment] = {}
    for one in _read(file, read_comments, wrong):
        if not one.words or len(one.words) > LONGEST_STATEMENT:
            wrong.append(
                _("{file}: statement {n} has no words, or too many.").format(
                    file=file.name, n=one.statement
                )
            )
        elif one.statement in found:
            wrong.append(
                _("{file}: statement {n} stands there twice.").format(
                    file=file.name, n=one.statement
                )
            )
        else:
            found[one.statement] = one
    return list(found.values())


def _votes(folder: Path, wrong: list[str]) -> list[Vote]:
    """Each vote by its time, where the files say that; else as the participants' file has it."""
    participants = _one(folder, "participants-votes.csv")
    votes = _one(folder, "votes.csv", but=participants)
    if votes is not None:
        return _read(votes, read_votes, wrong)
    if participants is not None:
        return votes_of(_read(participants, read_participants, wrong))
    raise Refused(_("There is no votes.csv and no participants-votes.csv in this folder."))


def _read[Row](file: Path, reader: Reader[Row], wrong: list[str]) -> list[Row]:
    here: list[str] = []
    try:
        return reader(file.read_bytes(), here)
    except ValueError as trouble:
        raise Refused(f"{file.name}: {trouble}") from trouble
    finally:
        wrong += [f"{file.name}: {one}" for one in here]


def _one(folder: Path, ending: str, but: Path | None = None) -> Path | None:
    """The file of this name, whatever Polis wrote before it."""
    files = sorted(file for file in folder.iterdir() if file.name.lower().endswith(ending))
    return next((file for file in files if file != but), None)


def _topic(folder: Path) -> str:
    """What the summary says the conversation is about."""
    file = _one(folder, "summary.csv")
    if file is None:
        return ""
    rows = csv.reader(file.read_text(encoding="utf-8-sig", errors="replace").splitlines())
    return next((row[1] for row in rows if len(row) > 1 and row[0].strip() == "topic"), "")


def bring_in(found: Conversation) -> Question:
    """Keep it as a closed question for members, and draw its map. The same a second time is
    refused."""
    question = _keep(found)
    draw(question)
    return question


@transaction.atomic
def _keep(found: Conversation) -> Question:
    here = Question.objects.filter(words=found.words, form=Form.AGREE)
    if here.filter(statements__votes_elsewhere__isnull=False).exists():
        raise Refused(_("This conversation is here already. Nothing was added."))
    question = Question.objects.create(
        words=found.words,
        slug=free_slug(found.words),
        about=_("Asked elsewhere, and brought in from Polis. Nobody here knows who voted."),
        form=Form.AGREE,
        closes_on=localdate(),
        closed_at=now(),
    )
    question.keep_index()
    _keep_votes(found, _keep_statements(question, found))
    return question


def _keep_statements(question: Question, found: Conversation) -> dict[int, Statement]:
    """Each statement by the number that Polis gave it."""
    kept = {}
    for one in found.statements:
        line = hear(
            one.words, said_by=None, during=question.words[:160], kind="statement",
            url=question.get_absolute_url(), freezes_on=question.closes_on,
        )  # fmt: skip
        kept[one.statement] = Statement.objects.create(question=question, heard=line)
    return kept


def _keep_votes(found: Conversation, statements: dict[int, Statement]) -> None:
    numbers = {voter: n for n, voter in enumerate(sorted({one.voter for one in found.votes}), 1)}
    VoteElsewhere.objects.bulk_create(
        (
            VoteElsewhere(
                statement=statements[one.statement],
                voter=numbers[one.voter],
                stance=one.answer,
            )
            for one in found.votes
        ),
        batch_size=1000,
    )
