"""The rota: people who offered to edit the round-up, and whose turn each one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Max, OuterRef, Subquery
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows

if TYPE_CHECKING:
    from hearth.roundups.models.roundup import Roundup


class EditorQuerySet(Rows["Editor"]):
    def in_turn(self) -> Self:
        """Whoever was asked longest ago comes first; who was never asked, by when they came."""
        asked = Turn.objects.filter(person=OuterRef("person")).order_by().values("person")
        last = asked.annotate(last=Max("asked_at")).values("last")
        members = self.filter(person__joined_at__isnull=False).select_related("person")
        return members.annotate(asked_last=Subquery(last)).order_by(
            F("asked_last").asc(nulls_first=True), "since", "pk"
        )


class Editor(models.Model):
    """Somebody offered to write a round-up when it is their turn."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=now, editable=False)

    objects = EditorQuerySet.as_manager()

    personal: ClassVar = {"person": Personal("to know whose turn it is", "members")}

    def __str__(self) -> str:
        return str(self.person)


class TurnQuerySet(Rows["Turn"]):
    def standing(self) -> Self:
        return self.filter(passed_at=None).order_by("-asked_at", "-pk")


class Turn(models.Model):
    """Somebody was asked to write one round-up. The latest that was not passed on holds."""

    class Why(models.TextChoices):
        TURN = "turn", _("it was their turn")
        LATE = "late", _("nobody had finished it")
        PASSED = "passed", _("somebody passed it on")
        TOOK = "took", _("they took it")

    roundup = models.ForeignKey("roundups.Roundup", models.CASCADE, related_name="turns")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    why = models.CharField(max_length=6, choices=Why, default=Why.TURN)
    asked_at = models.DateTimeField(default=now, editable=False)
    passed_at = models.DateTimeField(null=True, editable=False)

    objects = TurnQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("to know whose turn it is", "members", Erase.GOES),
    }
    impersonal = ("why",)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roundup", "person"], name="asked_once_a_roundup")
        ]

    def __str__(self) -> str:
        return str(self.person)


def may_edit(person: Person | None) -> bool:
    """Stewards, and whoever offered."""
    if person is None or not person.is_member:
        return False
    return person.is_steward or Editor.objects.filter(person=person).exists()


def offer(person: Person) -> None:
    """I can write one when it is my turn. Twice changes nothing."""
    Editor.objects.get_or_create(person=person)


def rest(person: Person) -> None:
    """No more turns for me. Nobody is told."""
    Editor.objects.filter(person=person).delete()


def next_editor(roundup: Roundup) -> Person | None:
    """Whoever was not asked about this one yet and waited longest for a turn."""
    asked = roundup.turns.values("person")
    free = Editor.objects.in_turn().exclude(person__in=asked).first()
    return free.person if free else None


@transaction.atomic
def ask(roundup: Roundup, why: Turn.Why) -> Turn | None:
    """Give the turn to the next on the rota. None where nobody is left to ask."""
    person = next_editor(roundup)
    return Turn.objects.create(roundup=roundup, person=person, why=why) if person else None


@transaction.atomic
def pass_on(roundup: Roundup, *, by: Person) -> Turn | None:
    """Not this time. The next on the rota is asked; nobody is told why."""
    mine = roundup.turns.standing().select_for_update().first()
    if roundup.is_over:
        raise Refused(_("This one is done. There is nothing to pass on."))
    if mine is None or mine.person_id != by.pk:
        raise Refused(_("It is not your turn any more. You need do nothing."))
    mine.passed_at = now()
    mine.save(update_fields=["passed_at"])
    return ask(roundup, Turn.Why.PASSED)


@transaction.atomic
def take(roundup: Roundup, *, by: Person) -> Turn:
    """I do this one. Whoever had the turn need not."""
    if roundup.is_over:
        raise Refused(_("This one is done. There is nothing to take."))
    roundup.turns.exclude(person=by).filter(passed_at=None).update(passed_at=now())
    how = {"why": Turn.Why.TOOK, "asked_at": now(), "passed_at": None}
    return Turn.objects.update_or_create(roundup=roundup, person=by, defaults=how)[0]
