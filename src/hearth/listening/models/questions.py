"""A question between meet-ups: one thing we want to know, until a day, and what comes back."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext_lazy as _

from hearth.ground.access import Shared, SharedQuerySet, open_to
from hearth.ground.accounts import Person
from hearth.ground.books import index, note
from hearth.ground.live import tell
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.ground.time import LONDON
from hearth.listening.zones import hour_in

RESERVED = {"new", "feed"}


class Form(models.TextChoices):
    """How people answer: in their own words, always, and beside them with one of these."""

    OPEN = "open", _("In their own words")
    WHEN = "when", _("When: which times suit")
    WHICH = "which", _("Which: how each choice suits")
    HOW_MUCH = "how-much", _("How much: one step of a scale")
    AGREE = "agree", _("Agree or disagree with what others say")


class QuestionQuerySet(SharedQuerySet["Question"]):
    def visible_to(self, person: Person | None) -> Self:
        """Questions to this person's audience, and those that a letter asked them."""
        seen = open_to(person)
        if person is not None:
            asked = Asking.objects.filter(person=person)
            seen |= Q(pk__in=asked.values("question"))
        return self.filter(seen)

    def counted(self) -> Self:
        """Each with how many answered, in the same question to the database."""
        return self.annotate(how_many=models.Count("replies"))

    def standing(self) -> Self:
        """Those that can still be answered."""
        return self.filter(closed_at=None, closes_on__gte=localdate())

    def first_to_close(self) -> Self:
        return self.order_by("closes_on", "pk")

    def closed(self) -> Self:
        return self.filter(Q(closed_at__isnull=False) | Q(closes_on__lt=localdate()))

    def newest_first(self) -> Self:
        return self.order_by("-asked_at", "-pk")


class Question(Shared):
    """One question with a last day. Whoever answers sees what others answered; before that, and
    while it is open, each answers for themselves."""

    words = models.CharField(_("the question"), max_length=200)
    slug = models.SlugField(unique=True, max_length=100)
    about = models.TextField(_("what people should know first"), max_length=2000, blank=True)
    form = models.CharField(_("how people answer"), max_length=8, choices=Form, default=Form.OPEN)
    closes_on = models.DateField(_("last day to answer"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=now, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)

    how_many: int | None = None
    """How many answered, where it was asked for `counted`."""

    objects = QuestionQuerySet.as_manager()

    personal: ClassVar = {"by": Personal("to know who asks", "who may see it", Erase.EMPTIED)}
    impersonal = ("words", "slug", "about", "form", "seen_by")

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        return reverse("listening:question", args=[self.slug])

    @property
    def live_topic(self) -> str:
        return f"question-{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.closes_on >= localdate()

    @property
    def last_day(self) -> date:
        """The last day on which it can or could be answered."""
        return min(self.closes_on, localdate(self.closed_at)) if self.closed_at else self.closes_on

    def refuse_unless_open(self) -> None:
        if not self.is_open:
            raise Refused(_("This question is closed. What you said before stays yours."))

    def is_asked_by(self, person: Person | None) -> bool:
        """Whether this person may change and close it: who asked it, and stewards."""
        return (
            person is not None
            and person.is_member
            and (self.by_id == person.pk or person.is_steward)
        )

    @transaction.atomic
    def close(self, *, by: Person) -> None:
        """No more answers from here on. Twice changes nothing."""
        mine = Question.objects.select_for_update().get(pk=self.pk)
        if mine.closed_at is None and mine.is_open:
            self.closed_at = now()
            self.save(update_fields=["closed_at"])
            tell(self.live_topic)

    @transaction.atomic
    def ask_until(self, day: date, *, by: Person) -> None:
        """Another last day; a closed one opens again."""
        if day < localdate():
            raise Refused(_("That day has passed. Pick today or a later one."))
        self.closes_on, self.closed_at = day, None
        self.save(update_fields=["closes_on", "closed_at"])
        tell(self.live_topic)

    def keep_index(self) -> None:
        """Let its audience find it."""
        index(self, url=self.get_absolute_url(), title=self.words, text=self.about)


class Asking(models.Model):
    """Somebody was asked by letter, and may answer whether they are in the audience or not. Goes
    when the question has been closed for a month."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="askings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    objects = Rows.as_manager()

    personal: ClassVar = {"person": Personal("to let you answer from our letter", "nobody")}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "person"], name="asked_once_a_question")
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.person}"


class Option(models.Model):
    """Something to choose: a time, a thing, or a step of a scale, in its place."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField(null=True)

    objects = Rows.as_manager()

    personal: ClassVar[dict[str, Personal]] = {}
    impersonal = ("words",)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["question", "position"], name="one_option_a_place"),
            models.CheckConstraint(
                condition=~Q(words="") | Q(starts_at__isnull=False), name="an_option_says_what"
            ),
        ]

    def __str__(self) -> str:
        return self.said_in(LONDON)

    def said_in(self, zone: ZoneInfo) -> str:
        """Its words; a time as a clock of that zone shows it, with the UK's beside another."""
        if self.starts_at is None:
            return self.words
        here = hour_in(self.starts_at, zone)
        if localtime(self.starts_at, zone).utcoffset() == localtime(self.starts_at).utcoffset():
            return here
        return _("{here} ({there} in the UK)").format(
            here=here, there=hour_in(self.starts_at, LONDON)
        )


@transaction.atomic
def ask(
    words: str,
    *,
    by: Person,
    closes_on: date,
    form: Form = Form.OPEN,
    about: str = "",
    options: tuple[str | datetime, ...] = (),
    seen_by: str = Shared.SeenBy.MEMBERS,
) -> Question:
    """Ask it. Times need at least one moment ahead, choices at least two, a scale three to
    seven steps; the other forms have no options."""
    if closes_on < localdate():
        raise Refused(_("That day has passed. Pick today or a later one."))
    _refuse_too_few(form, options)
    question = Question.objects.create(
        words=words, slug=free_slug(words), about=about, form=form, closes_on=closes_on, by=by,
        seen_by=seen_by,
    )  # fmt: skip
    Option.objects.bulk_create(
        Option(
            question=question,
            position=n,
            words=option if isinstance(option, str) else "",
            starts_at=option if isinstance(option, datetime) else None,
        )
        for n, option in enumerate(options)
    )
    question.keep_index()
    note("asked {thing}", thing=words, by=by, url=question.get_absolute_url(), seen_by=seen_by)
    return question


def _refuse_too_few(form: Form, options: tuple[str | datetime, ...]) -> None:
    if form == Form.WHEN and not options:
        raise Refused(_("Give at least one day and time."))
    if form == Form.WHICH and len(options) < 2:
        raise Refused(_("Give at least two things to choose from."))
    if form == Form.HOW_MUCH and not 3 <= len(options) <= 7:
        raise Refused(_("Give three to seven steps, from the least to the most."))


def free_slug(words: str) -> str:
    """The words as an address that no other question has."""
    return Question.objects.free_slug(words, "question", *RESERVED)
