"""A reply to a question: one a person, changed as often as they like until the last day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.books import Contribution, Wish, hear
from hearth.ground.live import tell
from hearth.ground.privacy import Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.listening.models.questions import Form, Option, Question


class Suits(models.IntegerChoices):
    """How a time or a choice suits somebody. The words on the page differ by form."""

    NO = 0, _("No")
    IF_NEED_BE = 1, _("If need be")
    YES = 2, _("Yes")
    GLADLY = 3, _("Gladly")


class Reply(models.Model):
    """That somebody answered. Their words are a contribution with its wish; what they chose is
    counted, and shown with their name only under the wish for that."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="replies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)
    wish = models.CharField(max_length=8, choices=Wish, default=Wish.MEMBERS)
    heard = models.OneToOneField(Contribution, models.SET_NULL, null=True, related_name="+")

    objects = Rows.as_manager()

    personal: ClassVar = {
        "person": Personal("so that you can change what you answered", "you"),
        "wish": Personal("to show it to nobody else", "you"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "person"], name="one_reply_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.question}"


class Choice(models.Model):
    """How one option suits whoever replied, and why, if they said why."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="choices")
    option = models.ForeignKey(Option, models.CASCADE, related_name="choices")
    suits = models.PositiveSmallIntegerField(choices=Suits)
    heard = models.OneToOneField(Contribution, models.SET_NULL, null=True, related_name="+")

    objects = Rows.as_manager()

    personal: ClassVar = {"suits": Personal("to find what suits most of us", "nobody by name")}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reply", "option"], name="one_choice_an_option")
        ]

    def __str__(self) -> str:
        return f"{self.option}: {self.get_suits_display()}"


type Chosen = Mapping[Option, tuple[Suits, str]]
"""How each option suits, with a reason that may be empty."""


@transaction.atomic
def reply_to(
    question: Question,
    *,
    person: Person,
    words: str = "",
    wish: Wish = Wish.MEMBERS,
    chosen: Chosen | None = None,
    keeps_choices: bool = False,
) -> Reply:
    """Keep what somebody answers; what they answered before gives way to it. Words and reasons
    go into the hearing book under the wish, and leave it when they are taken out. Who answers
    in words alone, by mail, `keeps_choices` of before.

    Refuses an answer that says nothing, options of another question, and one after the end.
    """
    question = Question.objects.select_for_update().get(pk=question.pk)
    question.refuse_unless_open()
    chosen = chosen or {}
    _refuse_strangers(question, chosen)
    if not words.strip() and not chosen:
        raise Refused(_("Say something, or choose something."))
    reply, _is_new = Reply.objects.get_or_create(question=question, person=person)
    reply.wish, reply.at = wish, now()
    reply.heard = _kept(reply.heard, words, reply, kind="reply")
    reply.save()
    if not keeps_choices:
        _choose(reply, chosen)
    tell(question.live_topic)
    return reply


def _choose(reply: Reply, chosen: Chosen) -> None:
    """Keep the choices as they are now, with their reasons."""
    before = {choice.option_id: choice for choice in reply.choices.all()}
    for option, (suits, reason) in chosen.items():
        choice = before.pop(option.pk, None) or Choice(reply=reply, option=option)
        choice.suits = suits
        said = f"{option.words}: {reason.strip()}" if reason.strip() and option.words else reason
        choice.heard = _kept(choice.heard, said, reply, kind="reason")
        choice.save()
    for choice in before.values():
        _kept(choice.heard, "", reply, kind="reason")
        choice.delete()


def _kept(
    heard: Contribution | None, words: str, reply: Reply, *, kind: str
) -> Contribution | None:
    """The line in the hearing book that says this now: a new one, the same reworded, or none."""
    words, wish = words.strip(), Wish(reply.wish)
    if not words:
        if heard:
            heard.withdraw()
        return None
    if heard is None:
        question = reply.question
        return hear(
            words, said_by=reply.person, during=question.words[:160],
            url=question.get_absolute_url(), wish=wish, kind=kind, freezes_on=question.closes_on,
        )  # fmt: skip
    if heard.words != words:
        heard.reword(words)
    if heard.wish != wish:
        heard.narrow(wish)
    return heard


@transaction.atomic
def wish_for(reply: Reply, wish: Wish, *, by: Person) -> None:
    """Let fewer people see it, at any time; more only while the question is open."""
    if reply.person != by:
        raise Refused(_("Only the person who said it can change who sees it."))
    if not wish.is_narrower_than(Wish(reply.wish)) and wish != reply.wish:
        reply.question.refuse_unless_open()
    reply.wish = wish
    reply.save(update_fields=["wish"])
    reasons = [choice.heard for choice in reply.choices.select_related("heard")]
    for heard in filter(None, [reply.heard, *reasons]):
        heard.narrow(wish)
    tell(reply.question.live_topic)


@transaction.atomic
def take_back(reply: Reply, *, by: Person) -> None:
    """Take an answer back, at any time, closed or not: the words leave the hearing book too."""
    if reply.person != by:
        raise Refused(_("Only the person who said it can take it back."))
    for choice in reply.choices.exclude(heard=None).select_related("heard"):
        _kept(choice.heard, "", reply, kind="reason")
    _kept(reply.heard, "", reply, kind="reply")
    topic = reply.question.live_topic
    reply.delete()
    tell(topic)


def _refuse_strangers(question: Question, chosen: Chosen) -> None:
    if any(option.question_id != question.pk for option in chosen):
        raise Refused(_("One of these choices belongs to another question."))
    if question.form == Form.HOW_MUCH and len(chosen) > 1:
        raise Refused(_("Choose one step of the scale."))
