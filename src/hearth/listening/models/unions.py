"""Two themes that turn out to be one: both go on as one, and both addresses lead there."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hearth.ground.accounts import Person
from hearth.ground.books import forget, lead
from hearth.ground.books.trail import Lead
from hearth.ground.live import tell
from hearth.ground.refusals import Refused
from hearth.listening.models.former import FormerAddress
from hearth.listening.models.priorities import carry_weight
from hearth.listening.models.themes import Theme


@transaction.atomic
def join(theme: Theme, *, to: Theme, by: Person) -> None:
    """Make one theme of two. Lines, piles, dots, responses and what was told go along; of all
    responses the latest stands. Refuses where the two have other readers: one would show what
    the other hides."""
    if not by.is_steward:
        raise Refused(_("Ask a steward to join themes."))
    if theme.pk == to.pk:
        raise Refused(_("Choose another theme to join it to."))
    if (theme.seen_by, theme.group_id) != (to.seen_by, to.group_id):
        raise Refused(_("These two have different readers. Open both to the same people first."))
    both = Theme.objects.select_for_update().filter(pk__in=(theme.pk, to.pk))
    if len(both) < 2:
        raise Refused(_("One of these is gone. Look at the list again."))
    carry_weight(theme, to)
    _carry_over(theme, to)
    FormerAddress.objects.create(slug=theme.slug, name=theme.name, theme=to, by=by)
    _follow(theme.get_absolute_url(), to.get_absolute_url())
    forget(theme.get_absolute_url())
    theme.delete()
    to.gather([], by=by)
    tell("themes")


def _carry_over(theme: Theme, to: Theme) -> None:
    """Every row that hangs on the one hangs on the other from here on, if it does not yet."""
    there = to.belongings.values("contribution")
    theme.belongings.exclude(contribution__in=there).update(theme=to)
    for rows in (theme.responses, theme.piles, theme.former_addresses):
        rows.update(theme=to)


def _follow(old: str, new: str) -> None:
    """The trail goes by the new address: what it came of, and what came of it."""
    origins = list(Lead.objects.filter(url=old).values_list("origin", flat=True))
    lead(new, came_of=origins)
    lead(old, came_of=(), instead_of=origins)
    for url in list(Lead.objects.filter(origin=old).values_list("url", flat=True)):
        lead(url, came_of=[new], instead_of=[old])
