"""What listening has for the round-up: the newest themes that were answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from hearth.ground.access import Shared
from hearth.ground.areas import Item
from hearth.listening.models import Response, Theme
from hearth.listening.models.responses import MOMENT
from hearth.listening.you_said import Line

AT_MOST = 12


def items(since: datetime, until: datetime) -> Iterator[Item]:
    """Answers that hold, given or done meanwhile, the newest first, of themes in which somebody
    spoke aloud. Who may read one of them is asked again whenever it is shown."""
    open_ones = Theme.objects.spoken_aloud().exclude(seen_by=Shared.SeenBy.GROUP)
    standing = Response.objects.standing().annotate(moment=MOMENT).select_related("theme")
    fresh = standing.filter(
        theme__in=open_ones.values("pk"), moment__gt=since, moment__lte=until
    ).order_by("-moment", "-pk")
    for number, response in enumerate(fresh[:AT_MOST]):
        yield Item(
            kind="told",
            title=response.theme.name,
            url=response.theme.get_absolute_url(),
            seen_by=response.theme.seen_by,
            weight=number,
            words=Line(response, [], 0, 0).in_one_line,
        )
