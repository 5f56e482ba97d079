"""A response: what becomes of a theme. One of seven, and each asks for what makes it true."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate, now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.books import note
from hearth.ground.books.post import Kind as Post, Silence
from hearth.ground.live import tell
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.listening.models.themes import THEMES, Theme, index_theme


class Kind(models.TextChoices):
    """The seven responses (J3.24)."""

    DO = "do", _("We do it")
    TRY = "try", _("We try it")
    DECIDE = "decide", _("We decide about it")
    ASK = "ask", _("We ask more")
    PASS_ON = "pass-on", _("We pass it on")
    LISTEN = "listen", _("We keep listening")
    NOT_NOW = "not-now", _("Not now, because")


WITH_SOMEBODY = (Kind.DO, Kind.TRY, Kind.DECIDE)
"""These need somebody who sees to it, and a day (J3.24)."""

WITH_A_DAY = (*WITH_SOMEBODY, Kind.ASK, Kind.LISTEN)
"""These say until when."""


MOMENT = Coalesce("done_at", "at")
"""When a response became what it is now: answered, or done."""


def newer(theme: str = "theme", at: str = "at", pk: str = "pk") -> models.QuerySet[Response]:
    """Responses to the same theme that were given later, for `Exists`."""
    later = Q(at__gt=OuterRef(at)) | Q(at=OuterRef(at), pk__gt=OuterRef(pk))
    return Response.objects.filter(later, theme=OuterRef(theme))


class ResponseQuerySet(Rows["Response"]):
    def standing(self) -> Self:
        """Those that hold now: the latest one of each theme."""
        return self.filter(~Exists(newer()))

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")

    def with_doubts(self) -> Self:
        """Each with whether somebody says that it is not quite it, as `is_doubted`."""
        doubts = Q(tellings__answer="not-quite", tellings__settled_at=None)
        doubted = Response.objects.filter(doubts, pk=OuterRef("pk"))
        return self.annotate(is_doubted=Exists(doubted))

    def needing_a_hand(self) -> Self:
        """Standing, not done, and either late or without somebody who sees to it."""
        late = Q(on__lt=localdate())
        alone = Q(kind__in=WITH_SOMEBODY, person=None)
        return self.standing().filter(late | alone, done_at=None)


class Response(models.Model):
    """What we answered, and later what was done. The latest of a theme stands; the older ones
    stay, so that nobody can say afterwards that it was always meant so.

    That a day, an addressee and words are there is kept by the database too. That do, try and
    decide have somebody cannot be: people leave, and then the stewards' page says that it needs
    somebody new. Stewards answer; whoever sees to it may also say that it is done.
    """

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="responses")
    kind = models.CharField(_("what becomes of it"), max_length=8, choices=Kind)
    words = models.TextField(_("what we tell those who said it"), max_length=1000)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    to = models.CharField(_("to whom"), max_length=120, blank=True)
    on = models.DateField(_("by when"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    done_words = models.TextField(_("what was done"), max_length=1000, blank=True)

    is_doubted = False
    """Whether somebody says that it is not quite it, where it was asked for `with_doubts`."""

    objects = ResponseQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("to know who sees to it", "members", Erase.EMPTIED),
        "by": Personal("to know who answered", "members", Erase.EMPTIED),
    }
    impersonal = ("kind", "words", "to", "done_words")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=Kind.PASS_ON) | ~Q(to=""), name="passed_on_to_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=WITH_A_DAY) | Q(on__isnull=False), name="until_a_day"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_response_has_words"),
            models.CheckConstraint(
                condition=Q(done_at=None) | ~Q(done_words=""), name="what_was_done_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words[:60]}"

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def in_words(self) -> str:
        """What became of it, in one go: "We try it: evenings in May." """
        if self.is_done:
            return gettext("Done: {words}").format(words=self.done_words)
        return f"{self.get_kind_display().rstrip(',')}: {self.words}"

    @property
    def is_late(self) -> bool:
        """Its day has passed and nobody said that it is done."""
        return bool(self.on and not self.is_done and self.on < localdate())

    @property
    def is_with_somebody(self) -> bool:
        """Whether this kind has somebody who sees to it."""
        return self.kind in WITH_SOMEBODY

    @property
    def needs_somebody(self) -> bool:
        """Whoever saw to it has left."""
        return self.is_with_somebody and self.person is None and not self.is_done

    @property
    def can_be_done(self) -> bool:
        return self.kind != Kind.NOT_NOW and not self.is_done

    def may_be_done_by(self, person: Person | None) -> bool:
        """Whoever sees to it says that it is done, and so may stewards."""
        if person is None or not person.is_member:
            return False
        return person == self.person or person.is_steward

    @transaction.atomic
    def hand_to(self, person: Person, *, by: Person) -> None:
        """Somebody else sees to it from here on. What was promised stays, so nobody is told."""
        if not by.is_steward:
            raise Refused(_("Ask a steward who sees to it from now on."))
        mine = Response.objects.select_for_update().get(pk=self.pk)
        if mine != mine.theme.standing:
            raise Refused(_("There is a newer response. Open the page again to see it."))
        self.person = person
        self.save(update_fields=["person"])
        tell(THEMES)

    @transaction.atomic
    def done(self, words: str, *, by: Person) -> None:
        """Say what was done. Those who said it hear it; twice changes nothing."""
        if not self.may_be_done_by(by):
            raise Refused(_("Whoever sees to it says that it is done."))
        if not words.strip():
            raise Refused(_("Say what was done. Those who said it will read it."))
        mine = Response.objects.select_for_update().get(pk=self.pk)
        if mine != mine.theme.standing:
            raise Refused(_("There is a newer response. Open the page again to see it."))
        if mine.done_at:
            return
        if mine.kind == Kind.NOT_NOW:
            raise Refused(_("“Not now” cannot be done. Give a new response instead."))
        self.done_at, self.done_words = now(), words
        self.save(update_fields=["done_at", "done_words"])
        theme = self.theme
        note("did something about {thing}", thing=theme.name, by=by, url=theme.get_absolute_url(),
             seen_by=theme.seen_by, group=theme.group)  # fmt: skip
        index_theme(theme)
        tell(THEMES)


@transaction.atomic
def respond(
    theme: Theme,
    kind: Kind,
    words: str,
    *,
    by: Person,
    person: Person | None = None,
    on: date | None = None,
    to: str = "",
    instead_of: int | None = None,
) -> Response:
    """Answer a theme. `instead_of` is the number of the response that the page showed, so that
    two stewards who answer at once do not talk past each other. The same answer pressed twice
    is one.

    Stewards answer. Refuses a response without what its kind needs: words for all (for "not
    now" they are the reason), somebody and a day for do, try and decide, a day for ask and
    listen, and to whom for pass on.
    """
    if not by.is_steward:
        raise Refused(_("Stewards answer themes. Tell one of them what you would say."))
    Theme.objects.select_for_update().get(pk=theme.pk)
    _refuse_half_answers(kind, words, person, on, to)
    standing = theme.standing
    said = {"kind": kind, "words": words, "person": person, "on": on, "to": to}
    if standing and all(getattr(standing, name) == value for name, value in said.items()):
        return standing
    if (standing.pk if standing else None) != instead_of:
        raise Refused(_("Somebody answered this theme just now. Look at it before you answer."))
    response = Response.objects.create(theme=theme, by=by, **said)
    note("answered {thing}", thing=theme.name, by=by, url=theme.get_absolute_url(),
         seen_by=theme.seen_by, group=theme.group)  # fmt: skip
    index_theme(theme)
    tell(THEMES)
    return response


def _refuse_half_answers(
    kind: Kind, words: str, person: Person | None, on: date | None, to: str
) -> None:
    if not words.strip():
        if kind == Kind.NOT_NOW:
            raise Refused(_("Say why not now. Those who said it deserve a reason."))
        raise Refused(_("Say in a sentence or two what becomes of it."))
    if kind in WITH_SOMEBODY and person is None:
        raise Refused(_("Choose who sees to it."))
    if kind in WITH_A_DAY and on is None:
        raise Refused(_("Choose a day: by when will we know more?"))
    if kind == Kind.PASS_ON and not to.strip():
        raise Refused(_("Say to whom you pass it on."))


@dataclass(frozen=True, slots=True)
class Hearers:
    """Who will be told: by letter, and by somebody in person, as no letter may reach them."""

    by_letter: int
    in_person: int

    @property
    def all(self) -> int:
        return self.by_letter + self.in_person


def who_hears(theme: Theme) -> Hearers:
    """How many will be told what becomes of it: everybody who spoke in it."""
    sayers = theme.sayers()
    in_person = sayers.filter(pk__in=unreached().values("pk")).count()
    return Hearers(sayers.count() - in_person, in_person)


def unreached() -> models.QuerySet[Person]:
    """People without an address, and those who stopped these letters: for a personal word."""
    silent = Silence.objects.filter(person=OuterRef("pk"), kind=Post.TOLD)
    return Person.objects.get_queryset().filter(Q(email=None) | Q(Exists(silent)))
