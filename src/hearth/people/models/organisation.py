"""Organisations that take part, with somebody to ask for, and the people who come from them."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.ground.access import Shared, SharedQuerySet
from hearth.ground.accounts import Person
from hearth.ground.books import index, note
from hearth.ground.privacy import Erase, Personal
from hearth.ground.rows import Rows


def key_of(name: str) -> str:
    """How two spellings of one name are known to be the same: no capitals, single spaces."""
    return " ".join(name.split()).casefold()


class OrganisationQuerySet(SharedQuerySet["Organisation"]):
    def by_name(self) -> Self:
        return self.order_by("key")

    def counted(self) -> Self:
        """With the number of members from each as `how_many`."""
        members = Q(belongings__person__joined_at__isnull=False)
        return self.annotate(how_many=Count("belongings", filter=members))

    def of(self, person: Person) -> Self:
        return self.filter(belongings__person=person).by_name()

    @transaction.atomic
    def named(self, name: str, *, by: Person) -> Organisation:
        """The organisation of this name in any spelling; a new one if nobody named it before.
        Who names it first is the one to ask for."""
        words = " ".join(name.split())
        slug = Organisation.objects.free_slug(words, "organisation")
        found, is_new = self.get_or_create(
            key=key_of(words), defaults={"name": words, "slug": slug, "contact": by}
        )
        if is_new:
            found.write_down(by=by)
        return found


class Organisation(Shared):
    """A group, charity, business or public body that people come from."""

    name = models.CharField(_("name"), max_length=120)
    key = models.CharField(max_length=250, unique=True, editable=False)
    slug = models.SlugField(max_length=130, unique=True, editable=False)
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = OrganisationQuerySet.as_manager()

    personal: ClassVar = {
        "contact": Personal("to know whom to ask", "members", Erase.EMPTIED),
    }
    impersonal = ("name", "key", "slug", "seen_by")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:organisation", args=[self.slug])

    def write_down(self, *, by: Person) -> None:
        url = self.get_absolute_url()
        index(self, url=url, title=self.name, text="")
        note("opened a page for {thing}", thing=self.name, by=by, url=url, seen_by=self.seen_by)

    @transaction.atomic
    def welcome(self, person: Person) -> None:
        """The person comes from here. Said twice, it is said once."""
        Belonging.objects.get_or_create(person=person, organisation=self)
        if self.contact is None:
            self._ask_for(person)

    @transaction.atomic
    def let_go(self, person: Person) -> None:
        """The person does not come from here any more; somebody else is to be asked for."""
        self.belongings.filter(person=person).delete()
        if self.contact == person:
            next_one = self.belongings.longest_first().first()
            self._ask_for(next_one.person if next_one else None)

    def _ask_for(self, person: Person | None) -> None:
        self.contact = person
        self.save(update_fields=["contact"])


class BelongingQuerySet(Rows["Belonging"]):
    def longest_first(self) -> Self:
        return self.order_by("since", "pk")


class Belonging(models.Model):
    """Somebody comes from an organisation."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="belongings")
    since = models.DateTimeField(default=now)

    objects = BelongingQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("to know who comes from where", "members"),
        "organisation": Personal("to know who comes from where", "members"),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation"], name="one_belonging_each")
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.organisation}"


def hand_over_contact(person: Person) -> None:
    """They leave: wherever they were the one to ask for, the next one is."""
    for organisation in Organisation.objects.filter(contact=person):
        organisation.let_go(person)
