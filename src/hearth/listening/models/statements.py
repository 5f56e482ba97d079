"""Statements to a question, and who agrees, disagrees or passes on each."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, OuterRef, Subquery
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.ground.access import Shared
from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, Wish, hear
from hearth.ground.live import tell
from hearth.ground.privacy import Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.listening.agreement import AGREE, DISAGREE, PASS
from hearth.listening.models.questions import Form, Question, ask
from hearth.listening.models.replies import Reply

LONGEST = 140
"""A statement is one thought: so many letters and no more."""

TO_START = 3
MOST_EACH, MOST = 10, 200
"""How many statements one person may add, besides who asked, and how many a question holds."""


class StatementQuerySet(Rows["Statement"]):
    def readable_by(self, person: Person | None) -> Self:
        """Those whose words this reader may read, with the words at hand."""
        heard = Contribution.objects.visible_to(person)
        return self.filter(heard__in=heard.order_by().values("pk")).select_related("heard")

    def for_all(self) -> Self:
        """Those that more than stewards may read: these alone are counted and drawn."""
        return self.exclude(heard__wish=Wish.STEWARDS)

    def with_stance_of(self, person: Person | None) -> Self:
        """Each with what this person thinks of it as `stance`, or None."""
        mine = Vote.objects.filter(statement=OuterRef("pk"), person=person)
        return self.annotate(stance=Subquery(mine.values("stance")))

    def with_votes(self) -> Self:
        return self.annotate(how_many=Count("votes"))


class Statement(models.Model):
    """One thing that people can agree with or not. Its words are a contribution, under the wish
    of whoever said it; taken back there, it is gone here."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="statements")
    heard = models.OneToOneField(Contribution, models.CASCADE, related_name="+")

    objects = StatementQuerySet.as_manager()

    stance: int | None  # what a reader thinks of it, where the query was `with_stance_of`
    how_many: int  # votes on it, where the query was `with_votes`

    personal: ClassVar[dict[str, Personal]] = {}

    def __str__(self) -> str:
        return str(self.heard)

    @transaction.atomic
    def think(self, stance: Stance, *, person: Person) -> Vote:
        """What somebody thinks of it: one vote each, the last press counts, until the last day."""
        question = Question.objects.select_for_update().get(pk=self.question_id)
        question.refuse_unless_open()
        if not Statement.objects.readable_by(person).filter(pk=self.pk).exists():
            raise Refused(_("This statement was taken back. Look at the next one."))
        Reply.objects.get_or_create(question=question, person=person)
        vote, _is_new = Vote.objects.update_or_create(
            statement=self, person=person, defaults={"stance": stance, "at": now()}
        )
        return vote

    @transaction.atomic
    def take_off(self, *, by: Person) -> None:
        """Whoever said it takes it back, out of the hearing book too. Who asked, and stewards,
        take it off this question alone: the words stay those of the person who said them."""
        topic = self.question.live_topic
        if self.heard.said_by == by:
            self.heard.withdraw()
        elif self.question.is_asked_by(by):
            self.delete()
        else:
            raise Refused(_("Only the person who said it can take it back."))
        tell(topic)


class Stance(models.IntegerChoices):
    """What somebody thinks of a statement."""

    AGREE = AGREE, _("Agree")
    DISAGREE = DISAGREE, _("Disagree")
    PASS = PASS, _("Pass")


class Vote(models.Model):
    """What one person thinks of one statement. No page shows it to anybody else, and none shows
    who passed (rule G3)."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    stance = models.SmallIntegerField(choices=Stance)
    at = models.DateTimeField(default=now)

    objects = Rows.as_manager()

    personal: ClassVar = {
        "person": Personal("so that you can change what you think", "you"),
        "stance": Personal("to find what we agree on", "nobody by name"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statement", "person"], name="one_vote_a_statement"),
            models.CheckConstraint(
                condition=models.Q(stance__in=[AGREE, PASS, DISAGREE]),
                name="a_vote_is_one_of_three",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.statement}"


class VoteElsewhere(models.Model):
    """What somebody elsewhere thinks of a statement, brought in from a file. Nobody knows who
    they are: `voter` is a number that we gave, and one person elsewhere has one number."""

    statement = models.ForeignKey(Statement, models.CASCADE, related_name="votes_elsewhere")
    voter = models.PositiveIntegerField()
    stance = models.SmallIntegerField(choices=Stance)

    objects = Rows.as_manager()

    personal: ClassVar[dict[str, Personal]] = {}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "voter"], name="one_vote_elsewhere_a_statement"
            ),
            models.CheckConstraint(
                condition=models.Q(stance__in=[AGREE, PASS, DISAGREE]),
                name="a_vote_elsewhere_is_one_of_three",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voter}: {self.statement}"


@transaction.atomic
def say(question: Question, words: str, *, by: Person, wish: Wish = Wish.MEMBERS) -> Statement:
    """Add a statement for others to vote on. Refuses one that is empty, long, said already as
    far as they may read, or one too many."""
    question = Question.objects.select_for_update().get(pk=question.pk)
    question.refuse_unless_open()
    words = " ".join(words.split())
    _refuse_unfit(words)
    if said := _said_already(question, words, by):
        raise Refused(_("Somebody said this already: “{words}”").format(words=said))
    _refuse_too_many(question, by)
    line = hear(
        words, said_by=by, during=question.words[:160], url=question.get_absolute_url(),
        wish=wish, kind="statement", freezes_on=question.closes_on,
    )  # fmt: skip
    tell(question.live_topic)
    return Statement.objects.create(question=question, heard=line)


def _refuse_unfit(words: str) -> None:
    if not fold(words):
        raise Refused(_("Say it in a few words first."))
    if len(words) > LONGEST:
        raise Refused(_("Make it shorter: one thought, {most} letters.").format(most=LONGEST))


def _said_already(question: Question, words: str, by: Person) -> str:
    """The same statement as this person may read it already, or nothing."""
    said = question.statements.readable_by(by).values_list("heard__words", flat=True)
    return next((one for one in said if fold(one) == fold(words)), "")


def _refuse_too_many(question: Question, by: Person) -> None:
    mine = question.statements.filter(heard__said_by=by).count()
    if mine >= MOST_EACH and not question.is_asked_by(by):
        raise Refused(_("You said ten things. Leave some room for others."))
    if question.statements.count() >= MOST:
        raise Refused(_("There are {most} statements. That is enough to read.").format(most=MOST))


def fold(words: str) -> str:
    """Words without capitals, accents and marks, to see whether two say the same."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    kept = (sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join("".join(kept).split())


@transaction.atomic
def ask_to_vote(
    words: str, *, by: Person, closes_on: date, options: Sequence[object], **more: Any
) -> Question:
    """Ask a question with the first statements, at least three."""
    said = [str(one) for one in options]
    first = list({fold(one): one for one in said if fold(one)}.values())
    if len(first) < TO_START:
        raise Refused(_("Give at least three statements to start with."))
    question = ask(words, by=by, closes_on=closes_on, **{**more, "form": Form.AGREE})
    is_public = question.seen_by == Shared.SeenBy.EVERYONE
    for one in first:
        say(question, one, by=by, wish=Wish.PUBLIC if is_public else Wish.MEMBERS)
    return question


def voters_since(question: Question, moment: Any = None) -> int:
    """How many people voted, or changed a vote, since then; or ever, those elsewhere too."""
    votes = Vote.objects.filter(statement__question=question)
    if moment:
        return votes.filter(at__gt=moment).values("person").distinct().count()
    elsewhere = VoteElsewhere.objects.filter(statement__question=question)
    here = votes.values("person").distinct().count()
    return here + elsewhere.values("voter").distinct().count()
