"""Decisions of those who look after a space: what, by which line, how long, and how to appeal."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import localdate, now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.conversations.models.messages import Message
from hearth.conversations.models.reports import QUEUE, keepers_of
from hearth.conversations.models.spaces import Space
from hearth.conversations.models.threads import Thread
from hearth.ground.accounts import Person
from hearth.ground.books.post import Kind, post
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.ground.time import on

LONGEST_PAUSE = 180


class DecisionQuerySet(Rows["Decision"]):
    def standing(self) -> Self:
        """Not lifted, and not over by itself."""
        return self.filter(Q(until=None) | Q(until__gt=now()), lifted_at=None)

    def pausing(self, person: Person, space: Space) -> Self:
        return self.standing().filter(what=Decision.What.PAUSE, about=person, space=space)

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class Decision(models.Model):
    """Somebody who looks after a space decided something about what is said in it. The one it is
    about is told what, why, how long, and who else can look at it again. Everybody reads in the
    log what was decided and by which line of the charter, and no name and no words."""

    class What(models.TextChoices):
        HIDE = "hide", _("A message is not shown")
        PAUSE = "pause", _("Somebody does not write in a space for a time")
        CLOSE = "close", _("A thread takes no more words")

    what = models.CharField(max_length=5, choices=What)
    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    thread = models.ForeignKey(Thread, models.SET_NULL, null=True, related_name="decisions")
    message = models.ForeignKey(Message, models.SET_NULL, null=True, related_name="decisions")
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    line = models.CharField(_("the line of the charter"), max_length=120)
    reason = models.TextField(_("why"), max_length=2000)
    until = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now, editable=False)
    lifted_at = models.DateTimeField(null=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    personal: ClassVar = {
        "about": Personal("to tell you what was decided", "you and keepers", Erase.NAMELESS),
        "reason": Personal("to tell you why", "you and keepers", Erase.EMPTIED),
        "by": Personal("to have somebody else look again", "keepers", Erase.EMPTIED),
    }
    impersonal = ("what", "line")

    class Meta:
        indexes = [models.Index(fields=["about", "space", "what"], name="decisions_about")]

    def __str__(self) -> str:
        return str(self.get_what_display())

    def get_absolute_url(self) -> str:
        return f"/me/decisions/{self.pk}/"

    @property
    def days(self) -> int | None:
        """How long it lasts, for the log; None where it has no end of its own."""
        return None if self.until is None else (localdate(self.until) - localdate(self.at)).days

    @transaction.atomic
    def lift(self) -> None:
        """It is as before. Twice changes nothing."""
        if self.lifted_at:
            return
        self.lifted_at = now()
        self.save(update_fields=["lifted_at"])
        if self.what == self.What.HIDE and self.message:
            release(self.message)
        if self.what == self.What.CLOSE and self.thread:
            self.thread.closed_at = None
            self.thread.save(update_fields=["closed_at"])

    @transaction.atomic
    def appeal(self, words: str, *, by: Person) -> Appeal:
        """Somebody else looks again. Once; asked twice it is one."""
        if by.pk != self.about_id:
            raise Refused(_("Only the one it is about can ask for that."))
        if not words.strip():
            raise Refused(_("Write what we should look at again."))
        before = Appeal.objects.filter(decision=self).first()
        if before:
            return before
        other = who_looks_again(self)
        if other is None:
            raise Refused(_("Nobody else looks after this yet. Write to the stewards."))
        asked = Appeal.objects.create(decision=self, to=other, words=words.strip())
        post(
            [other],
            gettext("Please look again at something decided by somebody else"),
            "conversations/letters/appeal.txt",
            kind=Kind.STEWARDS,
            button=(gettext("Look at it"), QUEUE),
            once=f"appeal:{asked.pk}",
            topic=f"decision-{self.pk}",
        )
        return asked


class Appeal(models.Model):
    """The one it is about asks that somebody else looks again; and what that person says."""

    class Outcome(models.TextChoices):
        STAYS = "stays", _("It stays as it is")
        ENDS = "ends", _("It is taken back")

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="appealed")
    words = models.TextField(max_length=4000)
    at = models.DateTimeField(default=now, editable=False)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=5, choices=Outcome, blank=True)
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)

    objects = Rows.as_manager()

    personal: ClassVar = {
        "words": Personal("to look at it again", "you and who looks again"),
        "to": Personal("to know who looks again", "you", Erase.EMPTIED, exported=False),
        "answer": Personal("to tell you what came of it", "you"),
    }
    impersonal = ("outcome",)

    def __str__(self) -> str:
        return str(self.decision)

    @transaction.atomic
    def settle(self, outcome: str, words: str, *, by: Person) -> None:
        """Whoever looked again says what holds now. Once."""
        if by.pk != self.to_id:
            raise Refused(_("Somebody else was asked to look at this."))
        if outcome not in self.Outcome.values or not words.strip():
            raise Refused(_("Choose what holds, and say why."))
        if self.answered_at:
            return
        self.outcome, self.answer, self.answered_at = outcome, words.strip(), now()
        self.save()
        if outcome == self.Outcome.ENDS:
            self.decision.lift()
        _write_to_them(self.decision, gettext("What came of looking again"), "appeal_settled")


def who_looks_again(decision: Decision) -> Person | None:
    """Another who looks after the space, with the fewest of these so far; where a group has no
    second keeper, a steward, who reads what was decided and not what was said."""
    for space in (decision.space, None):
        others = keepers_of(space).exclude(pk__in=[decision.by_id or 0, decision.about_id or 0])
        people = {one.pk: one for one in others.order_by("pk")}
        asked = Appeal.objects.filter(to__in=people).order_by().values_list("to")
        so_far = dict(asked.annotate(many=models.Count("pk")))
        if people:
            return min(people.values(), key=lambda one: (so_far.get(one.pk, 0), one.pk))
    return None


@transaction.atomic
def decide(
    what: str,
    *,
    by: Person,
    message: Message,
    line: str,
    reason: str,
    until: date | None = None,
) -> Decision:
    """Not shown, no more words in its thread, or its writer does not write here until a day.
    The one it is about is told at once, with the line, the reason, and how to appeal."""
    thread, space = message.thread, message.thread.space
    if not space.is_kept_by(by):
        raise Refused(_("Only who looks after the space can decide that."))
    about = thread.by if what == Decision.What.CLOSE else message.by
    if about is not None and about.pk == by.pk:
        raise Refused(_("This is about you. Somebody else has to look at it."))
    if not line.strip() or not reason.strip():
        raise Refused(_("Say which line it is about, and why."))
    end = _end_of(what, until)
    same = {Decision.What.HIDE: Q(message=message), Decision.What.CLOSE: Q(thread=thread)}
    if what == Decision.What.PAUSE and about is None:
        raise Refused(_("Whoever wrote it has left already."))
    theirs = same.get(Decision.What(what), Q(about=about))
    before = Decision.objects.standing().filter(theirs, what=what, space=space).first()
    if before:
        return before
    made = Decision.objects.create(
        what=what, by=by, about=about, space=space, thread=thread, message=message,
        line=line.strip()[:120], reason=reason.strip(), until=end,
    )  # fmt: skip
    if what == Decision.What.HIDE:
        message.hold()
    if what == Decision.What.CLOSE:
        thread.close(by=by)
    _write_to_them(made, gettext("Somebody decided something about what you wrote"), "decided")
    return made


def _end_of(what: str, until: date | None) -> datetime | None:
    if what != Decision.What.PAUSE:
        return None
    if until is None or not localdate() < until <= localdate() + timedelta(days=LONGEST_PAUSE):
        raise Refused(_("Choose a day after today, at most half a year from now."))
    return on(until, time(0, 0))


def release(message: Message) -> None:
    """It stands for everybody from here on."""
    if message.is_held:
        message.released_at = now()
        message.save(update_fields=["released_at"])
        message.catch_up()


@transaction.atomic
def let_through(message: Message, *, by: Person) -> None:
    """A person looked, and all is well. Twice changes nothing."""
    if not message.thread.space.is_kept_by(by):
        raise Refused(_("Only who looks after the space can decide that."))
    if message.decisions.standing().exists():
        raise Refused(_("Somebody decided about this already."))
    release(message)


def _write_to_them(decision: Decision, subject: str, letter: str) -> None:
    if decision.about is None:
        return
    post(
        [decision.about],
        subject,
        f"conversations/letters/{letter}.txt",
        kind=Kind.CARE,
        button=(gettext("Read it, and what you can do"), decision.get_absolute_url()),
        once=f"{letter}:{decision.pk}",
        topic=f"decision-{decision.pk}",
        decision=decision,
    )
