"""A thread: somebody begins, others answer."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.conversations.models.sight import Sight, sight_of
from hearth.conversations.models.spaces import Space
from hearth.ground.accounts import Person
from hearth.ground.books import Entry, Wish
from hearth.ground.live import tell
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows


class Kind(models.TextChoices):
    """What somebody hopes for who begins a thread."""

    TALK = "talk", _("Something to talk about")
    QUESTION = "question", _("A question")
    ASK = "ask", _("I am looking for something")
    OFFER = "offer", _("I have something to give")
    OPPORTUNITY = "opportunity", _("A chance: a fund, a job, an event")


OPEN_WISHES = (Wish.NAMED, Wish.PUBLIC)
"""The wishes under which passers-by may read what is said in an open space."""

EXPIRING = (Kind.ASK, Kind.OFFER, Kind.OPPORTUNITY)
"""These may have a last day, and expire by themselves."""


class ThreadQuerySet(Rows["Thread"]):
    def visible_to(self, person: Person | None) -> Self:
        """Threads that this person may see: see `seen_with`."""
        return self.seen_with(sight_of(person))

    def seen_with(self, sight: Sight) -> Self:
        """Threads of spaces that somebody sees, as far as they may read how it began. One whose
        first words wait for a human, or that nobody's words are left in, is there for its
        writer and its keepers alone."""
        seen = self.filter(space__in=sight.spaces)
        if not sight.is_members:
            return seen.filter(newest_open__isnull=False)
        stands = Q(newest__isnull=False) | Q(by=sight.person)
        seen = seen.filter(stands | Q(space__in=sight.kept))
        return seen.exclude(sight.not_read(space="space"))

    def listed_for(self, person: Person | None) -> Self:
        """Those that lists show this person: see `listed_with`."""
        return self.listed_with(sight_of(person))

    def listed_with(self, sight: Sight) -> Self:
        """Those with words that somebody may read, of a space that they may see already. Cheap,
        however many there are."""
        if not sight.is_members:
            return self.filter(newest_open__gt=0)
        return self.filter(newest__gt=0).exclude(sight.not_read(space="space"))

    def open(self) -> Self:
        """Those that take more words: not closed by somebody, and their last day not past."""
        still = Q(closes_on=None) | Q(closes_on__gte=localdate())
        return self.filter(still, closed_at=None)

    def waiting(self) -> Self:
        """Open questions that nobody but the one who asked has answered, and that are not
        settled. Words that wait for a human, or were taken back, are no question yet."""
        return self.open().filter(kind=Kind.QUESTION, answered_at=None, newest__gt=0)

    def latest_first(self, person: Person | None) -> Self:
        """By the newest words that this person may read."""
        is_member = person is not None and person.is_member
        return self.order_by("-newest" if is_member else "-newest_open")

    def longest_waiting_first(self) -> Self:
        return self.order_by("at", "pk")

    def closing_soonest_first(self) -> Self:
        return self.order_by(F("closes_on").asc(nulls_last=True), "-newest")


class Thread(models.Model):
    """Something that people talk about in a space. Who may see it is who may see the space; in
    an open space, passers-by see it where its first words are for them.

    `newest` is the number (pk) of the newest message that members may read, `newest_open` that
    passers-by may. Lists are sorted by it, and what is new to somebody is what is above their
    bookmark. Both, and `answered_at`, are derived, and kept because a list of 20,000 threads
    with 200,000 messages behind it cannot be sorted otherwise within its budget.
    `Thread.catch_up` alone writes them. `last` is the number in the thread that was given out
    last: a page of the thread is fifty numbers, so that nobody has to count.
    """

    space = models.ForeignKey(Space, models.PROTECT, related_name="threads")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.TALK)
    title = models.CharField(_("title"), max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now, editable=False)
    closes_on = models.DateField(_("last day"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    newest = models.PositiveBigIntegerField(null=True, editable=False)
    newest_open = models.PositiveBigIntegerField(null=True, editable=False)
    last = models.PositiveIntegerField(default=0, editable=False)

    objects = ThreadQuerySet.as_manager()

    personal: ClassVar = {
        "by": Personal("to know who began it", "who sees the space", Erase.NAMELESS),
    }
    impersonal = ("kind", "title")  # a title goes with its first words: see `leaving.py`

    class Meta:
        indexes = [
            models.Index(fields=["space", "-newest"], name="threads_of_a_space"),
            models.Index(fields=["space", "-newest_open"], name="open_threads_of_a_space"),
            models.Index(fields=["space", "kind", "-newest"], name="threads_of_a_kind"),
            models.Index(fields=["kind", "answered_at", "at"], name="threads_waiting"),
            models.Index(fields=["kind", "closes_on"], name="threads_closing"),
        ]

    def __str__(self) -> str:
        return self.title or gettext("A thread whose first words were taken back")

    def get_absolute_url(self) -> str:
        return reverse("conversations:thread", args=[self.pk])

    @property
    def topic(self) -> str:
        """What its page listens to, and what a reply by mail is about."""
        return f"thread-{self.pk}"

    @property
    def is_question(self) -> bool:
        return self.kind == Kind.QUESTION

    @property
    def has_expired(self) -> bool:
        return self.closes_on is not None and self.closes_on < localdate()

    @property
    def takes_words(self) -> bool:
        return self.closed_at is None and not self.has_expired

    @property
    def waits(self) -> bool:
        return self.is_question and self.answered_at is None and self.takes_words

    @property
    def waits_for_days(self) -> int:
        """How long a question has waited, in days of the calendar here."""
        return (localdate() - localdate(self.at)).days

    def may_be_closed_by(self, person: Person | None) -> bool:
        """Whoever began it may, and who looks after the space."""
        if person is None or not person.is_member:
            return False
        return person.pk == self.by_id or self.space.is_kept_by(person)

    @transaction.atomic
    def close(self, *, by: Person) -> None:
        """No more words here. Twice changes nothing."""
        self._refuse_unless_theirs(by)
        if self.closed_at is None:
            self.closed_at = now()
            self.save(update_fields=["closed_at"])
            tell(self.topic)

    @transaction.atomic
    def reopen(self, *, by: Person) -> None:
        """It takes words again; one whose last day is past needs another last day first."""
        self._refuse_unless_theirs(by)
        if self.decisions.filter(what="close", lifted_at=None).exists():
            raise Refused(_("Somebody decided that it is closed. Ask for another look at that."))
        self.closed_at = None
        self.save(update_fields=["closed_at"])
        tell(self.topic)

    @transaction.atomic
    def retitle(self, title: str, *, by: Person) -> None:
        """Another title. The books follow with its first message (`Message.catch_up`)."""
        if by.pk != self.by_id:
            raise Refused(_("Only whoever began it can change it."))
        if not title.strip():
            raise Refused(_("Give it a title first."))
        self.take_title(" ".join(title.split())[:120])

    def take_title(self, title: str) -> None:
        """Keep a title, or none any more; also where its answers are found by search."""
        self.title = title
        self.save(update_fields=["title"])
        urls = [
            reverse("conversations:message", args=[self.pk, number])
            for number in range(2, self.last + 1)
        ]
        Entry.objects.filter(url__in=urls).update(title=str(self))

    @transaction.atomic
    def last_until(self, day: date | None, *, by: Person) -> None:
        """Another last day, or none."""
        self._refuse_unless_theirs(by)
        refuse_last_day(Kind(self.kind), day)
        self.closes_on = day
        self.save(update_fields=["closes_on"])
        tell(self.topic)

    def _refuse_unless_theirs(self, by: Person) -> None:
        if not self.may_be_closed_by(by):
            raise Refused(_("Only whoever began it can do that, or who looks after the space."))

    def catch_up(self) -> None:
        """Words came, changed or went: lists and open pages follow."""
        Thread.objects.select_for_update().get(pk=self.pk)
        standing = self.messages.standing()
        latest = standing.order_by("-number").values_list("pk", flat=True)
        self.newest = latest.first()
        self.newest_open = None
        open_ones = latest.filter(wish__in=OPEN_WISHES)
        if self.space.is_public and open_ones.filter(number=1).exists():
            self.newest_open = open_ones.first()
        answers = standing.filter(number__gt=1)
        if self.by_id:
            answers = answers.exclude(by=self.by_id)
        self.answered_at = answers.order_by("number").values_list("at", flat=True).first()
        self.save(update_fields=["newest", "newest_open", "answered_at"])
        tell(self.topic)
        tell(f"space-{self.space_id}")

    def next_number(self) -> int:
        """The number of the next message. Whoever takes one holds the thread until they are
        done, so that numbers and messages come in the same order."""
        Thread.objects.filter(pk=self.pk).update(last=F("last") + 1)
        self.refresh_from_db(fields=["last", "closed_at", "closes_on"])
        return self.last


def refuse_last_day(kind: Kind, day: date | None) -> None:
    if day and kind not in EXPIRING:
        raise Refused(_("Only an ask, an offer or a chance has a last day."))
    if day and day < localdate():
        raise Refused(_("That date has passed. Pick today or a later one."))


@transaction.atomic
def begin(
    space: Space,
    title: str,
    *,
    by: Person,
    kind: Kind = Kind.TALK,
    closes_on: date | None = None,
) -> Thread:
    """A thread without words yet: its first message comes right after, in the same transaction
    of whoever calls this. Refused where the space does not take this person's words."""
    if not title.strip():
        raise Refused(_("Give it a title first."))
    if not space.takes(by):
        raise Refused(_("You cannot write in this space."))
    refuse_last_day(kind, closes_on)
    title = " ".join(title.split())[:120]
    return Thread.objects.create(space=space, title=title, by=by, kind=kind, closes_on=closes_on)
