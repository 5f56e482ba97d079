"""Handing over: somebody is asked to host from now on, says yes or no, and links stay."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.series import Series
from hearth.gatherings.topics import latest_of, to_person
from hearth.ground.accounts import Person
from hearth.ground.books import post
from hearth.ground.books.post import Kind as Post
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows


class HandoverQuerySet(Rows["Handover"]):
    def open(self) -> Self:
        return self.filter(answered_at=None)

    def of(self, thing: Series | Gathering) -> Self:
        about = {"series" if isinstance(thing, Series) else "gathering": thing}
        return self.filter(**about).select_related("to", "was").order_by("-pk")

    def asks(self, person: Person | None) -> Self:
        return self.open().filter(to=person)


class Handover(models.Model):
    """Somebody was asked to host a series, or one gathering, from now on."""

    series = models.ForeignKey(Series, models.CASCADE, null=True, related_name="handovers")
    gathering = models.ForeignKey(Gathering, models.CASCADE, null=True, related_name="handovers")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    was = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True)
    accepted = models.BooleanField(default=False)
    why = models.CharField(_("a word to them"), max_length=300, blank=True)

    objects = HandoverQuerySet.as_manager()

    personal: ClassVar = {
        "to": Personal("to know who was asked to host", "the host and stewards"),
        "was": Personal("to know who hosted before", "the host and stewards", Erase.EMPTIED),
        "by": Personal("to know whom to ask", "the host and stewards", Erase.EMPTIED),
        "why": Personal("to say why you were asked", "the host and stewards"),
    }

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(series=None) ^ Q(gathering=None), name="hands_over_one"
            ),
            models.UniqueConstraint(
                fields=["series"], condition=Q(answered_at=None), name="series_handed_to_one"
            ),
            models.UniqueConstraint(
                fields=["gathering"], condition=Q(answered_at=None), name="one_handed_to_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thing}: {self.to}"

    def get_absolute_url(self) -> str:
        kind = "series" if self.series_id else "gathering"
        return reverse(f"gatherings:{kind}_handover", args=[self.thing.slug])

    @property
    def thing(self) -> Series | Gathering:
        return self.series or self.gathering  # type: ignore[return-value]

    @transaction.atomic
    def accept(self) -> None:
        """From now on they host what is ahead. Addresses, calendars and places stay as they
        are, so no calendar entry changes and nobody who comes is written to. Twice changes
        nothing."""
        if self._answer(accepted=True):
            ahead = Gathering.objects.filter(ended_at=None, ends_at__gt=now())
            if self.series:
                today = Series.objects.select_for_update().get(pk=self.series.pk)
                Series.objects.filter(pk=today.pk).update(host=self.to)
                theirs = ahead.filter(series=today, host__in={self.was_id, today.host_id} - {None})
            else:
                theirs = ahead.filter(handovers=self)
            Gathering.objects.filter(pk__in=theirs.values("pk")).update(host=self.to)
            self._tell(gettext("{name} hosts from now on: {title}"), "handover_yes")

    @transaction.atomic
    def decline(self) -> None:
        """No, and no reason is needed. Whoever asked hears, to ask somebody else."""
        if self._answer(accepted=False):
            self._tell(gettext("{name} cannot host: {title}"), "handover_no")

    def take_back(self) -> None:
        """Whoever asked takes the question back. Nothing is kept of it."""
        Handover.objects.open().filter(pk=self.pk).delete()

    def _answer(self, *, accepted: bool) -> bool:
        still_open = Handover.objects.open().filter(pk=self.pk)
        return bool(still_open.update(answered_at=now(), accepted=accepted))

    def _tell(self, subject: str, letter: str) -> None:
        lies_with = latest_of(self.thing)
        told = {person.pk: person for person in (self.by, self.was) if person and person != self.to}
        post(
            told.values(),
            subject.format(name=self.to.name, title=self.thing.title),
            f"gatherings/letters/{letter}.txt",
            kind=Post.PLACE,
            button=(gettext("Open the page"), self.thing.get_absolute_url()),
            topic=to_person(self.to, lies_with) if lies_with else "",
            handover=self,
            thing=self.thing,
        )


@transaction.atomic
def ask_to_host(thing: Series | Gathering, to: Person, *, by: Person, why: str = "") -> Handover:
    """Ask somebody to host from now on. They get one letter; nothing changes until they say
    yes. Asking the same person twice asks once."""
    thing = type(thing).objects.select_for_update().get(pk=thing.pk)
    if to == thing.host:
        raise Refused(_("{name} hosts it already.").format(name=to.name))
    asked = Handover.objects.of(thing).open().first()
    if asked and asked.to != to:
        raise Refused(
            _("{name} is asked already. Take that back first.").format(name=asked.to.name)
        )
    if asked:
        return asked
    about = {"series" if isinstance(thing, Series) else "gathering": thing}
    handover = Handover.objects.create(to=to, was=thing.host, by=by, why=why, **about)
    post(
        [to],
        gettext("Would you host {title}?").format(title=thing.title),
        "gatherings/letters/handover.txt",
        kind=Post.PLACE,
        button=(gettext("Say yes or no"), handover.get_absolute_url()),
        once=f"handover:{handover.pk}",
        topic=f"handover-{handover.pk}",
        handover=handover,
        thing=thing,
    )
    return handover
