"""From a page of another area: the gatherings ahead that are about it, and planning one."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from hearth.gatherings.models import Gathering
from hearth.ground.accounts import Person
from hearth.ground.areas import Onward
from hearth.ground.books.trail import Lead
from hearth.ground.time import LONDON


def onward(url: str, person: Person | None) -> Iterator[Onward]:
    """Where we meet about what lies at this address. From our own pages we lead nowhere."""
    ours = reverse("gatherings:gatherings")
    if url.startswith(ours):
        return
    here = Concat(Value(ours), OuterRef("slug"), Value("/"))
    about_it = Lead.objects.filter(origin=url, url=here)
    ahead = Gathering.objects.visible_to(person).ahead().filter(Exists(about_it))
    for gathering in ahead[:3]:
        starts_at = localtime(gathering.starts_at, LONDON)
        words = _("We meet about it: {title}").format(title=gathering.title)
        yield Onward(words, gathering.get_absolute_url(), f"{starts_at:%A %-d %B %Y, %-H.%M}")
    if person is not None and person.is_member and person.is_steward:
        plan = f"{reverse('gatherings:plan')}?{urlencode({'about': url})}"
        yield Onward(_("Plan a gathering about it"), plan)
