"""Building the demo: the people, the charter, five meet-ups of 2023, one now and one ahead."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from hearth.ground.accounts import Community


def move_in() -> None:
    """Build the demo in an empty house. If somebody was quicker, theirs stays."""
    try:
        build()
    except IntegrityError:
        if Community.ours() is None:
            raise


@transaction.atomic
def build() -> None:
    """Fill an empty database with the demo, the same each time."""
    Community.objects.create(pk=1, name="Community Tech Together", is_demo=True)
