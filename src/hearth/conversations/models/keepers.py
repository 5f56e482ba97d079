"""Looking after a space: somebody is asked to, lays it down, or hands it on. The rows stay."""

from __future__ import annotations

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from hearth.conversations.models.spaces import Keeping, Space
from hearth.ground.accounts import Person
from hearth.ground.books.post import Kind, post
from hearth.ground.refusals import Refused


@transaction.atomic
def name_keeper(space: Space, person: Person, *, by: Person) -> Keeping:
    """From now on they look after it too, and are told. Named twice, it is once."""
    if not space.is_kept_by(by):
        raise Refused(_("Only who looks after the space can name somebody else."))
    if not space.takes(person):
        raise Refused(_("They do not see this space. Choose somebody who does."))
    keeping, is_new = Keeping.objects.get_or_create(
        space=space, person=person, until=None, defaults={"by": by}
    )
    if is_new and person.pk != by.pk:
        _tell(keeping, by)
    return keeping


@transaction.atomic
def lay_down(space: Space, *, by: Person) -> None:
    """They look after it no longer. A group's space always has one who does. Twice changes
    nothing."""
    Space.objects.get_queryset().select_for_update().get(pk=space.pk)
    mine = Keeping.objects.now().filter(space=space, person=by)
    others = Keeping.objects.now().filter(space=space).exclude(person=by)
    others = others.filter(person__groups=space.group_id) if space.is_of_a_group else others
    if space.is_of_a_group and mine.exists() and not others.exists():
        raise Refused(_("Name somebody else first. A group's space needs one who looks after it."))
    mine.update(until=now())


@transaction.atomic
def hand_on(space: Space, to: Person, *, by: Person) -> None:
    """Somebody else looks after it from now on, instead of whoever says so."""
    if to.pk == by.pk:
        raise Refused(_("That is you. Choose somebody else."))
    name_keeper(space, to, by=by)
    lay_down(space, by=by)


def _tell(keeping: Keeping, by: Person) -> None:
    space = keeping.space
    post(
        [keeping.person],
        _("{who} asks you to look after {space}").format(who=by.name, space=space.name),
        "conversations/letters/keeper.txt",
        kind=Kind.STEWARDS,
        button=(_("See what it means"), f"/space/{space.slug}/keepers/"),
        once=f"keeper:{keeping.pk}",
        space=space,
        by=by,
    )
