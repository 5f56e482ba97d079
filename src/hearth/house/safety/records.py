"""One version of what we think could go wrong here, and who answers for it; all are kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.books.post import Kind, Letter, post
from hearth.ground.privacy import Erase, Personal
from hearth.ground.rows import Rows
from hearth.house.safety.kinds import Harm, Level

A_YEAR = timedelta(days=365)


class AssessmentQuerySet(Rows["Assessment"]):
    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class Assessment(models.Model):
    """What stewards answered on one day. A change is another one; this one stays."""

    class Age(models.TextChoices):
        ADULTS = "adults", _("Nobody under 18 can join")
        SOME = "some", _("Some people here may be under 18")

    answers_for_it = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    age = models.CharField(_("age"), max_length=6, choices=Age)
    people = models.TextField(_("who is here"), max_length=1000)
    also = models.TextField(_("what else we do"), max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now, editable=False)

    objects = AssessmentQuerySet.as_manager()

    personal: ClassVar = {
        "answers_for_it": Personal("to say who answers for safety", "everyone", Erase.EMPTIED),
        "by": Personal("to know who wrote it", "stewards", Erase.EMPTIED),
    }
    impersonal = ("age", "people", "also")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("house:safety_version", args=[self.pk])


class Risk(models.Model):
    """One kind of illegal content in one version: how likely and how bad, and why we think so."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="risks")
    harm = models.CharField(max_length=12, choices=Harm)
    level = models.CharField(max_length=6, choices=Level)
    why = models.CharField(max_length=400)

    impersonal = ("harm", "level", "why")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "harm"], name="one_risk_a_harm")
        ]

    def __str__(self) -> str:
        return str(self.get_harm_display())


@transaction.atomic
def assess(
    *,
    by: Person,
    answers_for_it: Person,
    age: str,
    people: str,
    also: str,
    risks: Mapping[str, tuple[str, str]],
) -> Assessment:
    """Keep another version, with each kind of harm in it."""
    said = {"age": age, "people": people, "also": also}
    made = Assessment.objects.create(by=by, answers_for_it=answers_for_it, **said)
    Risk.objects.bulk_create(
        Risk(assessment=made, harm=harm, level=level, why=why)
        for harm, (level, why) in risks.items()
    )
    return made


def remind_of_safety() -> int:
    """A year after the newest version stewards are asked to look at it again; once."""
    newest = Assessment.objects.newest_first().first()
    if newest is None or newest.at > now() - A_YEAR:
        return 0
    once = f"safety:{newest.pk}"
    if Letter.objects.filter(once__startswith=f"{once}:").exists():
        return 0
    return post(
        Person.objects.stewards(),
        gettext("Once a year: is this still how it is?"),
        "house/letters/safety.txt",
        kind=Kind.STEWARDS,
        button=(gettext("Look at it again"), reverse("house:assessment")),
        once=once,
    )
