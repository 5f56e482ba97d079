"""What became of "I will do": it comes back at the next meet-up, to its person alone."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.gatherings.models.answers import Answer, say
from hearth.gatherings.models.as_card import Kind
from hearth.gatherings.models.gathering import Gathering
from hearth.ground.accounts import Person
from hearth.ground.books import Wish
from hearth.ground.privacy import Personal
from hearth.ground.refusals import Refused

COMES_BACK_FOR = timedelta(days=100)
"""About three meet-ups. Who skips leaves no trace, so only time can end the question."""

AT_ONCE = 3


class Outcome(models.Model):
    """How it went, in the words of the person alone; the latest only, so that nobody can ever
    count what was not done. `at` is the gathering at which they said so, if it was at one."""

    class How(models.TextChoices):
        DONE = "done", _("Done")
        PARTLY = "partly", _("Partly")
        NOT_YET = "not-yet", _("Not yet")
        CHANGED = "changed", _("I changed my mind")

    answer = models.OneToOneField(Answer, models.CASCADE, related_name="outcome")
    how = models.CharField(max_length=8, choices=How)
    gathering = models.ForeignKey(Gathering, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    personal: ClassVar = {"how": Personal("so that what you said comes back to you", "you")}

    def __str__(self) -> str:
        return f"{self.answer}: {self.get_how_display()}"


STILL_TO_DO = (Outcome.How.PARTLY, Outcome.How.NOT_YET)


def said_by(person: Person) -> models.QuerySet[Answer]:
    """What somebody said they will do and has not settled, oldest first."""
    unsettled = Q(outcome=None) | Q(outcome__how__in=STILL_TO_DO)
    mine = Answer.objects.filter(unsettled, person=person, kind=Kind.COMMITMENT)
    return mine.select_related("gathering", "outcome").oldest_first()


def is_still_to_do(answer: Answer) -> bool:
    """A promise of which its person has not said that it is settled."""
    outcome = getattr(answer, "outcome", None)
    return answer.kind == Kind.COMMITMENT and (outcome is None or outcome.how in STILL_TO_DO)


def comes_back_at(gathering: Gathering, person: Person) -> models.QuerySet[Answer]:
    """What this person said lately that they will do, before this gathering, and has not
    spoken of here."""
    lately = said_by(person).filter(
        gathering__starts_at__lt=gathering.starts_at,
        said_at__gt=gathering.starts_at - COMES_BACK_FOR,
    )
    return lately.exclude(outcome__gathering=gathering).exclude(gathering=gathering)[:AT_ONCE]


@transaction.atomic
def tell_how_it_went(
    promise: Answer,
    how: Outcome.How,
    *,
    by: Person,
    at: Gathering | None = None,
    words: str = "",
    wish: Wish = Wish.MEMBERS,
) -> None:
    """Keep how it went, for this person alone. Only the words, if there are any, are said to
    the room, by their wish. Saying it another way later takes the place of this."""
    if promise.person != by or promise.kind != Kind.COMMITMENT:
        raise Refused(_("Only the person who said it can say how it went."))
    promise.refuse_if_gone()
    Outcome.objects.update_or_create(
        answer=promise, defaults={"how": how, "gathering": at, "at": now()}
    )
    if at and words.strip():
        say(at, words, person=by, step=at.step if at.is_running else None, wish=wish)
