"""Notes and thanks: what is kept of a gathering, and that those who came hear of it."""

from __future__ import annotations

from hashlib import sha256
from typing import ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.timezone import now
from django.utils.translation import gettext, gettext_lazy as _

from hearth.gatherings.models.answers import freezes_on
from hearth.gatherings.models.gathering import Gathering
from hearth.gatherings.models.roles import thanked_in
from hearth.ground.accounts import Person
from hearth.ground.books import index, note, post
from hearth.ground.books.post import Kind as Post, Letter
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows


class NotesQuerySet(Rows["Notes"]):
    def of(self, gathering: Gathering) -> Notes:
        """The notes of this gathering; a draft, not yet kept, where nobody has begun them."""
        notes = self.filter(gathering=gathering).first() or Notes(gathering=gathering)
        notes.gathering = gathering
        return notes

    def to_change(self, gathering: Gathering) -> Notes:
        """The same, for one person at a time, until the end of the transaction."""
        return self.of(gathering.locked())


class Notes(models.Model):
    """What a person writes around what was said. The rest builds itself from the answers,
    each time by the wishes of those who gave them."""

    gathering = models.OneToOneField(Gathering, models.CASCADE, related_name="notes")
    opening = models.TextField(_("in a few words"), blank=True)
    links = models.TextField(_("links and resources"), blank=True)
    published_at = models.DateTimeField(null=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = NotesQuerySet.as_manager()

    personal: ClassVar = {
        "published_by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)
    }
    impersonal = ("opening", "links")

    class Meta:
        verbose_name_plural = "notes"

    def __str__(self) -> str:
        return gettext("Notes of {title}").format(title=self.gathering)

    def get_absolute_url(self) -> str:
        return self.gathering.page("notes")

    @property
    def version(self) -> str:
        """A sign that is another one when the words are others."""
        return sha256(f"{self.opening}\0{self.links}".encode()).hexdigest()[:16]

    @transaction.atomic
    def keep(self, *, by: Person) -> None:
        """Keep these words. Where the notes are out already, the search follows."""
        self.save()
        if self.published_at:
            self._write_index()

    def _write_index(self) -> None:
        index(self.gathering, url=self.get_absolute_url(), title=str(self), text=self.opening)

    @transaction.atomic
    def publish(self, *, by: Person) -> None:
        """Let the gathering's audience read the notes. Publishing twice keeps the newer words."""
        if self.gathering.ended_at is None:
            raise Refused(_("End the gathering first. Then the notes are ready."))
        if self.published_at:
            return self.keep(by=by)
        self.published_at, self.published_by = now(), by
        self.keep(by=by)
        gathering = self.gathering
        asked = Letter.objects.waiting().filter(once__startswith=f"follow-up:{gathering.pk}:")
        asked.delete()
        note(
            "published the notes of {thing}",
            thing=gathering.title,
            by=by,
            url=self.get_absolute_url(),
            seen_by=gathering.seen_by,
            group=gathering.group,
        )

    def thank(self, *, by: Person) -> int:
        """Write to those who came and to those who said yes and did not, once each.
        Returns how many letters were written. Unpublished notes refuse."""
        if self.published_at is None:
            raise Refused(_("Publish the notes first. The letter links to them."))
        gathering = self.gathering
        with transaction.atomic():
            Thanks.objects.get_or_create(gathering=gathering, defaults={"by": by})
            came = self._write(
                "thanks", gettext("Thank you, and what was said"), who_came(gathering)
            )
            missed = self._write(
                "missed", gettext("We missed you. Here is what happened"), who_missed(gathering)
            )
        return came + missed

    def _write(self, letter: str, subject: str, people: models.QuerySet[Person]) -> int:
        written = 0
        gathering = self.gathering
        once = f"{letter}:{gathering.pk}"
        have_it = Letter.objects.filter(once__startswith=f"{once}:").values("to")
        for person in people.exclude(pk__in=have_it).prefetch_related("silences"):
            mine = gathering.answers.filter(person=person).for_the_notes().oldest_first()
            written += post(
                [person],
                f"{gathering.title}: {subject}",
                f"gatherings/letters/{letter}.txt",
                kind=Post.NOTES,
                button=(gettext("Read the notes"), self.get_absolute_url()),
                once=once,
                topic=gathering.live_topic,
                gathering=gathering,
                thanked=thanked_in(gathering),
                mine=mine,
                said=gathering.page("said"),
                freezes_on=freezes_on(gathering),
                next_one=_next_for(person, gathering),
                offers_joining=_is_first_letter(person, letter),
            )
        return written


class Thanks(models.Model):
    """Somebody sent the thanks and the notes."""

    gathering = models.OneToOneField(Gathering, models.CASCADE, related_name="thanks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    personal: ClassVar = {"by": Personal("to know whom to ask", "stewards", Erase.EMPTIED)}

    class Meta:
        verbose_name_plural = "thanks"

    def __str__(self) -> str:
        return str(self.gathering)


def who_came(gathering: Gathering) -> models.QuerySet[Person]:
    """Those who came in."""
    return Person.objects.get_queryset().filter(pk__in=gathering.arrivals.values("person"))


def who_missed(gathering: Gathering) -> models.QuerySet[Person]:
    """Those who had a place and did not come in. Whoever hosted was there."""
    had_a_place = Person.objects.get_queryset().filter(
        pk__in=gathering.booked.coming().values("person")
    )
    missed = had_a_place.exclude(pk__in=gathering.arrivals.values("person"))
    return missed.exclude(pk=gathering.host_id)


def _next_for(person: Person, gathering: Gathering) -> Gathering | None:
    return Gathering.objects.visible_to(person).ahead().exclude(pk=gathering.pk).first()


def _is_first_letter(person: Person, letter: str) -> bool:
    """A guest is asked to join once, in the first thanks they ever get (J2.8)."""
    guest = person.joined_at is None and letter == "thanks"
    return guest and not person.letters.filter(once__startswith="thanks:").exists()
