"""A space: a few people talk here about one thing, between meet-ups."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import ExpressionWrapper, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from hearth.ground.access import Group, Shared, SharedQuerySet
from hearth.ground.accounts import Person
from hearth.ground.privacy import Erase, Personal
from hearth.ground.refusals import Refused
from hearth.ground.rows import Rows, numbers_of

RESERVED = {"care", "log", "new", "joining", "questions", "rules"}


class SpaceQuerySet(SharedQuerySet["Space"]):
    def standing(self) -> Self:
        return self.filter(closed_at=None)

    def kept_by(self, person: Person) -> Self:
        """Spaces that this person looks after: their own, and for stewards all but a group's."""
        return self.filter(_kept_by(person))

    def with_kept(self, person: Person) -> Self:
        """Each with whether this person looks after it (`kept`)."""
        return self.annotate(kept=ExpressionWrapper(_kept_by(person), models.BooleanField()))

    def by_name(self) -> Self:
        return self.order_by("name", "pk")


def _kept_by(person: Person) -> Q:
    mine = Q(pk__in=numbers_of(person, _looked_after_by))
    return mine | ~Q(seen_by=Shared.SeenBy.GROUP) if person.is_steward else mine


def _looked_after_by(person: int) -> models.QuerySet[Any, Any]:
    return Keeping.objects.now().filter(person=person).values("space")


class Space(Shared):
    """A place to talk: open to the web, for members, or for a group of its own.

    A group's space is read by its group alone: stewards of the community who are not in the
    group find nothing of it. It has keepers of its own, who are in the group. Whatever is in a
    space has its audience, so nothing in it can be seen by more people than the space.
    """

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(unique=True, max_length=100)
    about = models.TextField(_("what it is for"), max_length=600, blank=True)
    opened_at = models.DateTimeField(default=now, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    first_posts_wait = models.BooleanField(default=False)
    joined_to = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = SpaceQuerySet.as_manager()

    personal: ClassVar = {"by": Personal("to know whom to ask", "members", Erase.EMPTIED)}
    impersonal = ("name", "slug", "about", "seen_by")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("conversations:space", args=[self.slug])

    @property
    def is_public(self) -> bool:
        return self.seen_by == Shared.SeenBy.EVERYONE

    @property
    def is_of_a_group(self) -> bool:
        return self.seen_by == Shared.SeenBy.GROUP

    def takes(self, person: Person | None) -> bool:
        """Whether this person may talk here: a member who sees it, while it stands."""
        if person is None or not person.is_member or self.closed_at:
            return False
        return Space.objects.visible_to(person).filter(pk=self.pk).exists()

    def rename(self, name: str, *, about: str) -> None:
        """Other words for it. Its address stays."""
        if not name.strip():
            raise Refused(_("Give it a name first."))
        self.name, self.about = name.strip(), about.strip()
        self.save(update_fields=["name", "about"])

    def is_kept_by(self, person: Person | None) -> bool:
        """Whether this person looks after it."""
        if person is None or not person.is_member:
            return False
        seen = Space.objects.visible_to(person).filter(pk=self.pk)
        return seen.kept_by(person).exists()


class KeepingQuerySet(Rows["Keeping"]):
    def now(self) -> Self:
        return self.filter(until=None)


class Keeping(models.Model):
    """Somebody looks after a space, from a day on and until a day."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="keepings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField(default=now)
    until = models.DateTimeField(null=True)

    objects = KeepingQuerySet.as_manager()

    personal: ClassVar = {
        "person": Personal("to know who looks after a space", "who sees it"),
        "by": Personal("to know who asked them", "who looks after it", Erase.EMPTIED, False),
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["space", "person"], condition=Q(until=None), name="one_keeping_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.space}"


@transaction.atomic
def open_space(
    name: str, *, by: Person, about: str = "", seen_by: str, group: Group | None = None
) -> Space:
    """Begin a space. Whoever opens one for a group is in that group and looks after it."""
    if not name.strip():
        raise Refused(_("Give it a name first."))
    if (seen_by == Shared.SeenBy.GROUP) != (group is not None):
        raise Refused(_("A space for a group needs its group, and no other has one."))
    if group is not None and not group.people.filter(pk=by.pk).exists():
        raise Refused(_("Only somebody in the group can open a space for it."))
    if group is None and not by.is_steward:
        raise Refused(_("Stewards open spaces that are for everybody."))
    slug = Space.objects.free_slug(name, "space", *RESERVED)
    space = Space.objects.create(
        name=name.strip(), slug=slug, about=about, by=by, seen_by=seen_by, group=group
    )
    if group is not None:
        Keeping.objects.create(space=space, person=by)
    return space
