"""Asks and offers as cards: who takes one up, when it is done, and whether it is still needed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.models.answers import Answer, in_lines
from hearth.gatherings.topics import to_person
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind as Post, Letter
from hearth.ground.live import tell
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows

RESTS_AFTER = timedelta(days=7)
"""So long after we asked, a card that nobody answered for rests. It can be woken."""


class Taking(models.Model):
    """Somebody said that they can help, or would like what is offered. The first is the card's
    owner; others may help too. Who lets go leaves no trace."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="takings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)
    words = models.TextField(_("a few words to them"), blank=True, max_length=2000)
    shares_address = models.BooleanField(_("They may write to my address"), default=False)
    shows_name = models.BooleanField(_("Show on the card that it is me"), default=False)
    reply = models.TextField(_("your answer"), blank=True, max_length=2000)
    reply_shares_address = models.BooleanField(_("They may write to my address"), default=False)
    replied_at = models.DateTimeField(null=True)

    objects = Rows.as_manager()

    personal: ClassVar = {
        "person": Personal("to tell the one who asked", "the one who asked, and whom you wish"),
        "words": Personal("to tell the one who asked", "the one who asked"),
        "reply": Personal("to answer the one who can help", "you and the one who asked"),
    }

    class Meta:
        ordering = ("at", "pk")
        constraints = [models.UniqueConstraint(fields=["answer", "person"], name="taken_once_each")]

    def __str__(self) -> str:
        return f"{self.person}: {self.answer}"

    @transaction.atomic
    def let_go(self) -> None:
        """Cannot help after all. Whoever asked hears of it, if they heard of the offer."""
        card = self.answer
        card.gathering.locked()
        if not Taking.objects.filter(pk=self.pk).delete()[0]:
            return
        had_not_left = _forget(card, f"taken:{self.pk}")
        if not had_not_left and card.person and not _is_closed(card):
            taken = card.takings.exists()
            subject = gettext("Somebody cannot after all")
            write_about(
                card.person,
                card,
                subject,
                "let_go",
                taking=self,
                taken=taken,
                topic=to_person(self.person, card.gathering) if card.shows_name else "",
            )
        tell(card.gathering.live_topic)

    def release(self) -> None:
        """The card is gone for this person. They hear that once, and not why."""
        if Taking.objects.filter(pk=self.pk).delete()[0]:
            subject = gettext("You need do nothing")
            write_about(self.person, self.answer, subject, "gone", button=None)

    @transaction.atomic
    def answer_back(self, words: str, *, shares_address: bool, by: Person) -> None:
        """Whoever asked answers, once, and is known by name from here on."""
        card = self.answer
        if card.person != by:
            raise Refused(_("Only the person who said it can answer."))
        card.gathering.locked()
        first = Taking.objects.filter(pk=self.pk, replied_at=None)
        self.reply, self.reply_shares_address = in_lines(words), shares_address
        kept = {"reply": self.reply, "reply_shares_address": shares_address}
        if first.update(replied_at=now(), **kept):
            subject = gettext("{name} answers you").format(name=by.name)
            write_about(
                self.person,
                card,
                subject,
                "answer_back",
                taking=self,
                asker=by,
                topic=to_person(by, card.gathering),
            )


WITH_TAKERS = models.Prefetch("takings", Taking.objects.select_related("person"))
"""What a list of cards fetches, in one query, to say who took each up."""


class Closing(models.Model):
    """An ask or an offer is done, is no longer needed, or rests. Its person can open it again."""

    class Why(models.TextChoices):
        DONE = "done", _("Done")
        NOT_NEEDED = "not-needed", _("No longer needed")
        RESTED = "rested", _("Rests")

    answer = models.OneToOneField(Answer, models.CASCADE, related_name="closing")
    why = models.CharField(max_length=12, choices=Why)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    personal: ClassVar = {"by": Personal("to know who closed it", "you", Erase.EMPTIED)}
    impersonal = ("why",)

    def __str__(self) -> str:
        return f"{self.answer}: {self.get_why_display()}"


class Renewal(models.Model):
    """We asked, once, whether it is still needed; or its person said by themselves that it is."""

    answer = models.OneToOneField(Answer, models.CASCADE, related_name="renewal")
    asked_at = models.DateTimeField(null=True)
    renewed_at = models.DateTimeField(null=True)

    personal: ClassVar[dict[str, Personal]] = {}

    def __str__(self) -> str:
        return str(self.answer)


@transaction.atomic
def take_up(
    card: Answer,
    *,
    by: Person,
    words: str = "",
    shares_address: bool = False,
    shows_name: bool = False,
) -> Taking:
    """Say that one can help. Whoever asked gets one letter and stays unknown unless they
    answer. Twice is once; two people at once both may."""
    card.gathering.locked()
    found = Answer.objects.cards().readable_anywhere_by(by).filter(pk=card.pk).first()
    if found is None:
        raise Refused(_("This card was taken back. Thank you all the same."))
    if found.person == by:
        raise Refused(_("This card is your own. Others see it and can help."))
    if _is_closed(found):
        raise Refused(_("This card is closed: nothing more is needed. Thank you all the same."))
    wishes = {"words": in_lines(words), "shares_address": shares_address, "shows_name": shows_name}
    taking, is_new = Taking.objects.get_or_create(answer=found, person=by, defaults=wishes)
    if is_new and found.person:
        subject = gettext("{name} takes up your card").format(name=by.name)
        write_about(
            found.person,
            found,
            subject,
            "taken",
            once=f"taken:{taking.pk}",
            taking=taking,
            topic=f"taking-{taking.pk}",
        )
        tell(found.gathering.live_topic)
    return taking


@transaction.atomic
def close(card: Answer, why: Closing.Why, *, by: Person) -> None:
    """It is done, or no longer needed. Those who took it up hear so. Twice is once."""
    _refuse_if_not_theirs(card, by)
    card.refuse_if_gone()
    closing, is_new = Closing.objects.get_or_create(answer=card, defaults={"why": why, "by": by})
    if not is_new and closing.why == Closing.Why.RESTED:
        Closing.objects.filter(pk=closing.pk).update(why=why, by=by, at=now())
    if is_new:
        for taking in card.takings.select_related("person"):
            subject, once = gettext("It is settled. Thank you"), f"closed:{taking.pk}"
            write_about(taking.person, card, subject, "closed", once=once, why=why)
    _forget(card, "still")
    tell(card.gathering.live_topic)


@transaction.atomic
def renew(card: Answer, *, by: Person) -> None:
    """It is still needed: the card stands open for another thirty days, or opens again."""
    _refuse_if_not_theirs(card, by)
    card.refuse_if_gone()
    Closing.objects.filter(answer=card).delete()
    Renewal.objects.update_or_create(answer=card, defaults={"renewed_at": now()})
    tell(card.gathering.live_topic)


def card_page(card: Answer) -> str:
    return reverse("gatherings:card", args=[card.pk])


def _refuse_if_not_theirs(card: Answer, by: Person) -> None:
    if card.person != by:
        raise Refused(_("Only the person who said it can change it."))


def _is_closed(card: Answer) -> bool:
    return Closing.objects.filter(answer=card).exists()


def _forget(card: Answer, what: str) -> int:
    """Letters about this card that have not left yet never do; returns how many."""
    waiting = Letter.objects.waiting().filter(once__startswith=f"card:{card.pk}:{what}:")
    return waiting.delete()[0]


def write_about(
    to: Person, card: Answer, subject: str, letter: str, *, once: str = "", **about: Any
) -> int:
    button = about.pop("button", (gettext("Open the card"), card_page(card)))
    return post(
        [to],
        f"{subject}: {card.gathering.title}",
        f"gatherings/letters/{letter}.txt",
        kind=Post.CARDS,
        button=button,
        once=f"card:{card.pk}:{once}" if once else "",
        card=card,
        gathering=card.gathering,
        **about,
    )
