"""Somebody tells who looks after a space that something is wrong, and hears what came of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.conversations.models.messages import Message
from hearth.conversations.models.pictures import in_words, pictures_are_on
from hearth.conversations.models.spaces import Space
from hearth.ground.accounts import Person, PersonQuerySet
from hearth.ground.books.post import Kind, post
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows

ANSWERED_WITHIN = timedelta(hours=24)
ASKED_AGAIN_AFTER = timedelta(hours=20)
KEPT = timedelta(days=365)
QUEUE = "/space/care/"
MOST_WORDS = 12_000


class What(models.TextChoices):
    """What may be wrong."""

    HURTS = "hurts", _("It hurts or insults somebody")
    PEACE = "peace", _("Somebody is not left in peace")
    PRIVATE = "private", _("It shows something private")
    DANGER = "danger", _("Somebody may be in danger")
    LAW = "law", _("It may be against the law")
    TRICK = "trick", _("It is advertising or a trick")
    OTHER = "other", _("Something else")


class Helps(models.TextChoices):
    """What would help whoever tells it."""

    NOTE = "note", _("Only keep a note of it")
    TALK = "talk", _("Talk with me about it")
    SPEAK = "speak", _("Speak to them for me")
    TOGETHER = "together", _("Bring us together, with somebody there")
    REMOVE = "remove", _("Take it away")


class ReportQuerySet(Rows["Report"]):
    def readable_by(self, person: Person) -> Self:
        """Told to this person. Nobody else who looks after anything finds it."""
        return self.filter(readers=person)

    def told_by(self, person: Person) -> Self:
        return self.filter(by=person)

    def waiting(self) -> Self:
        """Nobody has said a word yet to whoever told it."""
        return self.filter(answers=None, closed_at=None)

    def open(self) -> Self:
        return self.filter(closed_at=None)


class Report(models.Model):
    """Something is wrong here: what, and what would help. Read by whom it was sent to alone.

    `quoted` are the words it is about as they stood then, as they may be taken back. Where no
    keeper of a group's space is left to send it to, stewards read what was told, and no words
    of the group.
    """

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    space = models.ForeignKey(Space, models.SET_NULL, null=True, related_name="+")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="reports")
    kind = models.CharField(_("what is wrong"), max_length=8, choices=What)
    helps = models.CharField(_("what would help"), max_length=8, choices=Helps)
    words = models.TextField(_("in your words"), max_length=4000, blank=True)
    quoted = models.TextField(blank=True)
    readers: models.ManyToManyField[Person, models.Model] = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+"
    )
    at = models.DateTimeField(default=now, editable=False, db_index=True)
    closed_at = models.DateTimeField(null=True, editable=False)

    objects = ReportQuerySet.as_manager()

    personal: ClassVar = {
        "by": Personal("to answer you", "those you chose", Erase.NAMELESS),
        "about": Personal("to see to it", "those it was sent to", Erase.EMPTIED, exported=False),
        "kind": Personal("to see to it", "those you chose", Erase.NAMELESS),
        "helps": Personal("to do what helps you", "those you chose", Erase.NAMELESS),
        "words": Personal("to see to it", "those you chose", Erase.NAMELESS, after_days=365),
        "quoted": Personal("to see what was meant", "those you chose", Erase.EMPTIED, False, 365),
        "readers": Personal("to know who sees to it", "whoever told it", exported=False),
    }

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def answer_by(self) -> datetime:
        """By when a person has looked."""
        return self.at + ANSWERED_WITHIN

    @transaction.atomic
    def answer(self, words: str, *, by: Person, closes: bool) -> ReportAnswer:
        """Say to whoever told it what happens now; and whether that is all."""
        if not self.readers.filter(pk=by.pk).exists():
            raise Refused(_("This was not sent to you."))
        if not words.strip():
            raise Refused(_("Write what happens now, or what you did."))
        given = ReportAnswer.objects.get_or_create(report=self, by=by, words=words.strip())[0]
        if closes and self.closed_at is None:
            self.closed_at = now()
            self.save(update_fields=["closed_at"])
        if self.by:
            post(
                [self.by],
                gettext("An answer to what you told us"),
                "conversations/letters/report_answered.txt",
                kind=Kind.CARE,
                button=(gettext("Read the answer"), "/me/reports/"),
                once=f"report-answer:{given.pk}",
                topic=f"report-{self.pk}",
            )
        return given

    @transaction.atomic
    def say_more(self, words: str) -> None:
        """More from whoever told it: it waits for those who read it once more."""
        today = Report.objects.select_for_update().get(pk=self.pk)
        if not words.strip():
            raise Refused(_("There are no words of yours in it."))
        if len(today.words) + len(words) > MOST_WORDS:
            raise Refused(_("That is more than we can keep here. Tell it anew on the page."))
        today.words = f"{today.words}\n\n{words.strip()}".strip()
        today.closed_at = None
        today.save(update_fields=["words", "closed_at"])
        once = f"report-more:{self.pk}:{len(today.words)}"
        _tell(today, today.readers.all(), "conversations/letters/report.txt", once=once)


class ReportAnswer(models.Model):
    """What somebody who looks after the space says to whoever told it."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="answers")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    words = models.TextField(max_length=4000)
    at = models.DateTimeField(default=now, editable=False)

    personal: ClassVar = {
        "by": Personal("to know who answered", "whoever told it", Erase.NAMELESS),
        "words": Personal("to say what happens", "whoever told it", Erase.NAMELESS),
    }

    def __str__(self) -> str:
        return str(self.report)


def keepers_of(space: Space | None) -> PersonQuerySet:
    """Who looks after it: a group's own keepers, who are in it; else its keepers and stewards."""
    if space is None:
        return Person.objects.stewards()
    mine = space.keepings.now().values("person")
    if space.is_of_a_group:
        return Person.objects.members().filter(pk__in=mine, groups=space.group_id)
    stewards = Person.objects.stewards().values("pk")
    return Person.objects.members().filter(models.Q(pk__in=mine) | models.Q(pk__in=stewards))


def who_could_read(space: Space | None, about: Person | None) -> tuple[list[Person], bool]:
    """To whom it can be sent, never to the one it is about; and whether they see the space."""
    others = keepers_of(space).exclude(pk=about.pk if about else 0).by_name()
    if space is None or not space.is_of_a_group or others.exists():
        return list(others), True
    return list(keepers_of(None).exclude(pk=about.pk if about else 0).by_name()), False


@transaction.atomic
def tell_keepers(
    *,
    by: Person,
    kind: str,
    helps: str,
    words: str = "",
    message: Message | None = None,
    about: Person | None = None,
    without: Collection[int] = (),
) -> Report:
    """Something is wrong with a message, or with how somebody treats people. It goes to those
    who look after it, but not to the one it is about and to nobody whom its writer left out."""
    space = message.thread.space if message else None
    about = message.by if message else about
    could, see_it = who_could_read(space, about)
    readers = [one for one in could if one.pk not in without and one.pk != by.pk]
    if not readers:
        raise Refused(_("Leave at least one person, or nobody can read it."))
    same = Report.objects.filter(by=by, message=message, about=about, words=words, kind=kind)
    twice = same.filter(at__gt=now() - timedelta(minutes=10)).first()
    if twice:
        return twice
    quoted = _quoted(message) if message and see_it else ""
    about_it = {"space": space, "message": message, "about": about, "quoted": quoted}
    told = Report.objects.create(by=by, kind=kind, helps=helps, words=words, **about_it)
    told.readers.set(readers)
    _tell(told, readers, "conversations/letters/report.txt", once=f"report:{told.pk}")
    return told


def _quoted(message: Message) -> str:
    """The words as they stand, under the title where they begin a thread."""
    words = in_words(message, with_picture=pictures_are_on())
    return f"{message.thread}\n\n{words}" if message.is_first else words


def _tell(told: Report, readers: Collection[Person], letter: str, *, once: str) -> int:
    button = (gettext("See what it is"), QUEUE)
    subject = gettext("Somebody says that something is wrong")
    topic = f"report-{told.pk}"
    return post(readers, subject, letter, kind=Kind.STEWARDS, button=button, once=once, topic=topic)


def remind_of_reports() -> int:
    """Before the day is over that was promised, those who can read it are asked once more."""
    late = Report.objects.waiting().filter(at__lte=now() - ASKED_AGAIN_AFTER)
    letter = "conversations/letters/report_waits.txt"
    return sum(
        _tell(told, told.readers.all(), letter, once=f"report-waits:{told.pk}")
        for told in late.order_by("pk")
    )


def forget_reports() -> int:
    """A year after it was settled nothing is left of it; returns how many went."""
    return Report.objects.filter(closed_at__lte=now() - KEPT).delete()[0]
