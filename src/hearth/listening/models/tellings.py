"""A telling: somebody heard what came of what they said, and whether that is what they meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.books import Letter, post
from hearth.ground.books.post import Kind as Post
from hearth.ground.live import tell
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows
from hearth.listening.models.belongings import Belonging
from hearth.listening.models.responses import Response, newer
from hearth.listening.models.themes import THEMES, Theme


class TellingQuerySet(Rows["Telling"]):
    def doubting(self) -> Self:
        """Those who said "not quite" to the response that holds, and had no answer since. A newer
        response is an answer, so that nothing need be ticked off."""
        return self.filter(answer=Telling.Answer.NOT_QUITE, settled_at=None).standing()

    def standing(self) -> Self:
        """Of the response that holds now, as far as it was told."""
        later = newer(theme="response__theme", at="response__at", pk="response")
        return self.filter(~Exists(later))

    def in_the_post(self) -> Self:
        """Those whose letter waits and that no sender has taken: it can still be taken back."""
        waits = {"letter__sent_at": None, "letter__given_up_at": None, "letter__taken_at": None}
        return self.filter(letter__isnull=False, **waits)

    def no_longer_true(self) -> Self:
        """There is a newer response, or it is done by now, or they spoke in this theme no more."""
        spoke = Belonging.objects.filter(
            theme=OuterRef("response__theme"), contribution__said_by=OuterRef("person")
        )
        done = Q(stage=Telling.Stage.GIVEN, response__done_at__isnull=False)
        return self.exclude(~done & Q(Exists(spoke)) & Q(pk__in=self.standing().values("pk")))

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class Telling(models.Model):
    """One person was told of one response, once when it was given and once when it was done;
    never twice of the same. Who is yet to be told is not kept: it follows from the rest. A letter
    that is taken back before it left takes its tellings with it, and they are owed again."""

    class Stage(models.TextChoices):
        GIVEN = "given", _("what we answered")
        DONE = "done", _("what was done")

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, that is what I meant")
        NOT_QUITE = "not-quite", _("Not quite")

    response = models.ForeignKey(Response, models.CASCADE, related_name="tellings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    stage = models.CharField(max_length=8, choices=Stage)
    at = models.DateTimeField(default=now)
    letter = models.ForeignKey(Letter, models.CASCADE, null=True, related_name="+")
    in_person = models.BooleanField(default=False)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    words = models.TextField(_("what did you mean?"), max_length=1000, blank=True)
    settled_at = models.DateTimeField(null=True)
    why = models.TextField(_("why it stays as it is"), max_length=1000, blank=True)

    objects = TellingQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("so that you are told once", "you, and whoever tells you in person"),
        "told_by": Personal("to know who spoke to you", "you and stewards", Erase.EMPTIED),
        "answer": Personal("to know whether we understood you", "you and stewards"),
        "words": Personal("to understand you better", "you and stewards, without your name"),
        "why": Personal("to tell you why an answer stays", "you and stewards"),
    }
    impersonal = ("stage",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "person", "stage"], name="told_once")
        ]

    if TYPE_CHECKING:
        person_id: int

    def __str__(self) -> str:
        return f"{self.person}: {self.response}"

    @transaction.atomic
    def answer_with(self, answer: str, words: str = "", *, by: Person) -> None:
        """Say whether that is what they meant. "Not quite" opens the theme again (J3.26). The
        same button pressed twice says it once and keeps the words; one may change one's mind."""
        if self.person != by:
            raise Refused(_("Only the person who said it can say what they meant."))
        words = words.strip()[:1000]
        if answer == self.answer and not words and self.settled_at is None:
            return
        is_open = self.answer == Telling.Answer.NOT_QUITE and self.settled_at is None
        self.answer, self.words, self.why = answer, words, ""
        self.answered_at, self.settled_at = now(), None
        self.save(update_fields=["answer", "words", "why", "answered_at", "settled_at"])
        before = Telling.objects.filter(response=self.response, person=by).exclude(pk=self.pk)
        before.filter(answer=Telling.Answer.NOT_QUITE, settled_at=None).update(settled_at=now())
        if answer == Telling.Answer.NOT_QUITE and not is_open:
            self._tell_stewards()
        tell(THEMES)

    def _tell_stewards(self) -> None:
        """One letter to each steward who may see the theme, once a doubt. What was meant is on
        the page and not in it: they may still change it or take it back."""
        theme = self.response.theme
        seen = Theme.objects.filter(pk=theme.pk)
        stewards = Person.objects.stewards().exclude(pk=self.person_id).order_by("pk")
        post(
            [one for one in stewards if seen.visible_to(one).exists()],
            gettext("Not quite: {theme}").format(theme=theme.name),
            "listening/letters/not_quite.txt",
            kind=Post.STEWARDS,
            button=(gettext("Read what they meant"), reverse("listening:doubt", args=[self.pk])),
            once=f"not-quite:{self.pk}:{self.answered_at:%Y%m%d%H%M%S%f}",
            telling=self,
        )

    @transaction.atomic
    def leave_it(self, why: str, *, by: Person) -> None:
        """Leave the answer as it is, and tell whoever doubted it why. The reason goes to them by
        letter at once, as the answer to what they wrote; it stands on their page too."""
        mine = Telling.objects.select_for_update().get(pk=self.pk)
        if not why.strip():
            raise Refused(_("Say why it stays as it is. They took the time to write to you."))
        if not Telling.objects.doubting().filter(pk=mine.pk).exists():
            raise Refused(_("Somebody answered this meanwhile, or they changed their mind."))
        mine.why, mine.settled_at = why.strip(), now()
        mine.save(update_fields=["why", "settled_at"])
        post(
            [mine.person],
            gettext("What you meant: {theme}").format(theme=mine.response.theme.name),
            "listening/letters/it_stays.txt",
            kind=Post.TOLD,
            button=(
                gettext("Open the page"),
                reverse("listening:telling", args=[mine.response_id]),
            ),
            once=f"it-stays:{mine.pk}:{mine.answered_at:%Y%m%d%H%M%S%f}",
            telling=mine,
            by=by,
        )
        tell(THEMES)


def stage_of(response: Response) -> Telling.Stage:
    """What there is to tell of it now: what we answered, or what was done."""
    return Telling.Stage.DONE if response.is_done else Telling.Stage.GIVEN


@transaction.atomic
def answer(
    response: Response, said: str, words: str = "", *, by: Person, shown: str = ""
) -> Telling:
    """What somebody who spoke in the theme says to the response that holds. Whoever answers it
    has been told, by letter or on the page, so that no letter about it follows. `shown` is the
    stage that they read.

    Refuses an answer to what does not hold any more, and one from whoever did not speak there.
    """
    Person.objects.get_queryset().select_for_update(no_key=True).get(pk=by.pk)
    Theme.objects.select_for_update().get(pk=response.theme_id)
    response.refresh_from_db()
    if response != response.theme.standing or shown not in ("", stage_of(response)):
        raise Refused(_("We answered again since. Read it first, then tell us."))
    if not may_answer(response, by):
        raise Refused(_("Only the person who said it can say what they meant."))
    told = Telling.objects.get_or_create(response=response, person=by, stage=stage_of(response))
    telling = told[0]
    telling.answer_with(said, words, by=by)
    return telling


def may_answer(response: Response, person: Person) -> bool:
    """Whether they spoke in its theme, or were told of it."""
    spoke = Belonging.objects.filter(theme=response.theme_id, contribution__said_by=person)
    return spoke.exists() or response.tellings.filter(person=person).exists()


def to_tell(person: Person | None = None) -> models.QuerySet[Any]:
    """Every response that somebody who spoke in its theme has not been told at its stage, with
    the person's number as `sayer`: one row a person and response. Where it is done already,
    only that is told. `person` narrows it to one."""
    stage = models.Case(
        models.When(done_at=None, then=models.Value(Telling.Stage.GIVEN)),
        default=models.Value(Telling.Stage.DONE),
    )
    told = Telling.objects.filter(
        response=OuterRef("pk"), person=OuterRef("sayer"), stage=OuterRef("stage")
    )
    rows = (
        Response.objects.standing()
        .annotate(sayer=F("theme__belongings__contribution__said_by"), stage=stage)
        .exclude(sayer=None)
        .filter(~Exists(told))
    )
    if person is not None:
        rows = rows.filter(sayer=person.pk)
    return rows.order_by("sayer", "at", "pk").distinct()
