"""Few spaces: one that nobody uses is offered to its keepers for joining with another."""

from __future__ import annotations

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hearth.conversations.models.messages import Message
from hearth.conversations.models.spaces import Space, SpaceQuerySet
from hearth.conversations.models.threads import Thread
from hearth.ground.accounts import Person
from hearth.ground.refusals import Refused

UNUSED_AFTER = timedelta(days=60)


def unused(spaces: SpaceQuerySet) -> SpaceQuerySet:
    """Those that stood for so long and in which nobody said anything for so long."""
    since = now() - UNUSED_AFTER
    lately = Message.objects.filter(at__gt=since).order_by("at", "pk").values("pk")[:1]
    recent = Thread.objects.filter(space=OuterRef("pk"), newest__gte=models.Subquery(lately))
    return spaces.standing().filter(opened_at__lt=since).exclude(Exists(recent))


def may_join(space: Space, person: Person) -> SpaceQuerySet:
    """The spaces that this one can be joined with: kept by the same person, and with an
    audience that does not let more people read. A group's words stay in the group."""
    others = Space.objects.visible_to(person).standing().kept_by(person).exclude(pk=space.pk)
    same = Q(seen_by=Space.SeenBy.GROUP, group=space.group_id)
    everybody = Q(seen_by__in=[Space.SeenBy.MEMBERS, Space.SeenBy.EVERYONE])
    return others.filter(same if space.is_of_a_group else everybody)


@transaction.atomic
def join_spaces(space: Space, other: Space, *, by: Person) -> None:
    """All threads go over, each message with the audience that it has; the old address leads to
    the new one. Words for members stay words for members, also in an open space."""
    if not space.is_kept_by(by) or not may_join(space, by).filter(pk=other.pk).exists():
        raise Refused(_("These two cannot be joined."))
    moved = list(space.threads.select_for_update())
    space.threads.update(space=other)
    space.joined_to, space.closed_at = other, now()
    space.save(update_fields=["joined_to", "closed_at"])
    for thread in moved:
        thread.space = other
        for message in thread.messages.all():
            message.thread = thread
            message.catch_up()
